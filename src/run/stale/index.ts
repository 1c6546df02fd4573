export { openStale, planStale, type Selection } from "./open-stale.ts";
export type { CellPlan } from "./plan.ts";
export { staleSteps } from "./stale-steps.ts";
export type { CellState, CellVerdict, PlannedCell } from "./types.ts";
export type { Fingerprint } from "./world.ts";
