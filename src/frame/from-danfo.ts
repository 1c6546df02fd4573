import type { DataType, Schema } from "../schema.ts";
import { fromDanfoValue } from "./danfo-values.ts";
import type { Frame } from "./frame.ts";
import { fromValues } from "./from-arquero.ts";
import type { SourceOptions } from "./from-rows.ts";
import type { Row, RowOf } from "./row-type.ts";
import type { DanfoFrame } from "./to-danfo.ts";

/**
 * A frame of a Danfo DataFrame, by a schema, which reads back what toDanfo wrote as text. Danfo's missing value, NaN, becomes
 * null but in columns of floats, where it stays NaN.
 */
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
    const type = schema?.find((field) => field.name === name)?.type;
    const values = rows.map((row) => row[index]);
    const read = fromDanfoValue(type);
    const isMissing = holdsNaN(type, values) ? isUndefined : isUndefinedOrNaN;
    return [name, values.map((value) => (isMissing(value) ? null : read(value)))] as const;
  });
  return fromValues(new Map(columns), rows.length, schema, options);
}

const isUndefined = (value: unknown): boolean => value === undefined;
const isUndefinedOrNaN = (value: unknown): boolean => value === undefined || Number.isNaN(value);

/** Whether NaN is a value of the column: of floats, and without a type where all else is a number. */
const holdsNaN = (type: DataType | undefined, values: readonly unknown[]): boolean =>
  type === undefined
    ? values.every((value) => value === undefined || value === null || typeof value === "number")
    : type === "float32" || type === "float64";
