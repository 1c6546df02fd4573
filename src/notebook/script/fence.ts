/**
 * The last line of the fenced block that a line of Markdown opens; undefined where it opens none that ends.
 * `lineAt` gives the text's lines, undefined after the last.
 */
export const fenceEnd = (lineAt: (index: number) => string | undefined, at: number): number | undefined => {
  const [, fence] = /^\s{0,3}(`{3,}|~{3,})/.exec(lineAt(at) ?? "") ?? [];
  if (fence === undefined) return undefined;
  for (let end = at + 1; end < at + longest; end++) {
    const line = lineAt(end);
    if (line === undefined) return undefined;
    if (/^\s{0,3}(?:`{3,}|~{3,})\s*$/.test(line) && line.trimStart().startsWith(fence)) return end;
  }
  return undefined;
};

// Where many fences never end, looking for the end of each would take long.
const longest = 2000;
