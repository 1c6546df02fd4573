import { type HtmlColumn, htmlTable } from "../html-table.ts";
import type { ColumnTable, Field } from "../schema.ts";
import { type Kind, kindOf } from "./data-type.ts";
import { fieldType } from "./explain.ts";
import { headSummary } from "./head-picture.ts";
import { formatDate, formatTimestamp } from "./timestamp.ts";

/** One thing to show, by media type. */
export type MimeBundle = Readonly<Record<string, string>>;

const shownRows = 20;
const shownCharacters = 200;

/** A collected frame as an HTML table and as text: its first rows, types, nulls and how values spread in the heads, the number of rows. */
export const frameBundle = (table: ColumnTable): MimeBundle => ({
  "text/html": htmlOf(table),
  "text/plain": textOf(table),
});

const numbers: ReadonlySet<Kind> = new Set(["number", "int64", "decimal"]);

const htmlOf = (table: ColumnTable): string =>
  htmlTable(
    table.schema.map((field) => headOf(table, field)),
    firstRows(table),
    caption(table),
  );

const headOf = (table: ColumnTable, field: Field): HtmlColumn => {
  const { nulls, picture } = headSummary(table, field);
  return {
    name: field.name,
    note: nulls > 0 ? `${fieldType(field)} · ${nulls} null` : fieldType(field),
    side: numbers.has(kindOf(field.type)) ? "right" : "left",
    ...(picture === undefined ? {} : { picture }),
  };
};

const textOf = (table: ColumnTable): string => {
  const rows = [
    table.schema.map((field) => field.name),
    table.schema.map(fieldType),
    ...firstRows(table).map((row) => row.map((text) => shorten((text ?? "null").replaceAll(/\s+/g, " "), 40))),
  ];
  const widths = table.schema.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, caption(table)].join("\n");
};

const caption = ({ rowCount, schema }: ColumnTable): string => {
  const first = rowCount > shownRows ? `, the first ${shownRows} shown` : "";
  return `${rowCount} ${rowCount === 1 ? "row" : "rows"} × ${schema.length} ${schema.length === 1 ? "column" : "columns"}${first}`;
};

const firstRows = (table: ColumnTable): readonly (readonly (string | null)[])[] =>
  Array.from({ length: Math.min(table.rowCount, shownRows) }, (_, row) =>
    table.schema.map((field) => cellText(table.columns[field.name]?.[row], field)),
  );

const cellText = (value: unknown, { type }: Field): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint" && (type === "timestamp" || type === "timestamp_ntz")) return formatTimestamp(value);
  if (typeof value === "number" && type === "date") return formatDate(value);
  return shorten(typeof value === "object" ? JSON.stringify(value, plainJson) : String(value), shownCharacters);
};

const plainJson = (_: string, value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Uint8Array ? `${value.length} bytes` : value;
};

const shorten = (text: string, limit: number): string => {
  const characters = [...text.slice(0, limit * 2 + 1)];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join("")}…` : text;
};
