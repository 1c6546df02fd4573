import { usageError } from "../../errors.ts";
import { type ColumnTable, type Field, type Schema, typeName } from "../../schema.ts";
import { converter } from "../cast.ts";
import { type CsvField, type CsvRecord, csvRecords } from "./csv-records.ts";
import type { FileContent } from "./file.ts";
import { fillColumns, type Portion } from "./fill.ts";
import type { Rejects } from "./rejects.ts";

export interface CsvOptions {
  /** Default: a comma. */
  readonly delimiter?: string;
  /** What stands, without quotes, for null; default: nothing at all. */
  readonly nullText?: string;
}

/** The rows of CSV files whose first lines name the columns. */
export async function* csvTables(
  files: AsyncIterable<FileContent>,
  schema: Schema,
  rejects: Rejects,
  portion: Portion,
  { delimiter = ",", nullText = "" }: CsvOptions,
): AsyncGenerator<ColumnTable> {
  const filling = fillColumns(schema, portion.columns, textReader);
  for await (const file of files) {
    let names: readonly string[] | undefined;
    for await (const records of csvRecords(file, delimiter)) {
      for (const record of records) {
        if (!names) names = headOf(record, file, schema);
        else {
          const problem = addRecord(record, names, nullText, filling.add);
          if (problem !== undefined) rejects.add(file.path, record.line, problem, textOf(record, delimiter));
          if (filling.rowCount >= portion.rows) yield filling.take();
        }
      }
    }
  }
  rejects.flush();
  yield filling.take();
}

/** The first rows of CSV files as texts, for a look at their types. */
export async function* csvRows(
  files: AsyncIterable<FileContent>,
  { delimiter = ",", nullText = "" }: CsvOptions,
): AsyncGenerator<Readonly<Record<string, string | null>>> {
  for await (const file of files) {
    let names: readonly string[] | undefined;
    for await (const records of csvRecords(file, delimiter)) {
      for (const record of records) {
        if (!names) names = headOf(record, file, []);
        else if (record.fields.length === names.length) yield rowOf(record, names, nullText);
      }
    }
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

const addRecord = (
  record: CsvRecord,
  names: readonly string[],
  nullText: string,
  add: (row: Readonly<Record<string, unknown>>) => string | undefined,
): string | undefined => {
  if (record.problem !== undefined) return record.problem;
  if (record.fields.length !== names.length) {
    return `the line has ${record.fields.length} fields, and the first line names ${names.length}`;
  }
  return add(rowOf(record, names, nullText));
};

const rowOf = ({ fields }: CsvRecord, names: readonly string[], nullText: string) =>
  Object.fromEntries(names.map((name, index) => [name, fieldValue(fields[index], nullText)]));

const fieldValue = (field: CsvField | undefined, nullText: string): string | null =>
  !field || (field.text === nullText && !field.isQuoted) ? null : field.text;

/** Text as values of a type, by the rules of a cast. */
const textReader = ({ name, type }: Field) => {
  const convert = converter("string", type);
  if (convert) return (value: unknown): unknown => convert(value as never);
  throw usageError(`A CSV file cannot hold the column '${name}' of type ${typeName(type)}: read it as string.`);
};

const textOf = ({ fields }: CsvRecord, delimiter: string): string => fields.map((field) => field.text).join(delimiter);
