import { NotRestorable } from "./protocol.ts";

/** What is used of an Arquero table, which cells may have from any copy of it. */
export interface ArqueroTable {
  columnNames(): readonly string[];
  array(name: string): ArrayLike<unknown>;
  column(name: string): unknown;
  numRows(): number;
  isFiltered(): boolean;
  isGrouped(): boolean;
  isOrdered(): boolean;
  reify(): ArqueroTable;
}

/** Whether an object is an Arquero table, by its methods. */
export const isArquero = (value: object): value is ArqueroTable =>
  ["columnNames", "array", "isGrouped", "isOrdered", "reify", "assign"].every(
    (name) => typeof (value as Record<string, unknown>)[name] === "function",
  );

/** Its columns by name; throws NotRestorable where it is more than columns. */
export const arqueroColumns = (table: ArqueroTable): Readonly<Record<string, ArrayLike<unknown>>> => {
  if (table.isGrouped()) throw new NotRestorable("is a grouped Arquero table");
  if (table.isOrdered()) throw new NotRestorable("is an ordered Arquero table that is not sorted yet");
  return Object.fromEntries(table.columnNames().map((name) => [name, valuesOf(table, name)]));
};

// A typed array as it is, where it holds these rows and no others.
const valuesOf = (table: ArqueroTable, name: string): ArrayLike<unknown> => {
  const column = table.column(name);
  const values = ArrayBuffer.isView(column) ? (column as unknown as ArrayLike<unknown>) : undefined;
  const isWhole = !table.isFiltered() && values?.length === table.numRows();
  return values && isWhole ? values : Array.from(table.array(name));
};
