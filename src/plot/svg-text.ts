/** Text for SVG and XML: markup escaped, characters that XML does not allow left out. */
export const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 does not allow them
    .replace(/[\u0000-\u0008\v\f\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** About how many pixels a text is wide at a font size; wide scripts and emoji count double. */
export const textWidth = (text: string, size: number): number => {
  let width = 0;
  for (const character of text)
    width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 1 : /[ilj.,:;|' ]/.test(character) ? 0.32 : 0.58;
  return width * size;
};

/** The text, cut with an ellipsis to be at most so many pixels wide. */
export const fitText = (text: string, size: number, width: number): string => {
  const line = text.replace(/\s+/g, " ");
  if (textWidth(line, size) <= width) return line;
  const characters = [...line];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, size) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
};

/** A coordinate with at most one digit after the point. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);
