export { type ListingChange, listingChangeText } from "../listing.ts";
export { readRunOutputs } from "../run-outputs.ts";
export {
  type CellChange,
  type Change,
  compareRuns,
  type InputChange,
  isSameRun,
  type RunDiff,
  type RunName,
} from "./compare-runs.ts";
export { type DiffOptions, diffRuns, type NotebookDiff } from "./diff-runs.ts";
export { findRun, readRecords } from "./find-runs.ts";
export type { RunSide, SideCell } from "./run-side.ts";
