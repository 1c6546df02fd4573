import type { ColumnTable, Schema } from "../../schema.ts";
import { type Encoder, nothing, type OutputFormat } from "./encoder.ts";
import { type JsonOptions, jsonWriter } from "./json-text.ts";

/** JSON lines: a row an object on a line of its own. */
export const ndjsonFormat = (options: JsonOptions): OutputFormat => ({
  ending: ".ndjson",
  open: (schema) => {
    const rowsText = rowsWriter(schema, options);
    return { add: (rows) => encoded(rowsText(rows, "", "\n")), end: () => nothing };
  },
});

/** JSON: one array of objects, a row a line. */
export const jsonFormat = (options: JsonOptions): OutputFormat => ({
  ending: ".json",
  open: (schema): Encoder => {
    const rowsText = rowsWriter(schema, options);
    let isFirst = true;
    return {
      add: (rows) => {
        if (rows.rowCount === 0) return nothing;
        const text = rowsText(rows, ",\n", "");
        const begun = isFirst ? `[\n${text.slice(2)}` : text;
        isFirst = false;
        return encoded(begun);
      },
      end: () => encoded(isFirst ? "[]\n" : "\n]\n"),
    };
  },
});

const encoder = new TextEncoder();
const encoded = (text: string): Uint8Array => encoder.encode(text);

/** Rows as text, each with something before it and behind it. */
const rowsWriter = (schema: Schema, options: JsonOptions) => {
  const columns = schema.map(({ name, type }, index) => ({
    name,
    head: `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`,
    write: jsonWriter(type, options),
  }));
  return ({ rowCount, columns: given }: ColumnTable, before: string, behind: string): string => {
    const parts = columns.map(({ name, head, write }) => ({ head, write, values: given[name] ?? [] }));
    let text = "";
    for (let row = 0; row < rowCount; row++) {
      text += before;
      for (const { head, write, values } of parts) text += head + write(values[row]);
      text += `${parts.length === 0 ? "{" : ""}}${behind}`;
    }
    return text;
  };
};
