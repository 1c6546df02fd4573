import { fewRows, type StoredColumns, storeColumns } from "./columns/index.ts";
import type { Encoder } from "./encode.ts";
import { globalName } from "./globals.ts";
import { listed } from "./listed.ts";
import type { Closed, Node, Ref } from "./nodes.ts";

/**
 * A long list of plain objects with the same fields, or of lists of one length, by column: each name once, and values that
 * are alike together. Undefined for all other lists.
 */
export const rowsNode = (list: readonly unknown[], closed: Closed, encoder: Encoder): Node | undefined => {
  const [sample] = list;
  if (list.length < fewRows || !isRow(sample)) return undefined;
  const areLists = Array.isArray(sample);
  const keys = Reflect.ownKeys(sample);
  const names = areLists ? keys.slice(0, -1) : keys;
  if (names.length === 0 || names.length > manyColumns || !names.every(isName)) return undefined;
  const first = encoder.apartCount();
  const taken = takeRows(list, { areLists, keys, names }, encoder);
  if (!taken) {
    encoder.forgetApart(first);
    encoder.form(`is kept as ${list.length} values, for they are not all rows with the same fields`);
    return undefined;
  }
  const { columns, others } = taken;
  const count = list.length - others.length;
  const isOther = new Set(others.map(([at]) => at));
  const places = Array.from(list.keys()).filter((at) => !isOther.has(at));
  const stored = storeColumns(columns, {
    takeDates: (dates) => takeDates(dates, encoder),
    slotsOf: (values, column) =>
      listed(values.length, (at) =>
        encoder.slot(values[at], [places[at] ?? 0, areLists ? column : (names[column] ?? "")]),
      ),
  });
  encoder.form(`is kept as ${list.length} rows in ${formOf(names, stored)}`);
  return ["rows", { areLists, names, columns: stored, first, count, others, closed }];
};

/** Columns that were made to be encoded, by name: nobody else holds these lists. */
export class OwnColumns {
  readonly columns: Readonly<Record<string, ArrayLike<unknown>>>;
  constructor(columns: Readonly<Record<string, ArrayLike<unknown>>>) {
    this.columns = columns;
  }
}

/** The columns by the form that is best for each. */
export const columnsNode = (columns: Readonly<Record<string, ArrayLike<unknown>>>, encoder: Encoder): Node => {
  const names = Object.keys(columns);
  const stored = storeColumns(Object.values(columns), {
    takeDates: (dates) => takeDates(dates, encoder),
    slotsOf: (values, column) => listed(values.length, (at) => encoder.slot(values[at], [names[column] ?? "", at])),
  });
  encoder.form(`is kept in ${formOf(names, stored)}`);
  return ["columns", names, stored];
};

/** What of the columns Arrow holds, and what not. */
const formOf = (names: readonly (string | symbol)[], { columns }: StoredColumns): string => {
  const own = names.filter((_, at) => columns[at]?.form === "values" || columns[at]?.form === "slots");
  if (own.length === 0) return "Arrow columns";
  if (own.length === names.length) return "columns of V8's own form";
  return `Arrow columns; ${own.map(String).join(", ")} in V8's own form`;
};

interface Taken {
  readonly columns: readonly unknown[][];
  readonly others: readonly (readonly [number, Ref])[];
}

interface Shape {
  readonly areLists: boolean;
  /** Of a list also `length`. */
  readonly keys: readonly (string | symbol)[];
  readonly names: readonly string[];
}

const takeRows = (list: readonly unknown[], { areLists, keys, names }: Shape, encoder: Encoder): Taken | undefined => {
  const columns: unknown[][] = names.map(() => []);
  const others: (readonly [number, Ref])[] = [];
  const { isSecret } = encoder.context;
  for (let at = 0; at < list.length; at++) {
    const row = list[at];
    if (!isRow(row) || Array.isArray(row) !== areLists) return undefined;
    if (encoder.apart(row) === undefined) {
      others.push([at, encoder.known(row) as Ref]);
      continue;
    }
    const own = Reflect.ownKeys(row);
    if (own.length !== keys.length || own.some((key, at) => key !== keys[at]) || isNamed(row, encoder))
      return undefined;
    for (let column = 0; column < names.length; column++) {
      const field = Object.getOwnPropertyDescriptor(row, names[column] as string);
      if (!field?.writable || !field.enumerable || !field.configurable) return undefined;
      if (typeof field.value === "string" && isSecret(field.value)) return undefined;
      columns[column]?.push(field.value);
    }
  }
  return others.length * 2 > list.length ? undefined : { columns, others };
};

const takeDates = (dates: readonly unknown[], encoder: Encoder): number | undefined => {
  const first = encoder.apartCount();
  for (const date of dates) {
    if (date === null || encoder.apart(date as Date) !== undefined) continue;
    encoder.forgetApart(first);
    return undefined;
  }
  return first;
};

const isRow = (value: unknown): value is object => {
  if (typeof value !== "object" || value === null || !Object.isExtensible(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || (prototype === Array.prototype && Array.isArray(value));
};

/** More than these are no rows of a table. */
const manyColumns = 2000;

const isName = (key: string | symbol): key is string => typeof key === "string" && key !== "__proto__";

const isNamed = (row: object, { context }: Encoder): boolean =>
  globalName(row) !== undefined || context.nameOf(row) !== undefined;
