/** Sanitised HTML with each table in a box that scrolls by itself, and with columns of numbers marked by the class `num`. */
export const boxTables = (html: string): string =>
  html.replace(/<table(?=[\s>])(?:(?!<table[\s>])[\s\S])*?<\/table>/g, (table) => {
    const marked = markNumbers(table);
    return `<div class="table-box" role="region" aria-label="table" tabindex="0">${marked}</div>`;
  });

const cellPattern = /<(t[dh])((?:\s[^>]*)?)>([\s\S]*?)<\/t[dh]>/g;
const numeric = /^\s*[-−+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?\s*%?\s*$/i;

// A column counts as numbers where every cell that is not empty holds one; tables with spanning cells stay as they are.
const markNumbers = (table: string): string => {
  if (/\b(?:col|row)span=/.test(table)) return table;
  const columns: { filled: number; numbers: number }[] = [];
  eachCell(table, (tag, _attributes, content, column) => {
    columns[column] ??= { filled: 0, numbers: 0 };
    const seen = columns[column];
    if (tag === "td" && content.trim() !== "") {
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
  table.replace(/<tr(?=[\s>])[\s\S]*?<\/tr>/g, (row) => {
    let column = 0;
    return row.replace(
      cellPattern,
      (cell: string, tag: string, attributes: string, content: string) =>
        change(tag, attributes, content, column++) ?? cell,
    );
  });
