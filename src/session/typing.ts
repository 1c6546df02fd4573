import { setTimeout } from "node:timers/promises";
import { completeValues } from "./complete.ts";
import type { Evaluator } from "./evaluate.ts";
import { inspectAt } from "./inspect.ts";
import { createCellTypes, type KnownTypes, type StartedCell } from "./language/cell-types.ts";
import { describeProblems, withoutKnown } from "./language/describe-problems.ts";
import { mergeCompletion } from "./language/merge-completion.ts";
import { mergeInspection } from "./language/merge-inspection.ts";
import type { TypeProblem } from "./language/types.ts";
import type { PreparedCell } from "./prepare-cell.ts";
import type { Completion, Inspection, SessionOptions, SessionSettings } from "./types.ts";

/** A cell as the types see it. */
export interface TypedRun {
  readonly code: string;
  /** As it stands in traces. */
  readonly name: string;
  readonly tag: unknown;
  readonly silent: boolean;
}

/** What types add to a session. */
export interface Typing {
  /** Whether type errors stop cells now. */
  blocks(): boolean;
  /** The error to end a cell with instead of running it. */
  refusal(run: TypedRun, cell: PreparedCell): Promise<Error | undefined>;
  /** Takes in a cell that is about to run; its type errors are put out once they are known, whether it runs still or has ended. */
  started(run: TypedRun, cell: PreparedCell): void;
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
  /** Whether the running program has a name. */
  readonly isKnown: (name: string) => boolean;
  /** Puts text out beside a cell's output. */
  readonly warn: (text: string, tag: unknown) => void;
}

/** A question that takes longer, in milliseconds, is answered by what the running program knows. */
const patience = 800;

export const createTyping = ({ options, settings, evaluator, isKnown, warn }: TypingParts): Typing => {
  const { cwd, types = false, log = () => {} } = options;
  const own = typeof types === "boolean" ? ownTypes() : undefined;
  const cells = own ?? (types as Exclude<typeof types, boolean>);
  let count = 0;
  function ownTypes(): KnownTypes {
    const onChecked = (cell: StartedCell, problems: readonly TypeProblem[]) => {
      const text = described(problems, cell, isKnown);
      if (text && settings.check !== "off") warn(`${text}\n`, cell.tag);
    };
    return createCellTypes({ folder: cwd, log, eager: types === true, onChecked });
  }
  const asCell = ({ code, name, tag }: TypedRun, { declares }: PreparedCell, check: boolean): StartedCell => ({
    ...{ id: ++count, code, name, declares, check, tag },
  });
  const ask = async <T>(question: (own: KnownTypes) => Promise<T>): Promise<T | undefined> =>
    own && types ? Promise.race([question(own), setTimeout(patience, undefined, { ref: false })]) : undefined;
  return {
    blocks: () => settings.check === "on",
    refusal: async (run, prepared) => {
      const cell = asCell(run, prepared, true);
      const problems = await cells.examine(cell);
      if (!problems) warn("the TypeScript service gives no answer: this cell runs unchecked\n", run.tag);
      const text = described(problems ?? [], run, isKnown);
      if (text) cells.remove(cell.id);
      return text ? typeError(text) : undefined;
    },
    started: (run, prepared) => {
      const check = types !== false && !run.silent && settings.check !== "off";
      cells.started(asCell(run, prepared, check && !turnsCheckOff.test(run.code)));
    },
    complete: async (code, cursor) => {
      const live = completeValues(evaluator, code, cursor);
      return mergeCompletion(await ask((known) => known.complete(code, cursor)), await live, code, cursor);
    },
    inspect: async (code, cursor, detail) => {
      const live = inspectAt(evaluator, code, cursor, detail);
      return mergeInspection(await ask((known) => known.inspect(code, cursor)), await live);
    },
    clear: () => cells.clear(),
    close: () => cells.close(),
  };
};

const turnsCheckOff = /^[ \t]*%check[ \t]+off\b/m;

/** The errors in words; what the running program knows and the types do not is no error. Empty where there are none. */
const described = (
  problems: readonly TypeProblem[],
  { name, code }: { readonly name: string; readonly code: string },
  isKnown: (name: string) => boolean,
): string => describeProblems(withoutKnown(problems, isKnown), name, code);

const typeError = (text: string): Error => {
  const error = new Error(`the cell did not run, for %check is on:\n${text}`);
  error.name = "TypeCheckError";
  error.stack = "";
  return error;
};
