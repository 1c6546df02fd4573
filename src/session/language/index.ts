// Light to load, also in a thread that only answers questions: what is heavy is loaded when it is first needed.
import type { Completeness } from "../types.ts";

export type { LiveCompletion } from "../complete.ts";
export {
  type CellTypes,
  type CellTypesOptions,
  createCellTypes,
  type KnownTypes,
  type StartedCell,
} from "./cell-types.ts";
export { describeProblems, unknownNames, withoutKnown } from "./describe-problems.ts";
export { mergeCompletion } from "./merge-completion.ts";
export { mergeInspection } from "./merge-inspection.ts";
export type { TypeProblem } from "./types.ts";

/** Tells whether code can run, needs more lines, or can never run. */
export const isComplete = async (code: string): Promise<Completeness> => {
  const { completeness } = await import("../is-complete.ts");
  return completeness(code);
};
