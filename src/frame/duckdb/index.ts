export { type DuckdbEngine, duckdbEngine, makeDuckdbEngine } from "./engine.ts";
export type { FileFormat } from "./file-columns.ts";
export type { DuckdbOptions } from "./instance.ts";
export type { ColumnBounds, WriteFilesOptions, WrittenFile } from "./write-files.ts";
