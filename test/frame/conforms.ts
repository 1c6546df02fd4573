import { expect } from "@jest/globals";
import { type AnyFrame, duckdbEngine, type Row } from "../../src/frame/index.ts";
import type { ColumnTable, DataType } from "../../src/schema.ts";

type Rowed<R> = Omit<AnyFrame, "toRows"> & { toRows(): Promise<readonly R[]> };

/** A frame's rows, after checking that every value is what the computed schema says. */
export const rowsOf = async <R extends Row>(frame: Rowed<R>): Promise<readonly R[]> => {
  const table = await frame.collect();
  expect(table.schema).toEqual(frame.schema);
  expectConforming(table);
  const other = await frame.collect({ engine: duckdbEngine }).catch(refusal);
  if (other) {
    expectConforming(other);
    expect(plain(other)).toEqual(plain(table));
  }
  return frame.toRows();
};

/** Nothing where an engine said, before it ran, that it cannot do a thing. */
const refusal = (error: unknown): undefined => {
  if (!(error instanceof Error && error.message.startsWith("The engine duckdb cannot do"))) throw error;
};

/** A table with arrays for columns. */
const plain = (table: ColumnTable) => ({
  ...table,
  columns: Object.fromEntries(Object.entries(table.columns).map(([name, values]) => [name, Array.from(values)])),
});

/** Checks lengths, types and nulls of every column against the schema. */
export const expectConforming = (table: ColumnTable): void => {
  expect(Object.keys(table.columns).sort()).toEqual(table.schema.map((field) => field.name).sort());
  for (const field of table.schema) {
    const values = Array.from(table.columns[field.name] ?? []);
    expect(values).toHaveLength(table.rowCount);
    const wrong = values.filter((value) => (value === null ? !field.nullable : !isOf(value, field.type)));
    expect({ column: field.name, wrong }).toEqual({ column: field.name, wrong: [] });
  }
};

const isWhole = (value: unknown, bits: number): boolean =>
  Number.isInteger(value) && !Object.is(value, -0) && Math.abs(Number(value) + 0.5) < 2 ** (bits - 1);

const isOf = (value: unknown, type: DataType): boolean => {
  if (typeof type === "object") return isOfNested(value, type);
  switch (type) {
    case "boolean":
    case "string":
      return typeof value === type;
    case "int8":
    case "int16":
    case "int32":
      return isWhole(value, Number(type.slice(3)));
    case "date":
      return Number.isInteger(value);
    case "float32":
    case "float64":
      return typeof value === "number";
    case "binary":
      return value instanceof Uint8Array;
    default:
      return typeof value === "bigint";
  }
};

const isOfNested = (value: unknown, type: Exclude<DataType, string>): boolean => {
  switch (type.kind) {
    case "decimal":
      return typeof value === "string";
    case "list":
      return Array.isArray(value) && value.every((one) => (one === null ? type.containsNull : isOf(one, type.element)));
    case "struct":
      return typeof value === "object" && value !== null;
    case "map":
      return value instanceof Map;
  }
};
