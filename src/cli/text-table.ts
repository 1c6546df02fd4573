/** Rows as aligned columns of text: numbers to the right, a line of dashes under the heads. */
export const textTable = (columns: readonly string[], rows: readonly (readonly unknown[])[]): string => {
  const cells = rows.map((row) => row.map(cellText));
  const widths = columns.map((column, i) => Math.max(widthOf(column), ...cells.map((row) => widthOf(row[i] ?? ""))));
  const right = columns.map(
    (_, i) => rows.length > 0 && rows.every((row) => ["number", "bigint"].includes(typeof row[i]) || row[i] === null),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, i) => {
        const gap = " ".repeat((widths[i] ?? 0) - widthOf(text));
        return right[i] ? gap + text : text + gap;
      })
      .join("  ")
      .trimEnd();
  return [line(columns), widths.map((width) => "-".repeat(width)).join("  "), ...cells.map(line)].join("\n");
};

const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  return String(value).replace(/\s+/g, " ");
};

// A terminal gives an emoji or a CJK character two columns.
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
