import { recordAccess, unrecorded } from "../access.ts";
import { usageError } from "../errors.ts";
import type { Row, TableName } from "./tables.ts";

/** Where the rows of the three tables come from. */
export interface RowSource {
  /** What it is, for people: `bundled tables`, `mysql://user@host:3306/database`. */
  readonly describe: string;
  /** The row at `offset` (from 0) in the table's own order, as `SELECT * FROM table LIMIT offset, 1`; throws past the end. */
  rowAt(table: TableName, offset: number): Promise<Row>;
  /** All rows in the table's own order. */
  rows(table: TableName): AsyncIterable<Row>;
  count(table: TableName): Promise<number>;
  /** Changes whenever the table's rows do. */
  fingerprint(table: TableName): Promise<string>;
  close(): Promise<void>;
}

/** The error for an offset that a table does not have. */
export const noSuchRow = (source: string, table: TableName, offset: number, count: number) =>
  usageError(
    `${table} has no row at offset ${offset}: it has ${count} rows, so offsets are ${count === 0 ? "none" : `0 to ${count - 1}`} (${source}); draw with a smaller largest offset or fill the table`,
  );

/** Tells of every read of a source's rows. */
export const recordedSource = (source: RowSource): RowSource => {
  const note = (table: TableName): void =>
    recordAccess({ kind: "rows", name: `${source.describe}#${table}`, fingerprint: "" });
  return {
    ...source,
    rowAt: (table, offset) => {
      note(table);
      return unrecorded(() => source.rowAt(table, offset));
    },
    rows: (table) => {
      note(table);
      return source.rows(table);
    },
    count: (table) => {
      note(table);
      return unrecorded(() => source.count(table));
    },
  };
};
