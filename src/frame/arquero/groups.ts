import type { DataType } from "../../schema.ts";
import { kindOf } from "../data-type.ts";
import type { Cell } from "./compile.ts";

/** Which group each row is in: groups numbered from 0 as they first appear, with the first row of each. */
export interface Groups {
  readonly ids: Uint32Array;
  readonly firsts: readonly number[];
}

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
export const rowsOfGroups = ({ ids, firsts }: Groups): readonly number[][] => {
  const rows = firsts.map((): number[] => []);
  for (const [row, id] of ids.entries()) rows[id]?.push(row);
  return rows;
};

/** A value as a key of a Map: equal keys for equal values of one type. */
export const keyOf = (type: DataType): ((value: unknown) => unknown) => {
  const kind = kindOf(type);
  const isPlain = !["list", "struct", "map", "binary"].includes(kind);
  return isPlain ? (value) => value : (value) => (value === null ? null : nestedKey(value));
};

/** Groups of one column's values. */
const split = (groups: Groups, { cell, type }: KeyColumn): Groups => {
  const key = keyOf(type);
  const values = new Map<unknown, number>();
  const firsts: number[] = [];
  const ids = groups.ids.map((_, row) => {
    const id = number(values, key(cell(row)));
    if (id === firsts.length) firsts.push(row);
    return id;
  });
  return { ids, firsts };
};

/** Groups within groups: pairs of a group and a value. */
const refine = (groups: Groups, { cell, type }: KeyColumn): Groups => {
  const key = keyOf(type);
  const values = new Map<unknown, number>();
  const pairs = new Map<number, number>();
  const ids = new Uint32Array(groups.ids.length);
  const firsts: number[] = [];
  for (let row = 0; row < ids.length; row++) {
    const value = number(values, key(cell(row)));
    const pair = (groups.ids[row] ?? 0) + value * groups.firsts.length;
    const id = number(pairs, pair);
    if (id === firsts.length) firsts.push(row);
    ids[row] = id;
  }
  return { ids, firsts };
};

const number = <K>(known: Map<K, number>, key: K): number => {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, known.size);
  return known.size - 1;
};

const nestedKey = (value: unknown): string => JSON.stringify(value, tagged);

const tagged = (_: string, value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof Map) return [...value];
  return value instanceof Uint8Array ? [...value] : value;
};
