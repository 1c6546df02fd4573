export { createStaleness } from "./create.ts";
export type { Judgement, StaleCell } from "./judge.ts";
export type { Outside } from "./outside.ts";
export type { Staleness } from "./staleness.ts";
