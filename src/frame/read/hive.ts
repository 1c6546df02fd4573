import { PinbookError } from "../../errors.ts";
import { hiveColumns } from "../../hive.ts";
import { type ColumnTable, type Field, type Schema, typeName } from "../../schema.ts";
import { converter } from "../cast.ts";
import { fitterOf } from "../fit-value.ts";
import type { FileContent } from "./file.ts";
import { inferTextSchema } from "./infer-text.ts";
import type { Format } from "./read.ts";

/** A format whose files are in folders that name columns, as in `country=DE/part-00000.parquet`. */
export const hiveFormat = (format: Format): Format => ({
  tables: async function* (files, schema, rejects, portion) {
    for await (const { folder, contents } of byFolder(files)) {
      const named = hiveColumns(folder);
      const inner = schema.filter((field) => !named.has(field.name));
      const columns = portion.columns.filter((name) => !named.has(name));
      const outer = schema.filter((field) => named.has(field.name) && portion.columns.includes(field.name));
      const values = outer.map((field) => namedValue(field, named.get(field.name) ?? null, folder));
      for await (const table of format.tables(contents, inner, rejects, { ...portion, columns })) {
        yield withColumns(table, outer, values);
      }
    }
  },
  infer: async (files) => {
    const paths = new Set<string>();
    const schema = await format.infer(noting(files, paths));
    const rows = [...paths].map((path) => Object.fromEntries(hiveColumns(path)));
    const named = inferTextSchema(rows);
    return [...schema.filter((field) => !named.some((other) => other.name === field.name)), ...named];
  },
});

interface Folder {
  /** With a slash at its end. */
  readonly folder: string;
  readonly contents: AsyncIterable<FileContent>;
}

/** Files that follow one another and are in one folder; their contents are to be read before the next are asked for. */
async function* byFolder(files: AsyncIterable<FileContent>): AsyncGenerator<Folder> {
  const iterator = files[Symbol.asyncIterator]();
  let next = await iterator.next();
  while (!next.done) {
    const folder = folderOf(next.value.path);
    const contents = async function* () {
      while (!next.done && folderOf(next.value.path) === folder) {
        yield next.value;
        next = await iterator.next();
      }
    };
    yield { folder, contents: contents() };
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

async function* noting(files: AsyncIterable<FileContent>, paths: Set<string>): AsyncGenerator<FileContent> {
  for await (const file of files) {
    paths.add(folderOf(file.path));
    yield file;
  }
}

const namedValue = ({ name, type, nullable }: Field, text: string | null, folder: string): unknown => {
  if (text === null && nullable) return null;
  const convert = converter("string", type) ?? fitterOf(type);
  const value = text === null ? undefined : convert(text as never);
  if (value !== undefined && value !== null) return value;
  throw new PinbookError(`The folder ${folder} names no ${typeName(type)} for the column '${name}'.`);
};

const withColumns = (table: ColumnTable, fields: Schema, values: readonly unknown[]): ColumnTable => ({
  schema: [...table.schema, ...fields],
  rowCount: table.rowCount,
  columns: {
    ...table.columns,
    ...Object.fromEntries(fields.map(({ name }, index) => [name, new Array(table.rowCount).fill(values[index])])),
  },
});
