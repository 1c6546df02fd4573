import { usageError } from "../../errors.ts";
import type { ColumnTable, Field } from "../../schema.ts";
import type { CsvOptions } from "../read/csv.ts";
import type { OutputFormat } from "./encoder.ts";
import { textWriter } from "./text-value.ts";

/** CSV by RFC 4180, with a first line of names: nothing for null, "" for an empty text, nested values as JSON. */
export const csvFormat = ({ delimiter = ",", nullText = "" }: CsvOptions): OutputFormat => {
  if ([...delimiter].length !== 1 || /["\r\n]/.test(delimiter)) {
    throw usageError(`A CSV file's delimiter is one character, not ${JSON.stringify(delimiter)}.`);
  }
  if (/["\r\n]/.test(nullText) || nullText.includes(delimiter)) {
    throw usageError(`${JSON.stringify(nullText)} cannot stand for null in CSV: it would have to be quoted.`);
  }
  const needsQuotes = (text: string): boolean =>
    text === nullText || text === "" || text.includes(delimiter) || /["\r\n]|^\s|\s$|^\ufeff/.test(text);
  const quoted = (text: string): string => (needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return {
    ending: ".csv",
    open: (schema) => {
      const writers = schema.map((field) => ({ name: field.name, write: fieldWriter(field, quoted) }));
      let head = `${schema.map((field) => quoted(field.name)).join(delimiter)}\n`;
      const begun = (text: string): Uint8Array => {
        const bytes = new TextEncoder().encode(head + text);
        head = "";
        return bytes;
      };
      return { add: (rows) => begun(rowsText(rows, writers, delimiter, nullText)), end: () => begun("") };
    },
  };
};

type Write = (value: unknown) => string;

const rowsText = (
  { rowCount, columns }: ColumnTable,
  writers: readonly { readonly name: string; readonly write: Write }[],
  delimiter: string,
  nullText: string,
): string => {
  const parts = writers.map(({ name, write }) => ({ write, values: columns[name] ?? [] }));
  let text = "";
  for (let row = 0; row < rowCount; row++) {
    for (let index = 0; index < parts.length; index++) {
      const { write, values } = parts[index] as (typeof parts)[number];
      const value = values[row];
      if (index > 0) text += delimiter;
      text += value === null || value === undefined ? nullText : write(value);
    }
    text += "\n";
  }
  return text;
};

const fieldWriter = ({ name, type }: Field, quoted: (text: string) => string): Write => {
  const write = textWriter(name, type) as Write;
  return (value) => quoted(write(value));
};
