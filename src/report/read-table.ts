import { plainText } from "./plain-text.ts";

/** A table's texts: rows of its head, rows of its body, all of one width. */
export interface TextTable {
  readonly head: readonly (readonly string[])[];
  readonly rows: readonly (readonly string[])[];
}

/** HTML in its order: tables, and what stands between them. */
export type HtmlPart = { readonly table: TextTable } | { readonly html: string };

/** Splits sanitised HTML at its outermost tables; a table within a table stays text of its cell. */
export const readTables = (html: string): readonly HtmlPart[] => {
  const parts: HtmlPart[] = [];
  let depth = 0;
  let start = 0;
  for (const { index, 0: tag } of html.matchAll(/<\/?table(?=[\s>])[^>]*>/gi)) {
    const isEnd = tag.startsWith("</");
    if (!isEnd && depth === 0) {
      parts.push({ html: html.slice(start, index) });
      start = index;
    }
    depth = isEnd ? Math.max(0, depth - 1) : depth + 1;
    if (!isEnd || depth > 0) continue;
    parts.push({ table: readTable(html.slice(start, index)) });
    start = index + tag.length;
  }
  parts.push({ html: html.slice(start) });
  return parts.filter((part) => "table" in part || part.html.trim() !== "");
};

const readTable = (html: string): TextTable => {
  const found: { readonly isHead: boolean; readonly cells: readonly Cell[] }[] = [];
  let inHead = false;
  for (const { 0: whole } of outermost(html).matchAll(
    /<\/?thead(?=[\s>])[^>]*>|<tr(?=[\s>])[\s\S]*?(?=<tr[\s>]|<\/?t(?:head|body|foot)[\s>]|$)/gi,
  )) {
    if (/^<\/?thead/i.test(whole)) inHead = !whole.startsWith("</");
    else {
      const cells = cellsOf(whole);
      const isHead = inHead || (found.every((row) => row.isHead) && cells.every((cell) => cell.isHead));
      if (cells.length > 0) found.push({ isHead, cells });
    }
  }
  const grid = spread(found.map(({ cells }) => cells));
  const width = Math.max(0, ...grid.map((row) => row.length));
  const rows = grid.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ""));
  return { head: rows.filter((_, at) => found[at]?.isHead), rows: rows.filter((_, at) => !found[at]?.isHead) };
};

// Rows of tables within a cell are no rows of this one.
const outermost = (html: string): string => {
  let depth = 0;
  return html.replace(
    /<(\/?)(table|tr|t[dh]|thead|tbody|tfoot|caption)(?=[\s>])[^>]*>|[^<]+|</gi,
    (piece, end, name) => {
      if (name?.toLowerCase() === "table") depth += end ? -1 : 1;
      return name !== undefined && depth > 1 ? " " : piece;
    },
  );
};

interface Cell {
  readonly text: string;
  readonly isHead: boolean;
  readonly columns: number;
  readonly rows: number;
}

const cellsOf = (row: string): readonly Cell[] =>
  [...row.matchAll(/<(t[dh])((?:\s[^>]*)?)>([\s\S]*?)(?=<t[dh][\s>]|<\/t[dhr]>|$)/gi)].map(
    ([, tag = "", attributes = "", content = ""]) => ({
      text: plainText(content.replace(/<br\s*\/?>\s*<small>[\s\S]*?<\/small>/gi, ""))
        .replace(/\s+/g, " ")
        .trim(),
      isHead: tag.toLowerCase() === "th",
      columns: span(attributes, "colspan"),
      rows: span(attributes, "rowspan"),
    }),
  );

const span = (attributes: string, name: string): number => {
  const value = Number(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,4})`, "i").exec(attributes)?.[1] ?? 1);
  return Math.min(1000, Math.max(1, value));
};

// A cell over several columns or rows has its text in the first and leaves the others empty.
const spread = (rows: readonly (readonly Cell[])[]): readonly (readonly string[])[] => {
  const grid: string[][] = rows.map(() => []);
  for (const [at, cells] of rows.entries()) {
    let column = 0;
    for (const cell of cells) {
      while (grid[at]?.[column] !== undefined) column += 1;
      for (let down = 0; down < cell.rows && at + down < rows.length; down++)
        for (let right = 0; right < cell.columns; right++) {
          const line = grid[at + down];
          if (line) line[column + right] = down + right === 0 ? cell.text : "";
        }
    }
  }
  return grid;
};
