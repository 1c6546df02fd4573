import { fenceEnd } from "./fence.ts";

/**
 * Lines as comments of a script: `// text`. One that would then read as a cell's marker is commented twice, except in
 * Markdown's fenced blocks, where no marker is looked for.
 */
export const commentText = (lines: readonly string[], isMarkdown = false): readonly string[] => {
  const fenced = isMarkdown ? fencedLines(lines) : none;
  return lines.map((line, at) => comment(looksLikeMarker.test(line) && !fenced.has(at) ? comment(line) : line));
};

/** The text of commented lines: the inverse of `commentText`. Lines that are no comments stay as they are. */
export const uncommentText = (lines: readonly string[], isMarkdown = false): readonly string[] => {
  const text = lines.map(uncomment);
  const fenced = isMarkdown ? fencedLines(text) : none;
  return text.map((line, at) => (wasCommentedTwice.test(line) && !fenced.has(at) ? uncomment(line) : line));
};

/** A line without its comment sign. */
export const uncomment = (line: string): string => line.replace(/^\/\/ ?/, "");

/**
 * Code lines as they stand in a script: magics are commented as jupytext does (`// %time x`), and so is a comment that
 * would read as a cell's marker, or already is such a line in a comment.
 */
export const escapeCode = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (magic.test(line) || anyMarker.test(line) ? afterIndent(line, comment) : line));

/** The code of a script's lines: the inverse of `escapeCode`. */
export const unescapeCode = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (magic.test(line) || commentedMarker.test(line) ? afterIndent(line, uncomment) : line));

const looksLikeMarker = /^(?:\/\/ )*\s*%%+(?:\s|$)/;
const wasCommentedTwice = /^(?:\/\/ )+\s*%%+(?:\s|$)/;
const anyMarker = /^\s*(?:\/\/ )*\/\/\s*%%+(?:\s|$)/;
const commentedMarker = /^\s*(?:\/\/ )+\/\/\s*%%+(?:\s|$)/;
// At most three signs before a letter, after any number of comment signs.
const magic = /^\s*(?:\/\/ ?)*%{1,3}[a-zA-Z]/;

const comment = (line: string): string => (line === "" ? "//" : `// ${line}`);

const none: ReadonlySet<number> = new Set();

const fencedLines = (lines: readonly string[]): ReadonlySet<number> => {
  const fenced = new Set<number>();
  for (let at = 0; at < lines.length; at++) {
    const end = fenceEnd((index) => lines[index], at) ?? at;
    for (; at < end; at++) fenced.add(at);
  }
  return fenced;
};

const afterIndent = (line: string, change: (text: string) => string): string => {
  const text = line.trimStart();
  return line.slice(0, line.length - text.length) + change(text);
};
