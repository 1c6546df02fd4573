import { type CodeCell, hasTag, type Json } from "../notebook/index.ts";
import { type Labels, numberText } from "./labels.ts";
import { readTables } from "./read-table.ts";
import { sanitizeHtml } from "./sanitize.ts";
import type { ReportPage } from "./types.ts";

/** A figure that says what a notebook came to. */
export interface Headline {
  readonly label: string;
  readonly value: string;
}

const most = 4;

/**
 * A notebook's headline figures: what its cells tagged `headline` show (a JSON object's fields, a table's only row); where
 * none is tagged, the only rows of its tables that have one row.
 */
export const headlinesOf = ({ notebook }: ReportPage, labels: Labels): readonly Headline[] => {
  const cells = notebook.cells.filter(
    (cell): cell is CodeCell => cell.cell_type === "code" && !hasTag(cell, "remove-cell"),
  );
  const tagged = cells.filter((cell) => hasTag(cell, "headline"));
  const found = (tagged.length > 0 ? tagged : cells).flatMap((cell) => inCell(cell, tagged.length > 0));
  return found.slice(0, most).map(({ label, value }) => ({ label, value: shown(value, labels) }));
};

const inCell = ({ outputs }: CodeCell, isTagged: boolean): readonly Headline[] =>
  outputs.flatMap((output) => {
    if (!("data" in output)) return [];
    const { "application/json": json, "text/html": html } = output.data;
    if (isTagged && json !== undefined) return inJson(json);
    return typeof html === "string" && html.length < 20_000 ? inTable(html) : [];
  });

const inJson = (json: Json): readonly Headline[] =>
  json !== null && typeof json === "object" && !Array.isArray(json)
    ? Object.entries(json).flatMap(([label, value]) => (isShort(value) ? [{ label, value: String(value) }] : []))
    : [];

const inTable = (html: string): readonly Headline[] => {
  if (!/<table[\s>]/i.test(html)) return [];
  const tables = readTables(sanitizeHtml(html)).flatMap((part) => ("table" in part ? [part.table] : []));
  const [table] = tables;
  const [row] = table?.rows ?? [];
  if (!table || !row || tables.length > 1 || table.rows.length > 1 || row.length > most) return [];
  return row.flatMap((value, at) => {
    const label = table.head.at(-1)?.[at] ?? "";
    return label === "" || !isShort(value) ? [] : [{ label, value }];
  });
};

const isShort = (value: unknown): value is string | number | boolean =>
  (typeof value === "string" || typeof value === "number" || typeof value === "boolean") && String(value).length <= 40;

const shown = (text: string, labels: Labels): string =>
  /^\d{5,15}$/.test(text) ? numberText(Number(text), labels) : text;
