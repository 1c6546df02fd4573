import { listed } from "../listed.ts";
import { fromArrow, toArrow } from "./arrow.ts";
import { packColumn } from "./pack.ts";
import type { Packed } from "./packed.ts";
import { unpackColumn } from "./unpack.ts";

/**
 * Columns as a snapshot keeps them: what Arrow holds exactly as an Arrow IPC stream, the others' primitive values in V8's
 * own form; of a column with objects the `slots`.
 */
export interface StoredColumns {
  readonly arrow?: Uint8Array;
  readonly columns: readonly StoredColumn[];
}

export type StoredColumn =
  | { readonly form: "arrow" }
  /** Dates, which are objects that others may hold: `first` is the first one's place among those. */
  | { readonly form: "dates"; readonly first: number }
  | { readonly form: "values"; readonly values: unknown }
  | { readonly form: "slots"; readonly slots: readonly unknown[] };

/** What is asked for each column that holds objects. */
export interface ObjectColumns {
  /** Takes Dates as objects of their own and gives the first one's place; undefined where one of them is known already. */
  readonly takeDates: (dates: readonly unknown[]) => number | undefined;
  readonly slotsOf: (values: readonly unknown[], column: number) => readonly unknown[];
}

/** Rows from which on columns are worth it. */
export const fewRows = 1000;

/** Columns in the form that is best for each. */
export const storeColumns = (columns: readonly ArrayLike<unknown>[], objects: ObjectColumns): StoredColumns => {
  const packed: Packed[] = [];
  const stored = columns.map((values, at): StoredColumn => {
    if (!Array.isArray(values)) return { form: "values", values };
    const column = packColumn(values);
    const first = column?.kind === "date" ? objects.takeDates(values) : undefined;
    if (column && (column.kind !== "date" || first !== undefined)) {
      packed.push(column);
      return first === undefined ? { form: "arrow" } : { form: "dates", first };
    }
    if (values.every(isPrimitive)) return { form: "values", values: dense(values) };
    return { form: "slots", slots: objects.slotsOf(values, at) };
  });
  return { ...(packed.length > 0 ? { arrow: toArrow(packed) } : {}), columns: stored };
};

/** The columns again; those of slots as these are. */
export const readColumns = ({ arrow, columns }: StoredColumns): readonly ArrayLike<unknown>[] => {
  const packed = (arrow ? fromArrow(arrow) : []).values();
  return columns.map((column) => {
    if (column.form === "values") return standing(column.values);
    if (column.form === "slots") return column.slots;
    const { value } = packed.next();
    if (!value) throw new Error("a column of the snapshot is not there");
    return unpackColumn(value);
  });
};

// A list with holes keeps them.
const dense = (values: readonly unknown[]): readonly unknown[] =>
  values.findIndex((_, at) => !(at in values)) < 0 ? listed(values.length, (at) => values[at]) : values;

// A typed array would hold all of the snapshot.
const standing = (values: unknown): ArrayLike<unknown> =>
  ArrayBuffer.isView(values) ? (values as Float64Array).slice() : (values as readonly unknown[]);

const isPrimitive = (value: unknown): boolean =>
  value === null || (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol");
