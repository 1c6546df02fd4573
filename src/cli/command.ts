import { parseArgs } from "node:util";
import { type ExitCode, messageOf, usageError } from "../errors.ts";
import type { Signals } from "./signals.ts";

/** One `--name` of a command. */
export interface OptionSpec {
  readonly type: "boolean" | "string";
  readonly short?: string;
  readonly multiple?: boolean;
  /** The value where only the name is given: `--graph` for `--graph=text`. */
  readonly alone?: string;
  /** How the value shows in `--help`: `--count N`. */
  readonly value?: string;
  readonly help: string;
}

/** What a command was given, parsed. */
export interface Arguments {
  readonly words: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  /** A whole number not below `least`; `fallback` where the option is not given. */
  number<T extends number | undefined>(name: string, fallback: T, least?: number): number | T;
}

/** Where a command reads and writes, and what the process's signals mean to it. */
export interface Terminal extends Signals {
  /** Results, to stdout, with a newline. */
  readonly print: (text: string) => void;
  /** Progress, to stderr; quiet where that is no terminal. */
  readonly progress: (text: string) => void;
  /** Warnings and errors, to stderr always. */
  readonly warn: (text: string) => void;
  /** Text as it comes, to stderr. */
  readonly write: (text: string) => void;
  /** Whether stderr is a terminal. */
  readonly isTerminal: boolean;
}

/** A command of the command line. */
export interface Command {
  /** `run [FILES…]`: the words after `pinbook`. */
  readonly usage: string;
  /** What it does, in a paragraph or less. */
  readonly help: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly run: (args: Arguments, terminal: Terminal) => Promise<ExitCode>;
}

/** Parses the words after the command's name; a usage error names the option and points to `--help`. */
export const parseArguments = (name: string, command: Command, words: readonly string[]): Arguments => {
  const { values, positionals } = parse(name, command, words);
  const text = (option: string): string | undefined => [values[option]].flat().at(-1) as string | undefined;
  return {
    words: positionals,
    flag: (option) => values[option] === true,
    text,
    texts: (option) => [values[option] ?? []].flat() as string[],
    number: (option, fallback, least = 0) => {
      const value = text(option);
      if (value === undefined) return fallback;
      const number = Number(value);
      if (value.trim() !== "" && Number.isInteger(number) && number >= least) return number;
      throw usageError(
        `pinbook ${name}: --${option} is ${JSON.stringify(value)}: use a whole number, ${least} or more`,
      );
    },
  };
};

/** The text of `pinbook NAME --help`. */
export const helpOf = (command: Command): string => {
  const rows = Object.entries(command.options).map(([name, option]) => {
    const short = option.short ? `-${option.short}, ` : "    ";
    return { left: `${short}--${name}${valueText(option)}`, right: option.help };
  });
  const all = [...rows, { left: "    --help", right: "show this" }];
  const width = Math.max(...all.map((row) => row.left.length));
  const lines = all.map((row) => `  ${row.left.padEnd(width)}  ${row.right}`);
  return [`Usage: pinbook ${command.usage}`, "", command.help, "", "Options:", ...lines].join("\n");
};

const valueText = ({ value, alone }: OptionSpec): string => {
  if (value === undefined) return "";
  return alone === undefined ? ` ${value}` : `[=${value}]`;
};

const withValue = ({ options }: Command, word: string): string => {
  const alone = word.startsWith("--") ? options[word.slice(2)]?.alone : undefined;
  return alone === undefined ? word : `${word}=${alone}`;
};

const parse = (name: string, command: Command, words: readonly string[]) => {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([option, { type, short, multiple }]) => [
      option,
      { type, multiple: multiple ?? false, ...(short ? { short } : {}) },
    ]),
  );
  try {
    return parseArgs({ args: words.map((word) => withValue(command, word)), options, allowPositionals: true });
  } catch (error) {
    const reason = messageOf(error)
      .replace(/ To specify a positional.*$/s, "")
      .replaceAll("\n", " ");
    throw usageError(`pinbook ${name}: ${reason.replace(/\.$/, "")}. See: pinbook ${name} --help`);
  }
};
