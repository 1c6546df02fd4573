export type { Judgement, StaleCell } from "./judge.ts";
export type { Outside } from "./outside.ts";
export { createStaleness, type Staleness } from "./staleness.ts";
