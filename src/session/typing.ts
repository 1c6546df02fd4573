import { setTimeout as setTimer } from "node:timers";
import { setTimeout } from "node:timers/promises";
import { messageOf } from "../errors.ts";
import { packageRoot } from "../root.ts";
import { withoutMagics } from "../syntax/index.ts";
import { completeAt, namesInScope } from "./complete.ts";
import type { Evaluator } from "./evaluate.ts";
import { inspectAt } from "./inspect.ts";
import type { Language, TypeProblem } from "./language/index.ts";
import type { Completion, Inspection, SessionOptions, SessionSettings } from "./types.ts";

/** A cell as the types see it. */
export interface TypedRun {
  readonly code: string;
  /** As it stands in traces. */
  readonly name: string;
  readonly tag: unknown;
  readonly silent: boolean;
}

/** What types add to a session. The service that knows them starts with the first cell or question. */
export interface Typing {
  /** Whether type errors stop cells now. */
  blocks(): boolean;
  /** The error to end a cell with instead of running it. */
  refusal(run: TypedRun): Promise<Error | undefined>;
  /** Takes in a cell that runs; its type errors are put out once they are known, whether it runs still or has ended. */
  started(run: TypedRun): void;
  complete(code: string, cursor: number): Promise<Completion>;
  inspect(code: string, cursor: number, detail: 0 | 1): Promise<Inspection>;
  /** Forgets what cells declared. */
  clear(): void;
  close(): void;
}

export interface TypingParts {
  readonly options: SessionOptions;
  readonly settings: SessionSettings;
  readonly evaluator: Evaluator;
  /** Names that cells made. */
  readonly names: ReadonlySet<string>;
  /** Puts text out beside a cell's output. */
  readonly warn: (text: string, tag: unknown) => void;
}

/** A question that takes longer, in milliseconds, is answered by what the running program knows. */
const patience = 800;

export const createTyping = ({ options, settings, evaluator, names, warn }: TypingParts): Typing => {
  const { cwd, types = false, log = () => {} } = options;
  const waiting: TypedRun[] = [];
  const soon = whenQuiet(() => void current());
  let opened: Promise<Language | undefined> | undefined;
  let cleared = false;
  const open = async (): Promise<Language | undefined> => {
    try {
      const { startLanguage } = await import("./language/index.ts");
      return startLanguage({ folder: cwd, pinbook: packageRoot, log });
    } catch (error) {
      log(`types are off: ${messageOf(error)}`);
      return undefined;
    }
  };
  /** The types of all cells so far; the errors of those that are new to them are put out when they come. */
  const current = async (): Promise<Language | undefined> => {
    opened ??= open();
    const language = await opened;
    if (!language) return undefined;
    if (cleared) language.clear();
    cleared = false;
    for (const run of waiting.splice(0)) void take(language, run);
    return language;
  };
  const take = async (language: Language, run: TypedRun): Promise<void> => {
    const cell = language.add(typeScriptOf(run.code, names));
    if (!types || settings.check === "off" || run.silent) return;
    const text = await described((await cell.check()) ?? [], run);
    if (text && (settings.check as string) !== "off") warn(`${text}\n`, run.tag);
  };
  const ask = async <T>(question: (language: Language) => Promise<T>): Promise<T | undefined> => {
    if (!types) return undefined;
    const answer = current().then((language) => language && question(language));
    return Promise.race([answer, setTimeout(patience, undefined, { ref: false })]);
  };
  return {
    blocks: () => settings.check === "on",
    refusal: async (run) => {
      const language = await current();
      const cell = language?.add(typeScriptOf(run.code, names));
      const problems = await cell?.check();
      if (!problems) warn("the TypeScript service gives no answer: this cell runs unchecked\n", run.tag);
      const text = await described(problems ?? [], run);
      if (text) cell?.remove();
      return text ? typeError(text) : undefined;
    },
    started: (run) => {
      waiting.push(run);
      if (types) soon();
    },
    complete: async (code, cursor) => {
      const live = completeAt(evaluator, code, cursor);
      const typed = await ask((language) => language.complete(typeScriptOf(code, names), cursor));
      if (!typed) return live;
      const { mergeCompletion } = await import("./language/index.ts");
      const scope = await namesInScope(evaluator, code.slice(typed.start, typed.end));
      return mergeCompletion(typed, await live, scope);
    },
    inspect: async (code, cursor, detail) => {
      const live = inspectAt(evaluator, code, cursor, detail);
      const typed = await ask((language) => language.inspect(typeScriptOf(code, names), Math.min(cursor, code.length)));
      if (!typed) return live;
      const { mergeInspection } = await import("./language/index.ts");
      return mergeInspection(typed, await live);
    },
    clear: () => {
      waiting.length = 0;
      cleared = true;
    },
    close: () => void opened?.then((language) => language?.close()),
  };
};

/** Runs an action once it was not asked for any more for a moment: cells that run one after another, and their replies, go first. */
const whenQuiet = (action: () => void): (() => void) => {
  const quiet = 15;
  const longest = 250;
  let timer: NodeJS.Timeout | undefined;
  let since = 0;
  const run = () => {
    timer = undefined;
    action();
  };
  return () => {
    if (!timer) since = performance.now();
    else if (performance.now() - since > longest) return;
    clearTimeout(timer);
    timer = setTimer(run, quiet).unref();
  };
};

/** The errors in words; what the running program knows and the types do not is no error. Empty where there are none. */
const described = async (problems: readonly TypeProblem[], { name, code }: TypedRun): Promise<string> => {
  const real = problems.filter(({ message }) => !isMadeAtRunTime(message));
  if (real.length === 0) return "";
  const { describeProblems } = await import("./language/index.ts");
  return describeProblems(real, name, code);
};

const isMadeAtRunTime = (message: string): boolean => {
  const [, name] = /^Cannot find name '([^']+)'/.exec(message) ?? [];
  return name !== undefined && name in globalThis;
};

/** A cell's TypeScript at its own place; a cell whose magics cannot be read is taken as it is. */
const typeScriptOf = (code: string, names: ReadonlySet<string>): string => {
  try {
    return withoutMagics(code, names);
  } catch {
    return code;
  }
};

const typeError = (text: string): Error => {
  const error = new Error(`the cell did not run, for %check is on:\n${text}`);
  error.name = "TypeCheckError";
  error.stack = "";
  return error;
};
