import { escapeHtml } from "./escape.ts";
import { filled, type Labels, numberText } from "./labels.ts";

/** Rows of a table that a page draws at first. */
export const drawnRows = 200;

/**
 * Sanitised HTML with each table in a box that scrolls by itself, and with columns of numbers marked by the class `num`.
 * Of a long table the first rows are drawn; the rest stands in a `noscript`, which costs a reader with scripts nothing
 * until it is asked for, and is shown to one without.
 */
export const boxTables = (html: string, labels: Labels): string =>
  html.replace(/<table(?=[\s>])(?:(?!<table[\s>])[\s\S])*?<\/table>/g, (table) =>
    boxed(markNumbers(withoutEmptyHeads(withHead(table))), labels),
  );

// Of tables without one, as SQL's kernels write them, a first row of heads alone is the head.
const withHead = (table: string): string =>
  /<(?:thead|tfoot|tbody[\s\S]*<tbody)[\s>]/.test(table)
    ? table
    : table.replace(headlessPattern, "$1<thead>$2</thead><tbody>$3</tbody></table>");

const headlessPattern =
  /^(<table[^>]*>\s*(?:<caption[^>]*>(?:(?!<\/caption>)[\s\S])*<\/caption>\s*)?)(?:<tbody[^>]*>\s*)?(<tr[^>]*>\s*(?:<th(?=[\s>])[^>]*>(?:(?!<\/?t[hr][\s>])[\s\S])*<\/th>\s*)+<\/tr>)([\s\S]*?)(?:<\/tbody>\s*)?<\/table>$/;

// A head without words says nothing to who hears it; a cell that is no head has no scope.
const withoutEmptyHeads = (table: string): string =>
  table.replace(/<thead[\s\S]*?<\/thead>/, (head) =>
    head.replace(/<th((?:\s[^>]*)?)>\s*<\/th>/g, (_, attributes: string) => {
      const kept = attributes.replace(/\sscope(?:="[^"]*")?(?=\s|$)/, "");
      return `<td${kept}></td>`;
    }),
  );

const boxed = (table: string, labels: Labels): string => {
  const { before, rows, after } = partsOf(table);
  const count = rows.length > 0 ? `, ${filled(labels.rows, { n: numberText(rows.length, labels) })}` : "";
  const box = (content: string): string =>
    `<div class="table-box" role="group" aria-label="${escapeHtml(labels.table)}${count}" tabindex="0">${content}</div>`;
  // Cells over several rows tie them together: such a table stays whole.
  const splits = rows.length > drawnRows && !/\srowspan="(?!1")/.test(table) && !/<\/?noscript/i.test(table);
  if (!splits) return `<div class="table">${box(table)}</div>`;
  const rest = before + rows.slice(drawnRows).join("\n") + after;
  return `<div class="table" data-rows="${rows.length}">${box(before + rows.slice(0, drawnRows).join("\n") + after)}<noscript>${box(rest)}</noscript></div>`;
};

const rowPattern = /<tr(?=[\s>])[\s\S]*?<\/tr>/g;

const partsOf = (table: string) => {
  const [, before = table, body = "", after = ""] =
    /^([\s\S]*?<tbody[^>]*>)([\s\S]*)(<\/tbody>[\s\S]*)$/.exec(table) ?? [];
  const isOne = !body.includes("<tbody");
  return { before, rows: isOne ? (body.match(rowPattern) ?? []) : [], after };
};

const cellPattern = /<(t[dh])((?:\s[^>]*)?)>([\s\S]*?)<\/t[dh]>/g;
const numeric =
  /^\s*[-−+]?(?:[$€£¥₽₹]\s?)?[-−+]?(?:\d[\d,'\u00a0\u202f]*(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?\s*(?:%|[$€£¥₽₹])?\s*$/i;
const blank = /^\s*(?:<i>null<\/i>|null|none|nan|nat|na|n\/a|&lt;NA&gt;|-|–|—)?\s*$/i;

// A column counts as numbers where every cell that is not empty holds one; tables with spanning cells stay as they are.
const markNumbers = (table: string): string => {
  if (/\b(?:col|row)span=/.test(table)) return table;
  const columns: { filled: number; numbers: number }[] = [];
  eachCell(table, (tag, _attributes, content, column) => {
    columns[column] ??= { filled: 0, numbers: 0 };
    const seen = columns[column];
    if (tag === "td" && !blank.test(content)) {
      seen.filled += 1;
      seen.numbers += numeric.test(content) ? 1 : 0;
    }
    return undefined;
  });
  return eachCell(table, (tag, attributes, content, column) => {
    const seen = columns[column];
    if (!seen || seen.filled === 0 || seen.numbers < seen.filled || /\bclass=/.test(attributes)) return undefined;
    return `<${tag} class="num"${attributes}>${content}</${tag}>`;
  });
};

const eachCell = (
  table: string,
  change: (tag: string, attributes: string, content: string, column: number) => string | undefined,
): string =>
  table.replace(rowPattern, (row) => {
    let column = 0;
    return row.replace(
      cellPattern,
      (cell: string, tag: string, attributes: string, content: string) =>
        change(tag, attributes, content, column++) ?? cell,
    );
  });
