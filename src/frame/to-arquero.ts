import { type ColumnTable as Arquero, table as arqueroTable } from "arquero";
import type { ColumnTable } from "../schema.ts";
import { naturalColumn } from "./to-rows.ts";

/** Arquero's table. */
export type ArqueroTable = Arquero;

/** A table of Arquero's, with dates and timestamps as Date. */
export const tableToArquero = (table: ColumnTable): ArqueroTable =>
  arqueroTable(
    table.schema.map((field) => [field.name, naturalColumn(table, field)]),
    table.schema.map((field) => field.name),
  );
