import type { DataType } from "../../schema.ts";
import { hexOf } from "../bytes.ts";
import { isOrdered, isSmallInteger } from "../data-type.ts";
import type { Cell } from "./compile.ts";

/** Which group each row is in: groups numbered from 0 as they first appear, with the first row of each. */
export interface Groups {
  readonly ids: Uint32Array;
  readonly firsts: readonly number[];
}

/** The rows of a group, in order. */
export type GroupRows = Int32Array;

/** A key's values and their type. */
export interface KeyColumn {
  readonly cell: Cell;
  readonly type: DataType;
}

/** Groups rows that agree in all keys: nulls agree, NaN agrees with itself, and 0 with -0. Without keys all are one group. */
export const groupRows = (keys: readonly KeyColumn[], rowCount: number): Groups => {
  let groups: Groups = { ids: new Uint32Array(rowCount), firsts: rowCount > 0 ? [0] : [] };
  for (const key of keys) {
    if (groups.firsts.length === rowCount) return groups;
    groups = groups.firsts.length === 1 ? split(groups, key) : refine(groups, key);
  }
  return groups;
};

/** The rows of each group, in order. */
export const rowsOfGroups = ({ ids, firsts }: Groups): readonly GroupRows[] => {
  const ends = new Int32Array(firsts.length + 1);
  for (const id of ids) ends[id + 1] = (ends[id + 1] ?? 0) + 1;
  for (let id = 0; id < firsts.length; id++) ends[id + 1] = (ends[id + 1] ?? 0) + (ends[id] ?? 0);
  const places = ends.slice();
  const rows = new Int32Array(ids.length);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] ?? 0;
    const place = places[id] ?? 0;
    rows[place] = row;
    places[id] = place + 1;
  }
  return firsts.map((_, id) => rows.subarray(ends[id], ends[id + 1]));
};

/** All rows as one group. */
export const allRows = (count: number): GroupRows => {
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
};

/** A value as a key of a Map: equal keys for equal values of one type. */
export const keyOf = (type: DataType): ((value: unknown) => unknown) => {
  if (type === "binary") return (value) => (value === null ? null : hexOf(value as Uint8Array));
  return isOrdered(type) ? (value) => value : (value) => (value === null ? null : nestedKey(value));
};

/** Groups of one column's values. */
const split = (groups: Groups, key: KeyColumn): Groups => {
  const ids = new Uint32Array(groups.ids.length);
  const number = numbering(key, ids.length);
  const firsts: number[] = [];
  for (let row = 0; row < ids.length; row++) {
    const id = number(row);
    if (id === firsts.length) firsts.push(row);
    ids[row] = id;
  }
  return { ids, firsts };
};

/** Groups within groups: pairs of a group and a value. */
const refine = (groups: Groups, key: KeyColumn): Groups => {
  const values = split(groups, key);
  const pairs = new Float64Array(groups.ids.length);
  for (let row = 0; row < pairs.length; row++) {
    pairs[row] = (groups.ids[row] ?? 0) + (values.ids[row] ?? 0) * groups.firsts.length;
  }
  const span = groups.firsts.length * values.firsts.length;
  const cell = (row: number) => pairs[row];
  return split(groups, { cell, type: span < 2 ** 31 ? "int32" : "float64" });
};

/** Numbers a column's values from 0 as they first appear, row by row. */
const numbering = ({ cell, type }: KeyColumn, rowCount: number): ((row: number) => number) => {
  const range = isSmallInteger(type) || type === "date" ? rangeOf(cell, rowCount) : undefined;
  return range ? numberedByPlace(cell, range) : numberedByKey(cell, keyOf(type));
};

interface Range {
  readonly least: number;
  readonly size: number;
}

/** The range of whole numbers, where it is little wider than they are many. */
const rangeOf = (cell: Cell, rowCount: number): Range | undefined => {
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < rowCount; row++) {
    const value = cell(row) as number | null;
    if (value === null) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const size = most - least + 1;
  return size > 0 && size <= rowCount * 4 + 1024 ? { least, size } : undefined;
};

/** The last place is null's. */
const numberedByPlace = (cell: Cell, { least, size }: Range) => {
  const numbers = new Int32Array(size + 1).fill(-1);
  let count = 0;
  return (row: number): number => {
    const value = cell(row) as number | null;
    const place = value === null ? size : value - least;
    const known = numbers[place] ?? -1;
    if (known >= 0) return known;
    numbers[place] = count;
    return count++;
  };
};

const numberedByKey = (cell: Cell, key: (value: unknown) => unknown) => {
  const numbers = new Map<unknown, number>();
  return (row: number): number => {
    const value = key(cell(row));
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  };
};

const nestedKey = (value: unknown): string => JSON.stringify(value, tagged);

const tagged = (_: string, value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof Map) return [...value];
  return value instanceof Uint8Array ? [...value] : value;
};
