import { parquetWriteBuffer } from "hyparquet-writer";
import type { ColumnTable } from "../schema.ts";
import { parquetSchemaOf } from "./schema.ts";

/** One Parquet file of these rows, snappy-compressed; the values must fit the schema already. */
export const encodeParquet = (rows: ColumnTable): Uint8Array => {
  const columnData = rows.schema.map(({ name, type }) => ({
    name,
    data: Array.from(rows.columns[name] ?? []),
    // A dictionary would take -0 for 0, which compare equal.
    ...(type === "float32" || type === "float64" ? { encoding: "PLAIN" as const } : {}),
  }));
  const buffer = parquetWriteBuffer({
    columnData,
    schema: parquetSchemaOf(rows.schema),
    rowGroupSize: 100_000,
    createdBy: "pinbook version 0 (build 0)",
  });
  return new Uint8Array(buffer);
};
