/** Lines that are shown of a diff, and of those in a row that are only on one side; characters of a line. */
const [mostLines, mostInRow, mostCharacters] = [80, 12, 160];

/**
 * A diff as a person can read it: of long lines the part in which they differ, of many lines the first, with how many more
 * there are.
 */
export const shownDiff = (diff: string): string => {
  const lines = shortened(clipped(diff.split("\n")));
  const more = lines.length - mostLines;
  return (more > 1 ? [...lines.slice(0, mostLines), `… ${more} more lines`] : lines).join("\n");
};

const shortened = (lines: readonly string[]): readonly string[] => {
  const shown: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const mark = lines[at]?.[0] ?? "";
    const length = mark === "-" || mark === "+" ? runOf(lines, at, mark) : 1;
    const few = length > mostInRow ? mostInRow - 2 : length;
    shown.push(...lines.slice(at, at + few));
    if (few < length) shown.push(`${mark}… ${length - few} more lines`);
    at += length;
  }
  return shown;
};

// Each line that goes with the one that comes in its place, so that both show the same part.
const clipped = (lines: readonly string[]): readonly string[] => {
  const pairs = new Map<number, number>();
  for (let at = 0; at < lines.length; ) {
    const gone = runOf(lines, at, "-");
    const come = runOf(lines, at + gone, "+");
    for (let i = 0; i < Math.min(gone, come); i++) {
      pairs.set(at + i, at + gone + i);
      pairs.set(at + gone + i, at + i);
    }
    at += Math.max(1, gone + come);
  }
  return lines.map((line, at) => clip(line, lines[pairs.get(at) ?? -1]));
};

const runOf = (lines: readonly string[], from: number, mark: string): number => {
  let at = from;
  while (lines[at]?.startsWith(mark)) at++;
  return at - from;
};

const clip = (line: string, other: string | undefined): string => {
  const characters = Array.from(line);
  if (characters.length <= mostCharacters) return line;
  const start = Math.max(1, differsAt(characters, other) - 40);
  const shown = characters.slice(start, start + mostCharacters);
  const left = characters.length - start - shown.length;
  return `${characters[0]}${start > 1 ? "…" : ""}${shown.join("")}${left > 0 ? `… (${characters.length - 1} characters)` : ""}`;
};

const differsAt = (line: readonly string[], other: string | undefined): number => {
  if (other === undefined) return 1;
  const others = Array.from(other);
  let at = 1;
  while (at < line.length && line[at] === others[at]) at++;
  return at;
};
