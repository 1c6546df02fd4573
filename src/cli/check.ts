import { type ExitCode, usageError } from "../errors.ts";
import { type CheckResult, checkNotebook } from "../run/check/index.ts";
import { exitCodeOf } from "../run/index.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { findNotebooks } from "./notebooks.ts";
import { shownDiff } from "./show-diff.ts";

export const check: Command = {
  usage: "check [FILES…] [options]",
  help: "Runs copies of notebooks and compares what their cells put out with what is saved; shows the difference and ends with 1\nwhere there is one. Writes nothing. Cells say in metadata.pinbook.check what does not count: ignore (true, or a list of\nstdout, stderr, error, MIME types), mask (regular expressions), tolerance (of numbers). The tags raises-exception,\nskip-execution, nbval-ignore-output and nbval-skip count too. Without names: the notebooks of the notebooks folder.",
  options: {
    tolerance: { type: "string", value: "X", help: "numbers may differ by so much, or by such a part of them (0)" },
    timeout: { type: "string", value: "SECONDS", help: "ends a cell that takes longer" },
    "timeout-run": { type: "string", value: "SECONDS", help: "ends a notebook's run that takes longer" },
    json: { type: "boolean", help: "print what differs as JSON lines, one a notebook" },
  },
  run: async (args, terminal) => {
    const options = optionsOf(args);
    const codes: ExitCode[] = [];
    for (const file of findNotebooks(args.words)) {
      if (terminal.signal.aborted) break;
      const signals = { signal: terminal.signal, killSignal: terminal.killSignal() };
      const result = await checkNotebook({ file, ...options, ...signals, log: terminal.warn });
      show(result, args.flag("json"), terminal);
      codes.push(result.same ? 0 : codeOf(result));
    }
    return ([130, 3, 4, 1] as const).find((code) => codes.includes(code)) ?? (terminal.signal.aborted ? 130 : 0);
  },
};

const codeOf = ({ status }: CheckResult): ExitCode => exitCodeOf({ status, allowErrors: false }) || 1;

const optionsOf = (args: Arguments) => {
  const seconds = (name: string, option: string) => {
    const value = args.number(name, undefined, 1);
    return value === undefined ? {} : { [option]: value };
  };
  const text = args.text("tolerance");
  const tolerance = Number(text ?? 0);
  if (text?.trim() === "" || !(tolerance >= 0 && tolerance < Number.POSITIVE_INFINITY))
    throw usageError(`pinbook check: --tolerance is ${JSON.stringify(text)}: use a number, 0 or more`);
  return {
    ...seconds("timeout", "timeout"),
    ...seconds("timeout-run", "runTimeout"),
    tolerance: { absolute: tolerance, relative: tolerance },
  };
};

const show = (result: CheckResult, asJson: boolean, terminal: Terminal): void => {
  const { name, same, compared } = result;
  if (asJson) terminal.print(JSON.stringify(result));
  else if (same) terminal.print(`✓ ${name}: ${compared} cells as saved`);
  else showDifferences(result, terminal);
};

const showDifferences = ({ name, compared, cells }: CheckResult, terminal: Terminal): void => {
  terminal.print(`✗ ${name}: ${cells.length} of ${compared} cells not as saved`);
  for (const { index, title, status, error, differences } of cells) {
    const why = error === undefined ? (status === "ok" ? "" : `  ${status}`) : `  ${status}: ${error}`;
    terminal.print(`\ncell ${index + 1}  ${title}${why}`);
    for (const { where, diff } of differences) {
      const isDouble = isTextBeside(where, differences);
      terminal.print(isDouble ? `${where} differs too` : `--- ${where}, saved\n+++ ${where}, now\n${shownDiff(diff)}`);
    }
  }
  terminal.print("");
};

// Another form of what a diff of plain text tells already.
const isTextBeside = (where: string, differences: readonly { readonly where: string }[]): boolean => {
  const [, output, type = ""] = /^(.*), (text\/(?!plain).*|image\/svg.*|application\/.*)$/.exec(where) ?? [];
  return type !== "" && differences.some((other) => other.where === `${output}, text/plain`);
};
