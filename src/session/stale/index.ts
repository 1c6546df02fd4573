export type { Judgement, StaleCell } from "./judge.ts";
export { createStaleness, type Staleness } from "./staleness.ts";
