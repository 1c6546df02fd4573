import { usageError } from "../../errors.ts";
import type { ColumnTable, Field, Schema } from "../../schema.ts";
import { converter } from "../cast.ts";
import { exactJson } from "../exact-json.ts";
import { fitterOf } from "../fit-value.ts";
import { type CsvField, type CsvRecord, csvRecords } from "./csv-records.ts";
import type { FileContent } from "./file.ts";
import { fillColumns, type Portion } from "./fill.ts";
import type { Rejects } from "./rejects.ts";
import { damage, each, type FoundRow, tablesOfRows } from "./tables.ts";

export interface CsvOptions {
  /** Default: a comma. */
  readonly delimiter?: string;
  /** What stands, without quotes, for null; default: nothing at all. */
  readonly nullText?: string;
}

/** The rows of CSV files whose first lines name the columns. */
export const csvTables = (
  files: AsyncIterable<FileContent>,
  schema: Schema,
  rejects: Rejects,
  portion: Portion,
  options: CsvOptions,
): AsyncGenerator<ColumnTable> =>
  tablesOfRows(found(files, schema, options), fillColumns(schema, portion.columns, textReader), rejects, portion);

/** The first rows of CSV files as texts, for a look at their types. */
export async function* csvRows(files: AsyncIterable<FileContent>, options: CsvOptions): AsyncGenerator<TextRow> {
  for await (const rows of found(files, [], options)) {
    for (const { row } of rows) if (typeof row === "object") yield row;
  }
}

type TextRow = Readonly<Record<string, string | null>>;

async function* found(
  files: AsyncIterable<FileContent>,
  schema: Schema,
  { delimiter = ",", nullText = "" }: CsvOptions,
): AsyncGenerator<Iterable<FoundRow & { readonly row: TextRow | string }>> {
  for await (const file of files) {
    let names: readonly string[] | undefined;
    for await (const records of recordsOf(file, delimiter)) {
      if ("damaged" in records) {
        yield [records.damaged];
        continue;
      }
      const [head, ...others] = records;
      const rows = names || !head ? records : others;
      const heads = names ?? (head ? headOf(head, file, schema) : []);
      names = head ? heads : names;
      yield each(rows, (record) => ({
        file: file.path,
        line: record.line,
        row: problemOf(record, heads) ?? rowOf(record, heads, nullText),
        size: record.size,
        text: () => record.fields.map((field) => field.text).join(delimiter),
      }));
    }
  }
}

/** The records, and at last what is damaged of a compressed file. */
async function* recordsOf(
  file: FileContent,
  delimiter: string,
): AsyncGenerator<readonly CsvRecord[] | { readonly damaged: FoundRow & { readonly row: string } }> {
  let next = 1;
  try {
    for await (const records of csvRecords(file, delimiter)) {
      next = (records.at(-1)?.line ?? next) + 1;
      yield records;
    }
  } catch (error) {
    yield { damaged: damage(file.path, next, error) };
  }
}

const headOf = ({ fields }: CsvRecord, { path }: FileContent, schema: Schema): readonly string[] => {
  const names = fields.map((field, index) => (index === 0 ? field.text.replace(/^\ufeff/, "") : field.text));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw usageError(`${path} has two columns '${twice}'.`);
  const missing = schema.find((field) => !field.nullable && !names.includes(field.name));
  if (missing) throw usageError(`${path} has no column '${missing.name}'; its first line names ${names.join(", ")}.`);
  return names;
};

const problemOf = ({ problem, fields }: CsvRecord, names: readonly string[]): string | undefined =>
  problem ??
  (fields.length === names.length
    ? undefined
    : `the line has ${fields.length} fields, and the first line names ${names.length}`);

const rowOf = ({ fields }: CsvRecord, names: readonly string[], nullText: string) =>
  Object.fromEntries(names.map((name, index) => [name, fieldValue(fields[index], nullText)]));

const fieldValue = (field: CsvField | undefined, nullText: string): string | null =>
  !field || (field.text === nullText && !field.isQuoted) ? null : field.text;

/** Text as values of a type: by the rules of a cast, of which decimals lose no digit; binary as base64, nested values as JSON. */
const textReader = ({ type }: Field) => {
  const fitted = fitterOf(type);
  if (typeof type === "object" && type.kind !== "decimal") return (text: unknown) => fitted(jsonOf(text as string));
  if (typeof type === "object" || type === "binary") return (text: unknown) => fitted(text);
  const convert = converter("string", type) as (value: unknown) => unknown;
  return (text: unknown) => convert(text);
};

const jsonOf = (text: string): unknown => {
  try {
    return exactJson(text);
  } catch {
    return undefined;
  }
};
