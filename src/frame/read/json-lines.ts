import { messageOf } from "../../errors.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import type { FileContent } from "./file.ts";
import { fillColumns, type Portion } from "./fill.ts";
import { linesOf } from "./lines.ts";
import type { Rejects } from "./rejects.ts";
import { each, type FoundRow, tablesOfRows } from "./tables.ts";

type JsonRow = Readonly<Record<string, unknown>>;

/** The rows of files of JSON lines, in tables. */
export const jsonLineTables = (
  files: AsyncIterable<FileContent>,
  schema: Schema,
  rejects: Rejects,
  portion: Portion,
): AsyncGenerator<ColumnTable> => tablesOfRows(found(files), fillColumns(schema, portion.columns), rejects, portion);

/** The first rows of files of JSON lines, for a look at their types; lines that are none are passed over. */
export async function* jsonLineRows(files: AsyncIterable<FileContent>): AsyncGenerator<JsonRow> {
  for await (const rows of found(files)) {
    for (const { row } of rows) if (typeof row === "object") yield row;
  }
}

async function* found(files: AsyncIterable<FileContent>): AsyncGenerator<Iterable<FoundRow>> {
  for await (const file of files) {
    for await (const lines of linesOf(file)) {
      yield each(lines, ({ line, text }) => ({ file: file.path, line, row: parseRow(text), text: () => text }));
    }
  }
}

/** A line's object, or why it has none. */
const parseRow = (text: string | undefined): JsonRow | string => {
  if (text === undefined) return "the line is not UTF-8";
  try {
    const row: unknown = JSON.parse(text);
    return isRow(row) ? row : "the line is JSON but no object";
  } catch (error) {
    return `the line is not JSON: ${messageOf(error)}`;
  }
};

/** Whether a JSON value is an object. */
export const isRow = (value: unknown): value is JsonRow =>
  typeof value === "object" && value !== null && !Array.isArray(value);
