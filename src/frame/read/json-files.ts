import { messageOf } from "../../errors.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import { exactJson, holdsDigits } from "../exact-json.ts";
import type { FileContent } from "./file.ts";
import { fillColumns, type Portion } from "./fill.ts";
import { isRow, withNumbers } from "./json-lines.ts";
import { jsonValues, type WrittenValue } from "./json-values.ts";
import type { Rejects } from "./rejects.ts";
import { damage, each, type FoundRow, lost, tablesOfRows } from "./tables.ts";

/** The rows of JSON files, each an object or an array of objects; rejected ones are told by their number in the file. A file comes value by value, so that those before what is no JSON are rows. */
export const jsonFileTables = (
  files: AsyncIterable<FileContent>,
  schema: Schema,
  rejects: Rejects,
  portion: Portion,
): AsyncGenerator<ColumnTable> => {
  const isExact = schema.some((field) => holdsDigits(field.type, ["int64", "decimal"]));
  const rows = found(files, isExact ? exactJson : JSON.parse);
  return tablesOfRows(rows, fillColumns(schema, portion.columns), rejects, portion);
};

/** The objects of JSON files, for a look at their types. */
export async function* jsonFileRows(
  files: AsyncIterable<FileContent>,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for await (const rows of found(files, exactJson)) {
    for (const { row } of rows) {
      if (typeof row === "object") yield withNumbers(row) as Readonly<Record<string, unknown>>;
    }
  }
}

type Parse = (text: string) => unknown;

async function* found(files: AsyncIterable<FileContent>, parse: Parse): AsyncGenerator<Iterable<FoundRow>> {
  for await (const file of files) {
    let next = 1;
    try {
      for await (const values of jsonValues(file)) {
        if ("broken" in values) yield [lost(file.path, values.number, values.broken)];
        else {
          next = (values.at(-1)?.number ?? 0) + 1;
          yield each(values, (value) => valueRow(file.path, value, parse));
        }
      }
    } catch (error) {
      yield [damage(file.path, next, error)];
    }
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** What a value of a file is; a file of one value that is an array has been taken apart. */
const valueRow = (file: string, { number, bytes, isFile }: WrittenValue, parse: Parse): FoundRow => {
  const text = textOf(bytes);
  return {
    file,
    line: number,
    row: rowOf(text, parse, isFile ? "file" : "value"),
    size: bytes.length,
    text: () => text,
  };
};

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};

const rowOf = (
  text: string | undefined,
  parse: Parse,
  what: "file" | "value",
): Readonly<Record<string, unknown>> | string => {
  if (text === undefined) return `the ${what} is not UTF-8`;
  try {
    const value = parse(text);
    return isRow(value) ? value : "the value is no object";
  } catch (error) {
    return `the ${what} is not JSON: ${messageOf(error)}`;
  }
};
