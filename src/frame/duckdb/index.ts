export { type DuckdbEngine, duckdbEngine, makeDuckdbEngine } from "./engine.ts";
export type { DuckdbOptions } from "./instance.ts";
