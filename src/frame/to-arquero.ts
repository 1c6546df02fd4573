import { type ColumnTable as Arquero, table as arqueroTable } from "arquero";
import type { ColumnTable } from "../schema.ts";
import { naturalColumns } from "./to-rows.ts";
import type { ValueOptions } from "./value-options.ts";

/** Arquero's table. */
export type ArqueroTable = Arquero;

/** A table of Arquero's, with int64 as bigint and dates and timestamps as Date, or as the options say. */
export const tableToArquero = (table: ColumnTable, options?: ValueOptions): ArqueroTable =>
  arqueroTable(
    naturalColumns(table, options).map(([name, values]) => [name, values]),
    table.schema.map((field) => field.name),
  );
