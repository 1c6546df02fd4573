import {
  appendRows,
  createTableOf,
  NoSuchTable,
  type OverwriteOptions,
  overwriteRows,
  type Rows,
  readSnapshot,
  type TableRef,
} from "../../delta/index.ts";
import { usageError } from "../../errors.ts";
import type { S3Settings } from "../../storage/index.ts";
import type { CollectOptions } from "../any-frame.ts";
import { filter, orderby } from "../build.ts";
import { groupNodes } from "../check-expr.ts";
import { parquetRows, planTables } from "../choose-engine.ts";
import type { Columns } from "../expr-types.ts";
import type { Condition, Name } from "../frame-types.ts";
import type { ExprNode, Plan } from "../plan.ts";
import { filesWhere } from "../read/delta-files.ts";
import { columnsIn } from "../rename-columns.ts";
import type { Row } from "../row-type.ts";
import { schemaOf } from "../schema-of.ts";
import type { Written } from "./index.ts";
import { targetPlace, type WriteTarget } from "./target.ts";

/** How a Delta table is written. */
export interface DeltaWriteOptions<R extends Row = Row> extends CollectOptions {
  /**
   * `create` (the default) makes the table and throws where one is; `append` adds to it, `overwrite` takes the place of all
   * that it holds, `overwritePartitions` of the partitions that the rows are of, and these make it where there is none.
   */
  readonly mode?: "create" | "append" | "overwrite" | "overwritePartitions";
  /** Divides a new table into a folder for each value of these columns; where the table is there it must be divided so. */
  readonly partitionBy?: Name<R> | readonly Name<R>[];
  /** With `overwrite`: the rows take the place of the partitions of which this is true, and must be of these themselves. */
  readonly replaceWhere?: (d: Columns<R>) => Condition;
  /** Written with the rows; where the table has them already, nothing is written. Not for `create`. */
  readonly txns?: readonly { readonly appId: string; readonly version: number }[];
  /** For targets `s3://…`; what is left out comes from the AWS SDK's own chain. */
  readonly s3?: S3Settings;
}

/** What became of a table: its new version, and what joined it; `skipped` where its txns were there already. */
export interface DeltaWriteResult {
  readonly version: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  readonly skipped: boolean;
}

export const writeDelta = async <R extends Row>(
  frame: Written,
  target: WriteTarget,
  options: DeltaWriteOptions<R> = {},
): Promise<DeltaWriteResult> => {
  const { mode = "create", txns = [], replaceWhere } = options;
  if (replaceWhere && mode !== "overwrite")
    throw usageError(`replaceWhere is for the mode "overwrite", and not for "${mode}".`);
  const ref = targetPlace(target, options.s3);
  const partitionBy = options.partitionBy === undefined ? undefined : [options.partitionBy].flat();
  const rows = (columns: readonly string[]) => rowsOf(frame, columns, options);
  const create = async (): Promise<DeltaWriteResult> => {
    const made = { schema: schemaOf(frame.plan), ...(partitionBy && { partitionBy }) };
    return { ...(await createTableOf(ref, made, rows)), skipped: false };
  };
  if (mode === "create") return create();
  const how = { txns, ...(partitionBy && { partitionBy }) };
  try {
    const result = await (mode === "append"
      ? appendRows(ref, rows, how)
      : overwriteRows(ref, rows, { ...how, replaces: await replacedFiles(frame, ref, mode, replaceWhere as Where) }));
    return result.skipped ? { ...result, rows: 0, files: 0, bytes: 0 } : { ...result, skipped: false };
  } catch (error) {
    if (!(error instanceof NoSuchTable) || txns.length > 0) throw error;
    return create();
  }
};

type Where = DeltaWriteOptions["replaceWhere"];

const replacedFiles = async (
  { plan }: Written,
  ref: TableRef,
  mode: "overwrite" | "overwritePartitions",
  replaceWhere: Where,
): Promise<NonNullable<OverwriteOptions["replaces"]>> => {
  if (mode === "overwritePartitions") return "partitions";
  if (!replaceWhere) return "all";
  const { schema, metadata } = await readSnapshot(ref);
  const condition = conditionOf(plan, replaceWhere);
  const other = [...columnsIn(condition)].find((name) => !metadata.partitionColumns.includes(name));
  if (other !== undefined)
    throw usageError(
      `replaceWhere names '${other}', by which the table is not partitioned: it is by ${metadata.partitionColumns.join(", ") || "nothing"}.`,
    );
  return (files) => filesWhere(files, schema, condition);
};

const conditionOf = (plan: Plan, replaceWhere: NonNullable<Where>): ExprNode => {
  const filtered = filter(plan, [], replaceWhere);
  if (filtered.verb !== "filter" || groupNodes(filtered.condition).length > 0)
    throw usageError("replaceWhere takes a condition on single rows, without aggregates and windows.");
  return filtered.condition;
};

/** What DuckDB runs it writes itself, in any order where nobody asked for one; rows of a partition follow one another. */
const rowsOf = async (
  { plan, sources }: Written,
  partitionColumns: readonly string[],
  options: CollectOptions,
): Promise<Rows> => {
  const keys = partitionColumns.filter((column) => schemaOf(plan).some(({ name }) => name === column));
  if (keys.length > 0) return planTables(orderby(plan, keys), sources, options);
  return (await parquetRows(plan, sources, options)) ?? planTables(plan, sources, options);
};
