import { uncomment } from "./comment.ts";
import { fenceEnd } from "./fence.ts";
import { isMarker } from "./marker.ts";

/** The lines of one cell in a script. */
export interface Section {
  /** The cell's first line; undefined for what stands before the first marker. */
  readonly marker: string | undefined;
  /** The number of its first line, from 0. */
  readonly at: number;
  readonly lines: readonly string[];
}

/** A script's cells from a line on. The empty line that ends each is no part of it; nor are empty lines before the first. */
export const splitSections = (lines: readonly string[], start: number): readonly Section[] => {
  const sections: Section[] = [];
  let from = start;
  let marker: string | undefined;
  const end = (at: number): void => {
    const body = lines.slice(marker === undefined ? from : from + 1, at);
    if (body.at(-1) === "") body.pop();
    if (marker === undefined) while (body[0]?.trim() === "") body.shift();
    if (marker !== undefined || body.length > 0) sections.push({ marker, at: from, lines: body });
    from = at;
    marker = lines[at];
  };
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (isMarker(line)) end(at);
    else if (isText(marker)) at = fencedUntil(lines, at) ?? at;
  }
  end(lines.length);
  return sections;
};

const isText = (marker: string | undefined): boolean =>
  marker !== undefined && /^[^={]*\[(?:markdown|md|raw)\]/.test(marker);

// A fenced block of a text may hold lines as `%% comment` (Mermaid), which begin no cell. It ends before the comment does.
const fencedUntil = (lines: readonly string[], at: number): number | undefined =>
  fenceEnd((index) => {
    const line = lines[index];
    return line?.startsWith("//") ? uncomment(line) : undefined;
  }, at);
