import { lineDiff } from "../../line-diff.ts";
import { exact, sameText, type Tolerance, unpadded } from "./same-text.ts";

/**
 * A unified diff of two texts: lines whose numbers are within the tolerance count as one, and so do those of a table of
 * which only the columns' widths changed, unless that is all. Empty where the texts are the same, but for a line break that
 * both end with.
 */
export const readableDiff = (a: string, b: string, tolerance: Tolerance = exact): string => {
  const [before, after] = a.endsWith("\n") && b.endsWith("\n") ? [a.slice(0, -1), b.slice(0, -1)] : [a, b];
  const row = (line: string): string => unpadded(line).trim();
  const diff = lineDiff(before, after, (one, other) => one === other || sameText(row(one), row(other), tolerance));
  return diff === "" ? lineDiff(before, after, (one, other) => sameText(one, other, tolerance)) : diff;
};

/** All lines of a text with a mark before each. */
export const markedLines = (text: string, mark: "-" | "+"): string =>
  text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `${mark}${line}`)
    .join("\n");
