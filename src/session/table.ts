import { inspect } from "node:util";
import { htmlTable } from "../html-table.ts";
import { textTable } from "../text-table.ts";
import { textOf } from "./text.ts";

/** How many rows and columns of a table are shown. */
const shownRows = 50;
const shownColumns = 50;

interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly rowCount: number;
}

/** What is tabular (rows of plain objects, Map, Set, typed arrays, Arquero tables, Danfo frames) as an HTML table and as text, of its first rows; undefined of anything else. */
export const tableOf = (value: unknown): { readonly html: string; readonly text: string } | undefined => {
  const grid = gridOf(value);
  if (!grid) return undefined;
  const isPlainValue =
    Array.isArray(value) || value instanceof Map || value instanceof Set || ArrayBuffer.isView(value);
  return { html: render(grid), text: isPlainValue ? textOf(value) : align(grid) };
};

const gridOf = (value: unknown): Grid | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return ofObjects(value);
  if (value instanceof Map) return value.size > 0 ? ofMap(value) : undefined;
  if (value instanceof Set) return value.size > 0 ? ofSet(value) : undefined;
  if (ArrayBuffer.isView(value)) return ofTypedArray(value);
  return ofArquero(value) ?? ofDanfo(value);
};

const isPlain = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const ofObjects = (items: readonly unknown[]): Grid | undefined => {
  const shown = items.slice(0, shownRows);
  if (shown.length === 0 || !shown.every(isPlain)) return undefined;
  const columns = [...new Set(shown.flatMap((item) => Object.keys(item)))];
  if (columns.length === 0) return undefined;
  return { columns, rows: shown.map((item) => columns.map((name) => shownOf(item, name))), rowCount: items.length };
};

/** A getter is named, not run: it may be slow, or do something. */
const shownOf = (item: object, name: string): unknown => {
  const property = Object.getOwnPropertyDescriptor(item, name);
  return property?.get ? getter : property?.value;
};

const getter = { [inspect.custom]: () => "[Getter]" };

const ofMap = (map: ReadonlyMap<unknown, unknown>): Grid => ({
  columns: ["key", "value"],
  rows: first(map).map((entry) => [...entry]),
  rowCount: map.size,
});

const ofSet = (set: ReadonlySet<unknown>): Grid => {
  const items = first(set);
  const objects = ofObjects(items);
  return { ...(objects ?? { columns: ["value"], rows: items.map((item) => [item]) }), rowCount: set.size };
};

const ofTypedArray = (view: ArrayBufferView): Grid | undefined => {
  if (view instanceof DataView || Buffer.isBuffer(view)) return undefined;
  const list = view as unknown as ArrayLike<unknown> & { subarray(from: number, to: number): Iterable<unknown> };
  if (list.length === 0) return undefined;
  const rows = [...list.subarray(0, shownRows)].map((item, index) => [index, item]);
  return { columns: ["index", "value"], rows, rowCount: list.length };
};

const first = <T>(items: Iterable<T>): T[] => {
  const found: T[] = [];
  for (const item of items) {
    if (found.length === shownRows) break;
    found.push(item);
  }
  return found;
};

interface ArqueroLike {
  toHTML(options: object): string;
  numRows(): number;
  columnNames(): string[];
  objects(options: object): Record<string, unknown>[];
}

const ofArquero = (value: object): Grid | undefined => {
  const table = value as Partial<ArqueroLike>;
  if (typeof table.toHTML !== "function" || typeof table.numRows !== "function") return undefined;
  if (typeof table.columnNames !== "function" || typeof table.objects !== "function") return undefined;
  const columns = table.columnNames();
  const rows = table.objects({ limit: shownRows }).map((row) => columns.map((name) => row[name]));
  return { columns, rows, rowCount: table.numRows() };
};

interface DanfoLike {
  readonly columns: readonly unknown[];
  readonly index: readonly unknown[];
  readonly shape: readonly number[];
  readonly values: readonly unknown[];
  readonly config: unknown;
}

const ofDanfo = (value: object): Grid | undefined => {
  const { columns, index, shape, values, config } = value as Partial<DanfoLike>;
  if (!Array.isArray(columns) || !Array.isArray(index) || !Array.isArray(shape) || !Array.isArray(values) || !config)
    return undefined;
  const rows = values.slice(0, shownRows).map((row: unknown, i) => [index[i], ...(Array.isArray(row) ? row : [row])]);
  return { columns: ["", ...columns.map(String)], rows, rowCount: shape[0] ?? rows.length };
};

const render = ({ columns, rows, rowCount }: Grid): string => {
  const shown = columns.slice(0, shownColumns);
  const heads = shown.map((name, index) => ({ name, side: sideOf(rows.map((row) => row[index])) }));
  const texts = rows.map((row) => row.slice(0, shownColumns).map(cellText));
  const left = [
    rowCount > rows.length ? `${rows.length} of ${rowCount} rows` : "",
    columns.length > shown.length ? `${shown.length} of ${columns.length} columns` : "",
  ].filter(Boolean);
  return htmlTable(heads, texts, left.length > 0 ? left.join(", ") : undefined);
};

const sideOf = (values: readonly unknown[]): "left" | "right" => {
  const present = values.filter((value) => value !== null && value !== undefined);
  const numbers = present.every((value) => typeof value === "number" || typeof value === "bigint");
  return numbers && present.length > 0 ? "right" : "left";
};

const align = ({ columns, rows, rowCount }: Grid): string => {
  const texts = rows.map((row) => row.map((value) => bounded(plainText(value), 40)));
  const sides = columns.map((_, column) => sideOf(rows.map((row) => row[column])));
  const left = rowCount > rows.length ? [`${rows.length} of ${rowCount} rows`] : [];
  return [...textTable([columns, ...texts], sides), ...left].join("\n");
};

const bounded = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);

const plainText = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value.replace(/\s+/g, " ") : textIn(value);
};

const cellText = (value: unknown): string | null | undefined => {
  if (value === null || value === undefined) return value;
  return bounded(typeof value === "string" ? value : textIn(value), 500);
};

const textIn = (value: unknown): string => {
  if (typeof value === "bigint" || typeof value === "number") return String(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : textOf(value);
};
