import { arrowEncoder } from "../../arrow/index.ts";
import { parquetEncoder } from "../../parquet/index.ts";
import type { ColumnTable, DataType, Schema } from "../../schema.ts";
import { joinTables } from "../join-tables.ts";
import { wellFormed } from "./csv.ts";
import { type Encoder, nothing, type OutputFormat } from "./encoder.ts";

/** Parquet, snappy-compressed, in row groups of 100,000 rows, or fewer where they are wide. */
export const parquetFormat: OutputFormat = {
  ending: ".parquet",
  open: (schema) => gathered(schema, parquetEncoder(schema), groupRows),
};

/** Arrow IPC: a file whose parts can be found, or a stream. */
export const arrowFormat = (kind: "file" | "stream"): OutputFormat => ({
  ending: kind === "file" ? ".arrow" : ".arrows",
  open: (schema) => gathered(schema, arrowEncoder(schema, kind), batchRows),
});

const groupRows = 100_000;
const batchRows = 65_536;
const groupBytes = 1 << 26;

/** Holds rows until there are as many as make a group, or take as much room. */
const gathered = (schema: Schema, encoder: Encoder, most: number): Encoder => {
  const texts = schema.filter((field) => holdsText(field.type)).map((field) => field.name);
  let held: ColumnTable[] = [];
  let [rows, bytes] = [0, 0];
  const flush = (): Uint8Array => {
    const table = joinTables(held, schema);
    held = [];
    [rows, bytes] = [0, 0];
    return encoder.add(table);
  };
  return {
    add: (table) => {
      if (table.rowCount === 0) return nothing;
      held.push(table);
      rows += table.rowCount;
      bytes += 16 * table.rowCount * schema.length;
      for (const name of texts) bytes += textSize(table.columns[name] ?? [], name);
      return rows >= most || bytes >= groupBytes ? flush() : nothing;
    },
    end: () => Buffer.concat([rows > 0 ? flush() : nothing, encoder.end()]),
  };
};

const holdsText = (type: DataType): boolean => {
  if (typeof type === "string") return type === "string" || type === "binary";
  switch (type.kind) {
    case "decimal":
      return false;
    case "list":
      return holdsText(type.element);
    case "struct":
      return type.fields.some((field) => holdsText(field.type));
    case "map":
      return holdsText(type.key) || holdsText(type.value);
  }
};

/** About how many bytes a column's values take; throws at a text that is none. */
const textSize = (values: ArrayLike<unknown>, column: string): number => {
  let size = 0;
  for (let row = 0; row < values.length; row++) size += sizeOf(values[row], column);
  return size;
};

const sizeOf = (value: unknown, column: string): number => {
  if (typeof value === "string") return wellFormed(value, column).length;
  if (typeof value !== "object" || value === null) return 8;
  if (value instanceof Uint8Array) return value.length;
  const items = value instanceof Map ? [...value.keys(), ...value.values()] : Object.values(value);
  return items.reduce<number>((size, item) => size + sizeOf(item, column), 16);
};
