import { messageOf } from "../../errors.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import type { FileContent } from "./file.ts";
import { fillColumns, type Portion } from "./fill.ts";
import { linesOf } from "./lines.ts";
import type { Rejects } from "./rejects.ts";

type JsonRow = Readonly<Record<string, unknown>>;

/** The rows of files of JSON lines, in tables. */
export async function* jsonLineTables(
  files: AsyncIterable<FileContent>,
  schema: Schema,
  rejects: Rejects,
  portion: Portion,
): AsyncGenerator<ColumnTable> {
  const filling = fillColumns(schema, portion.columns);
  for await (const file of files) {
    for await (const lines of linesOf(file)) {
      for (const { line, text } of lines) {
        const problem = addLine(text, filling.add);
        if (problem !== undefined) rejects.add(file.path, line, problem, text);
        if (filling.rowCount >= portion.rows) yield filling.take();
      }
    }
  }
  rejects.flush();
  yield filling.take();
}

/** The first rows of files of JSON lines, for a look at their types; lines that are none are passed over. */
export async function* jsonLineRows(files: AsyncIterable<FileContent>): AsyncGenerator<JsonRow> {
  for await (const file of files) {
    for await (const lines of linesOf(file)) {
      for (const { text } of lines) {
        const row = parseRow(text);
        if (typeof row === "object") yield row;
      }
    }
  }
}

const addLine = (text: string | undefined, add: (row: JsonRow) => string | undefined): string | undefined => {
  const row = parseRow(text);
  return typeof row === "string" ? row : add(row);
};

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
