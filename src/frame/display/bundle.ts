import { type HtmlColumn, htmlTable } from "../../html-table.ts";
import type { ColumnTable, Field } from "../../schema.ts";
import { textTable, textWidth } from "../../text-table.ts";
import { type Kind, kindOf } from "../data-type.ts";
import { fieldType } from "../explain.ts";
import { cellText, shorten } from "./cell-text.ts";
import { headPicture } from "./head-picture.ts";
import { type FrameSummary, summarize } from "./summary.ts";

/** One thing to show, by media type. */
export type MimeBundle = Readonly<Record<string, string>>;

/** Columns of more are left out: a page draws them slowly, and nobody looks so far to the side. */
const mostColumns = 100;
const mostTextWidth = 200;
const mostTypeCharacters = 60;

/** A table as frames are shown. */
export const frameBundle = (table: ColumnTable): MimeBundle => summaryBundle(summarize(table));

/** A frame as an HTML table and as text: its first rows, types, nulls and how values spread in the heads, the number of rows, then any other lines. */
export const summaryBundle = (summary: FrameSummary, lines: readonly string[] = []): MimeBundle => {
  const below = summary.notice === undefined ? lines : [...lines, summary.notice];
  return { "text/html": htmlOf(summary, below), "text/plain": textOf(summary, below) };
};

const numbers: ReadonlySet<Kind> = new Set(["number", "int64", "decimal"]);

const sideOf = ({ type }: Field): "left" | "right" => (numbers.has(kindOf(type)) ? "right" : "left");

const htmlOf = (summary: FrameSummary, lines: readonly string[]): string => {
  const fields = summary.schema.slice(0, mostColumns);
  const heads = fields.map((field, index) => headOf(summary, field, summary.nulls[index] ?? 0));
  return htmlTable(heads, firstRows(summary, fields), [caption(summary, fields.length), ...lines].join("\n"));
};

const headOf = ({ sample, rowCount }: FrameSummary, field: Field, nulls: number): HtmlColumn => {
  const picture = headPicture(sample, field, rowCount);
  const type = shorten(fieldType(field), mostTypeCharacters);
  return {
    name: field.name,
    note: nulls > 0 ? `${type} · ${shown(nulls)} null` : type,
    side: sideOf(field),
    ...(picture === undefined ? {} : { picture: picture.svg, title: picture.words }),
  };
};

const textOf = (summary: FrameSummary, lines: readonly string[]): string => {
  const fields = fittingFields(summary);
  const rows = [
    fields.map(({ name }) => oneLine(name)),
    fields.map((field) => oneLine(fieldType(field))),
    ...firstRows(summary, fields).map((row) => row.map((text) => oneLine(text ?? "null"))),
  ];
  return [...textTable(rows, fields.map(sideOf)), caption(summary, fields.length), ...lines].join("\n");
};

/** As many columns from the left as fit side by side, one at least. */
const fittingFields = (summary: FrameSummary): readonly Field[] => {
  const { schema } = summary;
  let width = 0;
  const end = schema.findIndex((field, index) => {
    const texts = [field.name, fieldType(field), ...firstRows(summary, [field]).map(([text]) => text ?? "null")];
    width += Math.max(...texts.map((text) => textWidth(oneLine(text)))) + 2;
    return index > 0 && width > mostTextWidth;
  });
  return end < 0 ? schema : schema.slice(0, end);
};

const oneLine = (text: string): string => shorten(text.replaceAll(/\s+/g, " "), 40);

const caption = ({ rowCount, schema, first }: FrameSummary, columns: number): string => {
  const rows = `${shown(rowCount)} ${rowCount === 1 ? "row" : "rows"}`;
  const names = `${shown(schema.length)} ${schema.length === 1 ? "column" : "columns"}`;
  if (schema.length > columns)
    return `${rows} × ${names}, the first ${columns} columns${rowCount > first.rowCount ? ` of ${first.rowCount} rows` : ""} shown`;
  return `${rows} × ${names}${rowCount > first.rowCount ? `, the first ${first.rowCount} shown` : ""}`;
};

const shown = (count: number): string => count.toLocaleString("en-US");

const firstRows = ({ first }: FrameSummary, fields: readonly Field[]): readonly (readonly (string | null)[])[] =>
  Array.from({ length: first.rowCount }, (_, row) =>
    fields.map(({ name, type }) => cellText(first.columns[name]?.[row], type)),
  );
