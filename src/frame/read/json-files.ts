import { messageOf } from "../../errors.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import { exactJson, holdsDigits } from "../exact-json.ts";
import { bytesOf, type FileContent } from "./file.ts";
import { fillColumns, type Portion } from "./fill.ts";
import { isRow, withNumbers } from "./json-lines.ts";
import type { Rejects } from "./rejects.ts";
import { each, type FoundRow, tablesOfRows } from "./tables.ts";

/** The rows of JSON files, each an object or an array of objects; rejected ones are told by their number in the file. */
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
    const values = await valuesOf(file, parse);
    if (typeof values === "string") yield [{ file: file.path, line: 1, row: values, text: () => undefined }];
    else {
      yield each(values, (value, index) => ({
        file: file.path,
        line: index + 1,
        row: isRow(value) ? value : "the value is no object",
        text: () => JSON.stringify(value),
      }));
    }
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A file's values, or why it has none. */
const valuesOf = async (file: FileContent, parse: Parse): Promise<readonly unknown[] | string> => {
  try {
    const value = parse(decoder.decode(await bytesOf(file)));
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    return `the file is not JSON: ${messageOf(error)}`;
  }
};
