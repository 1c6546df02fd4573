import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { type ColumnTable, type Field, holdsFloats, type Schema } from "../schema.ts";
import { parquetSchemaOf } from "./schema.ts";
import { toParquet } from "./to-values.ts";

/** A Parquet file in the making, row group after row group. */
export interface ParquetEncoder {
  /** The bytes of row groups of these rows, each of 100,000 at most. */
  add(rows: ColumnTable): Uint8Array;
  /** The bytes after the last row group. */
  end(): Uint8Array;
}

/** One Parquet file of these rows, snappy-compressed; the values must fit the schema already. */
export const encodeParquet = (rows: ColumnTable): Uint8Array => {
  const encoder = parquetEncoder(rows.schema);
  return Buffer.concat([encoder.add(rows), encoder.end()]);
};

/** Makes a snappy-compressed Parquet file of a schema; the values must fit the schema already. */
export const parquetEncoder = (schema: Schema): ParquetEncoder => {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: parquetSchemaOf(schema),
    createdBy: "pinbook version 0 (build 0)",
  });
  const taken = (): Uint8Array => {
    const copy = bytes.getBytes().slice();
    bytes.index = 0;
    return copy;
  };
  return {
    add: (rows) => {
      if (rows.rowCount > 0) {
        const columnData = schema.map((field) => columnOf(field, rows));
        writer.write({ columnData, rowGroupSize: groupRows });
      }
      return taken();
    },
    end: () => {
      writer.finish();
      return taken();
    },
  };
};

const groupRows = 100_000;

const columnOf = ({ name, type }: Field, rows: ColumnTable) => {
  const convert = toParquet(type);
  const values = rows.columns[name] ?? [];
  return {
    name,
    data: convert ? Array.from(values, convert) : Array.from(values),
    ...(holdsFloats(type) ? { encoding: "PLAIN" as const } : {}),
  };
};
