import { NotRestorable } from "./protocol.ts";

/** What is used of an Arquero table, which cells may have from any copy of it. */
export interface ArqueroTable {
  columnNames(): readonly string[];
  array(name: string): ArrayLike<unknown>;
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
  return Object.fromEntries(table.columnNames().map((name) => [name, Array.from(table.array(name))]));
};
