import type { DataType, Schema } from "../schema.ts";
import { kindOf } from "./data-type.ts";
import type { Frame } from "./frame.ts";
import { fromValues } from "./from-arquero.ts";
import type { SourceOptions } from "./from-rows.ts";
import type { Row, RowOf } from "./row-type.ts";
import type { DanfoFrame } from "./to-danfo.ts";

/** A frame of a Danfo DataFrame, by a schema, which reads back what toDanfo wrote as text. */
export function fromDanfo<const S extends Schema>(
  frame: DanfoFrame,
  schema: S,
  options?: SourceOptions,
): Frame<RowOf<S>>;
/** A frame of a Danfo DataFrame, whose schema is inferred from all its values. */
export function fromDanfo<R extends Row = Row>(
  frame: DanfoFrame,
  schema?: undefined,
  options?: SourceOptions,
): Frame<R>;
export function fromDanfo(frame: DanfoFrame, schema?: Schema, options?: SourceOptions): unknown {
  const rows = frame.values as unknown[][];
  const columns = frame.columns.map((name, index) => {
    const read = readerOf(schema?.find((field) => field.name === name)?.type);
    return [name, rows.map((row) => missingAsNull(read(row[index])))] as const;
  });
  return fromValues(new Map(columns), rows.length, schema, options);
}

const missingAsNull = (value: unknown): unknown => (value === undefined ? null : value);

const readerOf = (type: DataType | undefined): ((value: unknown) => unknown) => {
  const kind = type && kindOf(type);
  if (kind !== "list" && kind !== "struct" && kind !== "map") return (value) => value;
  return (value) => (typeof value === "string" ? JSON.parse(value) : value);
};
