export { readRunOutputs } from "../run-outputs.ts";
export { type CellChange, type Change, compareRuns, isSameRun, type RunDiff, type RunName } from "./compare-runs.ts";
export { findRun, previousRuns, readRecords } from "./find-runs.ts";
export type { RunSide, SideCell } from "./run-side.ts";
