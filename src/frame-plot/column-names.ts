import { usageError } from "../errors.ts";
import type { Frame, Row } from "../frame/index.ts";
import { type DataType, type Schema, typeName } from "../schema.ts";

/** The columns whose values are all of type V, nulls aside; any where the frame's columns are not known to the compiler. */
export type NameOf<R, V> = {
  readonly [K in keyof R & string]: unknown extends R[K] ? K : [NonNullable<R[K]>] extends [V] ? K : never;
}[keyof R & string];

/** What can stand on an axis: all but bytes, lists, structs and maps. */
export type PlotName<R> = NameOf<R, string | number | bigint | boolean | Date>;
export type NumberName<R> = NameOf<R, number | bigint>;

/** A kind of columns that a plot takes, in words, and the types that are of that kind. */
export interface ColumnKind {
  readonly words: string;
  holds(type: DataType): boolean;
}

const isNumber = (type: DataType): boolean => typeof type === "string" && /^(int|float)/.test(type);
const isTime = (type: DataType): boolean => typeof type === "string" && /^(date|timestamp)/.test(type);

export const numbers: ColumnKind = { words: "numbers", holds: isNumber };
export const numbersOrTimes: ColumnKind = {
  words: "numbers, dates or timestamps",
  holds: (type) => isNumber(type) || isTime(type),
};
export const plottable: ColumnKind = {
  words: "texts, numbers, booleans, dates or timestamps",
  holds: (type) => isNumber(type) || isTime(type) || type === "string" || type === "boolean" || isDecimal(type),
};
export const pairs: ColumnKind = {
  words: "lists of latitude and longitude",
  holds: (type) => typeof type === "object" && type.kind === "list" && isNumber(type.element),
};

const isDecimal = (type: DataType): boolean => typeof type === "object" && type.kind === "decimal";

/**
 * Refuses columns that a frame does not have or that hold something else than the plot draws, as the types do, for code
 * that the compiler did not see.
 */
export const checkNames = (
  plot: string,
  frame: Frame<Row>,
  options: Readonly<Record<string, readonly [name: string | undefined, kind: ColumnKind]>>,
): void => {
  for (const [option, [name, kind]] of Object.entries(options)) {
    if (name === undefined) continue;
    const [field] = frame.select(name).schema;
    if (field && kind.holds(field.type)) continue;
    throw usageError(
      `${plot}: ${option} takes a column of ${kind.words}, and '${name}' is ${field ? typeName(field.type) : "none"}. ${fittingNames(frame.schema, kind)}`,
    );
  }
};

const fittingNames = (schema: Schema, kind: ColumnKind): string => {
  const names = schema.filter(({ type }) => kind.holds(type)).map(({ name }) => name);
  return names.length > 0 ? `Those are ${names.join(", ")}.` : "The frame has none.";
};
