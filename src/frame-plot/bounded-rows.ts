import { usageError } from "../errors.ts";
import { type Frame, type Row, toRowsAll } from "../frame/index.ts";

/** Rows for a plot, and what is to be said of those that are not among them. */
export interface BoundedRows {
  readonly rows: readonly Row[];
  readonly note: string | undefined;
}

/** How many marks a plot of a frame has at most. */
export interface MarkLimit {
  /** Rows that are drawn at most, from 1 to 100,000; of more a part is drawn, which the plot says. A notebook holds each. */
  readonly most?: number;
}

/** Marks of one plot unless more are asked for: nobody tells one of so many from another. */
const usualMarks = 5000;

/** The limit that is given, or the usual one. */
export const limitOf = (plot: string, most: number = usualMarks): number => {
  if (Number.isInteger(most) && most >= 1 && most <= 100_000) return most;
  throw usageError(
    `${plot}: most is how many rows are drawn at most, a whole number from 1 to 100,000, not ${most}. A histogram counts any number of rows; groupby and rollup make few of many.`,
  );
};

/** For all runs of a frame but the first, which has said what engine it takes. */
export const quietly = { onNotice: (): void => {} };

/** These columns of the frame's first rows. */
export const firstRows = async (frame: Frame<Row>, names: readonly string[], most: number): Promise<BoundedRows> => {
  const rows = await shownColumns(frame, names)
    .slice(0, most + 1)
    .toRows();
  if (rows.length <= most) return { rows, note: undefined };
  const note = `the first ${counted(most)} of ${counted(await countRows(frame))} rows`;
  return { rows: rows.slice(0, most), note };
};

/** These columns of all rows, or of a sample of them that is the same each time, in the frame's order. */
export const sampledRows = async (frame: Frame<Row>, names: readonly string[], most: number): Promise<BoundedRows> => {
  const shown = shownColumns(frame, names);
  const first = await shown.slice(0, most + 1).toRows();
  if (first.length <= most) return { rows: first, note: undefined };
  const [rows, [all]] = await toRowsAll([shown.sample({ rows: most }), frame.count()], quietly);
  return { rows, note: `a sample of ${counted(most)} of ${counted(all?.count ?? 0)} rows` };
};

/** A column of the rows, nulls as they are. */
export const columnOf = (rows: readonly Row[], name: string): readonly unknown[] => rows.map((row) => row[name]);

/** A column of the rows as names of categories or series. */
export const namesOf = (rows: readonly Row[], name: string): readonly string[] => rows.map((row) => nameOf(row[name]));

/** A value as the name of a category or series. */
export const nameOf = (value: unknown): string => {
  if (!(value instanceof Date)) return String(value);
  return value.toISOString().replace(/T00:00:00\.000Z$/, "");
};

/** The notes as one; undefined where there are none. */
export const joinNotes = (...notes: readonly (string | undefined)[]): { readonly note?: string } => {
  const said = notes.filter((note) => note !== undefined);
  return said.length > 0 ? { note: said.join("; ") } : {};
};

/** A number of rows for people. */
export const counted = (rows: number): string => rows.toLocaleString("en-US");

const shownColumns = (frame: Frame<Row>, names: readonly string[]): Frame<Row> => {
  const [first, ...others] = [...new Set(names)];
  return first === undefined ? frame : (frame.select(first, ...others) as Frame<Row>);
};

const countRows = async (frame: Frame<Row>): Promise<number> => {
  const [row] = await frame.count().toRows(quietly);
  return row?.count ?? 0;
};
