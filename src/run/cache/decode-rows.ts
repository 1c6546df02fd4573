import { readColumns, type StoredColumns } from "./columns/index.ts";
import { apartFrom, type RowsNode, type Slot } from "./nodes.ts";

/** The list of a node of rows with all but its slots and the rows that stand elsewhere; rows and Dates go among those apart. */
export const rowsShell = ({ areLists, names, columns, first, count }: RowsNode, apart: unknown[]): object[] => {
  const values = readColumns(columns);
  const rows: Record<string, unknown>[] = [];
  for (let at = 0; at < count; at++) {
    const row = (areLists ? [] : {}) as Record<string, unknown>;
    for (let column = 0; column < names.length; column++) row[names[column] as string] = values[column]?.[at];
    rows.push(row);
    apart[first + at] = row;
  }
  setDatesApart(columns, values, apart);
  return rows;
};

/** Sets what the shell lacked; may be done again once more is known. */
export const fillRows = (
  list: unknown[],
  { names, columns, first, count, others }: RowsNode,
  value: (slot: Slot) => unknown,
): void => {
  const rowAt = (at: number) => value([apartFrom + first + at]) as Record<string, unknown>;
  for (const [at, column] of columns.columns.entries()) {
    if (column.form !== "slots") continue;
    const name = names[at] as string;
    for (let row = 0; row < count; row++) rowAt(row)[name] = value(column.slots[row]);
  }
  if (others.length === 0) return;
  const references = new Map(others);
  let own = 0;
  for (let at = 0; at < count + others.length; at++) {
    const reference = references.get(at);
    list[at] = reference ? value(reference) : rowAt(own++);
  }
};

/** The columns of a node by name, with all but their slots. */
export const columnsShell = (
  names: readonly string[],
  columns: StoredColumns,
  apart: unknown[],
): Record<string, ArrayLike<unknown>> => {
  const values = readColumns(columns);
  setDatesApart(columns, values, apart);
  return Object.fromEntries(names.map((name, at) => [name, values[at] ?? []]));
};

/** Sets what the shell lacked. */
export const fillColumns = (
  made: Record<string, unknown>,
  names: readonly string[],
  { columns }: StoredColumns,
  value: (slot: Slot) => unknown,
): void => {
  for (const [at, column] of columns.entries())
    if (column.form === "slots") made[names[at] as string] = column.slots.map(value);
};

/** The slots of columns that hold objects. */
export const columnSlots = ({ columns }: StoredColumns): readonly Slot[] =>
  columns.flatMap((column) => (column.form === "slots" ? column.slots : []));

const setDatesApart = ({ columns }: StoredColumns, values: readonly ArrayLike<unknown>[], apart: unknown[]): void => {
  for (const [column, stored] of columns.entries()) {
    if (stored.form !== "dates") continue;
    let place = stored.first;
    for (const date of Array.from(values[column] ?? [])) if (date !== null) apart[place++] = date;
  }
};
