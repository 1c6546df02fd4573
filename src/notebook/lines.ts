// biome-ignore lint/suspicious/noControlCharactersInRegex: Python ends lines at these too
const otherEnd = /[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const lineEnd = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/g;

/** Splits a text into lines that keep their ends, where Python's `str.splitlines(True)` does: the form of texts in a notebook file. */
export const splitLines = (text: string): readonly string[] => {
  const lines: string[] = [];
  let start = 0;
  if (!otherEnd.test(text)) {
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      lines.push(text.slice(start, end + 1));
      start = end + 1;
    }
    if (start < text.length) lines.push(text.slice(start));
    return lines;
  }
  for (const match of text.matchAll(lineEnd)) {
    const end = match.index + match[0].length;
    lines.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
};

/** Whether a value is a text in a file: a string, or a list of strings. */
export const isText = (value: unknown): value is string | readonly string[] =>
  typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));

/** A file's text as one string. */
export const joinLines = (text: string | readonly string[]): string =>
  typeof text === "string" ? text : text.join("");
