/**
 * HTML whose tables fit on paper: one with more columns than a page is wide becomes several, one below the other, each with
 * the first column again and a line that tells its columns. Tables with cells over several columns or rows stay.
 */
export const splitWideTables = (html: string): string =>
  html.replace(/<table(?=[\s>])(?:(?!<table[\s>])[\s\S])*?<\/table>/g, (table) => parts(table) ?? table);

// Letters of a table's size that a page is wide, and of one column the most that count: longer texts wrap.
const pageWidth = 105;
const widest = 24;

const rowPattern = /<tr(?=[\s>])[\s\S]*?<\/tr>/g;
const cellPattern = /<(t[dh])(?=[\s>])[^>]*>[\s\S]*?<\/\1>/g;

const parts = (table: string): string | undefined => {
  if (/\s(?:col|row)span=/.test(table)) return undefined;
  const rows = (table.match(rowPattern) ?? []).map((row) => row.match(cellPattern) ?? []);
  const count = rows[0]?.length ?? 0;
  if (count < 4 || rows.some((row) => row.length !== count)) return undefined;
  const groups = groupsOf(widthsOf(rows, count));
  if (groups.length < 2) return undefined;
  return groups
    .map(([from, to]) => {
      const part = table.replace(rowPattern, (row) => {
        let column = -1;
        return row.replace(cellPattern, (cell) => {
          column += 1;
          return column === 0 || (column >= from && column < to) ? cell : "";
        });
      });
      return `<p class="columns">${from + 1}–${to} / ${count}</p>${part}`;
    })
    .join("");
};

/** How many letters each column needs: what nine of ten of its cells hold, and its longest word. */
const widthsOf = (rows: readonly (readonly string[])[], count: number): readonly number[] =>
  Array.from({ length: count }, (_, column) => {
    const texts = rows.map((row) => (row[column] ?? "").replace(/<[^>]*>/g, "").trim());
    const lengths = texts.map(({ length }) => length).sort((a, b) => a - b);
    const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
    return Math.min(widest, Math.max(3, usual, (texts[0] ?? "").length)) + 2;
  });

/** Columns from the second on in groups that fit beside the first; the first group begins with it. */
const groupsOf = (widths: readonly number[]): readonly (readonly [number, number])[] => {
  const [first = 0, ...others] = widths;
  const groups: [number, number][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const [index, width] of others.entries()) {
    const column = index + 1;
    const last = groups.at(-1);
    if (!last || used + width > pageWidth) {
      groups.push([column, column + 1]);
      used = first + width;
    } else {
      last[1] = column + 1;
      used += width;
    }
  }
  return groups.length > 0 ? groups : [[1, widths.length]];
};
