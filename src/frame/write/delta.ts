import { appendRows, createTableOf, NoSuchTable, overwriteRows, type TableRef } from "../../delta/index.ts";
import type { S3Settings } from "../../storage/index.ts";
import type { CollectOptions } from "../any-frame.ts";
import { parquetRows, planTables } from "../choose-engine.ts";
import { schemaOf } from "../schema-of.ts";
import type { Written } from "./index.ts";
import { targetPlace, type WriteTarget } from "./target.ts";

/** How a Delta table is written. */
export interface DeltaWriteOptions extends CollectOptions {
  /**
   * `create` (the default) makes the table and throws where one is; `append` adds to it, `overwrite` takes the place of all
   * that it holds, and both make it where there is none.
   */
  readonly mode?: "create" | "append" | "overwrite";
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

export const writeDelta = async (
  frame: Written,
  target: WriteTarget,
  options: DeltaWriteOptions = {},
): Promise<DeltaWriteResult> => {
  const { mode = "create", txns = [] } = options;
  const ref = targetPlace(target, options.s3);
  if (mode === "create") return create(frame, ref, options);
  try {
    const write = mode === "append" ? appendRows : overwriteRows;
    const result = await write(ref, await rowsOf(frame, options), { txns });
    return result.skipped ? { ...result, rows: 0, files: 0, bytes: 0 } : { ...result, skipped: false };
  } catch (error) {
    if (!(error instanceof NoSuchTable) || txns.length > 0) throw error;
    return create(frame, ref, options);
  }
};

const create = async (frame: Written, ref: TableRef, options: DeltaWriteOptions): Promise<DeltaWriteResult> => {
  const rows = await rowsOf(frame, options);
  return { ...(await createTableOf(ref, { schema: schemaOf(frame.plan) }, rows)), skipped: false };
};

/** What DuckDB runs it writes itself, in any order where nobody asked for one. */
const rowsOf = async ({ plan, sources }: Written, options: DeltaWriteOptions) =>
  (await parquetRows(plan, sources, options)) ?? planTables(plan, sources, options);
