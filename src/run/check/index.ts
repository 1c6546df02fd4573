export { type CheckedCell, type CheckOptions, type CheckResult, checkNotebook } from "./check.ts";
export type { OutputDifference } from "./compare-outputs.ts";
