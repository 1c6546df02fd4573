import { messageOf } from "../../errors.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import { ExactNumber, exactJson, holdsDigits, mayBeRounded } from "../exact-json.ts";
import type { FileContent } from "./file.ts";
import { fillColumns, type Portion } from "./fill.ts";
import { linesOf } from "./lines.ts";
import type { Rejects } from "./rejects.ts";
import { damage, each, type FoundRow, tablesOfRows } from "./tables.ts";

type JsonRow = Readonly<Record<string, unknown>>;

/** The rows of files of JSON lines, in tables. */
export const jsonLineTables = (
  files: AsyncIterable<FileContent>,
  schema: Schema,
  rejects: Rejects,
  portion: Portion,
): AsyncGenerator<ColumnTable> => {
  const isExact = schema.some((field) => holdsDigits(field.type, ["decimal"]));
  const rows = found(files, isExact ? exactJson : JSON.parse);
  return tablesOfRows(rows, fillColumns(schema, portion.columns), rejects, portion);
};

/** The first rows of files of JSON lines, for a look at their types; lines that are none are passed over. */
export async function* jsonLineRows(files: AsyncIterable<FileContent>): AsyncGenerator<JsonRow> {
  for await (const rows of found(files, exactJson)) {
    for (const { row } of rows) if (typeof row === "object") yield withNumbers(row) as JsonRow;
  }
}

type Parse = (text: string) => unknown;

async function* found(files: AsyncIterable<FileContent>, parse: Parse): AsyncGenerator<Iterable<FoundRow>> {
  for await (const file of files) {
    let next = 1;
    try {
      for await (const lines of linesOf(file)) {
        next = (lines.at(-1)?.line ?? next) + 1;
        yield each(lines, ({ line, text }) => jsonLine(file.path, line, text, parse));
      }
    } catch (error) {
      yield [damage(file.path, next, error)];
    }
  }
}

/** What a line of a file is; its text is undefined where it is no UTF-8. */
export const jsonLine = (
  file: string,
  line: number,
  text: string | undefined,
  parse: Parse = JSON.parse,
): FoundRow => ({
  file,
  line,
  row: parseRow(text, parse),
  exact: () => exactRow(text),
  size: text?.length ?? 0,
  text: () => text,
});

/** A line's object, or why it has none. */
const parseRow = (text: string | undefined, parse: Parse): JsonRow | string => {
  if (text === undefined) return "the line is not UTF-8";
  try {
    const row = parse(text);
    return isRow(row) ? row : "the line is JSON but no object";
  } catch (error) {
    return `the line is not JSON: ${messageOf(error)}`;
  }
};

const exactRow = (text: string | undefined): JsonRow | undefined => {
  if (text === undefined || !mayBeRounded(text)) return undefined;
  const row = parseRow(text, exactJson);
  return typeof row === "object" ? row : undefined;
};

/** A value for a look at its type: whole numbers that JSON.parse would round are bigints, others numbers. */
export const withNumbers = (value: unknown): unknown => {
  if (value instanceof ExactNumber) return wholeNumber(value) ?? value.number;
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withNumbers(item)]));
};

const wholeNumber = ({ digits, number }: ExactNumber): bigint | undefined => {
  if (Number.isSafeInteger(number) || !/^-?\d+$/.test(digits)) return undefined;
  const whole = BigInt(digits);
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
};

/** Whether a JSON value is an object. */
export const isRow = (value: unknown): value is JsonRow =>
  typeof value === "object" && value !== null && !Array.isArray(value);
