import { messageOf } from "../../errors.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import { bytesOf, type FileContent } from "./file.ts";
import { fillColumns, type Portion } from "./fill.ts";
import { isRow } from "./json-lines.ts";
import type { Rejects } from "./rejects.ts";

/** The rows of JSON files, each an object or an array of objects; rejected ones are told by their number in the file. */
export async function* jsonFileTables(
  files: AsyncIterable<FileContent>,
  schema: Schema,
  rejects: Rejects,
  portion: Portion,
): AsyncGenerator<ColumnTable> {
  const filling = fillColumns(schema, portion.columns);
  for await (const file of files) {
    const values = await valuesOf(file);
    if (typeof values === "string") rejects.add(file.path, 1, values, undefined);
    else {
      for (const [index, value] of values.entries()) {
        const problem = isRow(value) ? filling.add(value) : "the value is no object";
        if (problem !== undefined) rejects.add(file.path, index + 1, problem, JSON.stringify(value));
        if (filling.rowCount >= portion.rows) yield filling.take();
      }
    }
  }
  rejects.flush();
  yield filling.take();
}

/** The objects of JSON files, for a look at their types. */
export async function* jsonFileRows(
  files: AsyncIterable<FileContent>,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for await (const file of files) {
    const values = await valuesOf(file);
    if (typeof values !== "string") yield* values.filter(isRow);
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A file's values, or why it has none. */
const valuesOf = async (file: FileContent): Promise<readonly unknown[] | string> => {
  try {
    const value: unknown = JSON.parse(decoder.decode(await bytesOf(file)));
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    return `the file is not JSON: ${messageOf(error)}`;
  }
};
