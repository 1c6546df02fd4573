/**
 * Rows of texts as columns, two spaces apart, numbers on the right; a text's width is that in a terminal, where wide
 * characters and emoji take two places and marks above others none.
 */
export const textTable = (
  rows: readonly (readonly string[])[],
  sides: readonly ("left" | "right")[],
): readonly string[] => {
  const measured = rows.map((row) => row.map((text) => ({ text, width: textWidth(text) })));
  const widths = sides.map((_, column) => measured.reduce((most, row) => Math.max(most, row[column]?.width ?? 0), 0));
  return measured.map((row) =>
    row
      .map(({ text, width }, column) => {
        const space = " ".repeat((widths[column] ?? 0) - width);
        return sides[column] === "right" ? space + text : text + space;
      })
      .join("  ")
      .trimEnd(),
  );
};

/** How many places a text takes in a terminal. */
export const textWidth = (text: string): number => {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of characters.segment(text)) width += wide.test(segment) ? 2 : invisible.test(segment) ? 0 : 1;
  return width;
};

const plain = /^[\x20-\x7e]*$/;
const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
