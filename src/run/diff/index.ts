export { readRunOutputs } from "../run-outputs.ts";
export { type CellChange, type Change, compareRuns, isSameRun, type RunDiff } from "./compare-runs.ts";
export { findRun, readRecords } from "./find-runs.ts";
export type { RunSide, SideCell } from "./run-side.ts";
