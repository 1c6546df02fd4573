/** A replacement of code[start, end) by text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with every character but line breaks replaced by a space, so that what follows keeps its line and column. */
export const blanked = (text: string): string => text.replace(/[^\r\n\u2028\u2029]/g, " ");

/** Applies edits that do not overlap; at one place, insertions keep the order in which they were made. */
export const applyEdits = (code: string, edits: readonly Edit[]): string => {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let at = 0;
  for (const edit of sorted) {
    if (edit.start < at) continue;
    result += code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + code.slice(at);
};
