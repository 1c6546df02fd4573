import type { Schema } from "../../schema.ts";
import { orderby } from "../build.ts";
import { planTables } from "../choose-engine.ts";
import type { Sources } from "../engine.ts";
import type { Plan } from "../plan.ts";
import type { CsvOptions } from "../read/csv.ts";
import { schemaOf } from "../schema-of.ts";
import { arrowFormat, parquetFormat } from "./columnar.ts";
import { csvFormat } from "./csv.ts";
import type { OutputFormat } from "./encoder.ts";
import { jsonFormat, ndjsonFormat } from "./json.ts";
import type { JsonOptions } from "./json-text.ts";
import { checkPartition } from "./partition.ts";
import type { WriteTarget } from "./target.ts";
import { type WriteOptions, type WriteResult, writeFiles } from "./write-files.ts";

export { type DeltaWriteOptions, type DeltaWriteResult, writeDelta } from "./delta.ts";
export type { JsonOptions } from "./json-text.ts";
export type { WriteTarget } from "./target.ts";
export { TargetExists } from "./target-exists.ts";
export type { OutputFile, WriteOptions, WriteResult } from "./write-files.ts";

/** Makes the target a folder with a folder for each value of these columns (`country=DE/`), which the files then lack. */
export interface PartitionOptions<Name extends string = string> {
  readonly partitionBy?: Name | readonly Name[];
}

/** As a file, whose parts can be found, or as a stream. */
export interface ArrowOptions {
  /** Default `file`. */
  readonly format?: "file" | "stream";
}

/** A frame as far as writing needs it. */
export interface Written {
  readonly plan: Plan;
  readonly sources: Sources;
}

type Options = WriteOptions & PartitionOptions;

export const writeNdjson = (frame: Written, target: WriteTarget, options: Options & JsonOptions = {}) =>
  write(frame, ndjsonFormat(options), target, options);

export const writeJson = (frame: Written, target: WriteTarget, options: WriteOptions & JsonOptions = {}) =>
  write(frame, jsonFormat(options), target, options);

export const writeCsv = (frame: Written, target: WriteTarget, options: Options & CsvOptions = {}) =>
  write(frame, csvFormat(options), target, options);

export const writeParquet = (frame: Written, target: WriteTarget, options: Options = {}) =>
  write(frame, parquetFormat, target, options);

export const writeArrow = (frame: Written, target: WriteTarget, options: WriteOptions & ArrowOptions = {}) =>
  write(frame, arrowFormat(options.format ?? "file"), target, options);

/** Rows of a partition must follow one another, so that one file is open at a time. */
const write = async (
  { plan, sources }: Written,
  format: OutputFormat,
  target: WriteTarget,
  options: Options,
): Promise<WriteResult> => {
  const schema: Schema = schemaOf(plan);
  const partitionBy = options.partitionBy === undefined ? [] : [options.partitionBy].flat();
  checkPartition(schema, partitionBy);
  const sorted = partitionBy.length > 0 ? orderby(plan, partitionBy) : plan;
  return writeFiles(format, target, { schema, tables: planTables(sorted, sources, options), partitionBy }, options);
};
