import { usageError } from "../errors.ts";
import type { ReportPage } from "./types.ts";

/** The names of the pages' files without their endings, each once and none of those taken; a usage error names one that comes twice. */
export const stemsOf = (pages: readonly ReportPage[], taken: readonly string[] = []): readonly string[] => {
  const stems = pages.map(stemOf);
  const twice = stems.find((stem, at) => taken.includes(stem) || stems.indexOf(stem) !== at);
  if (twice !== undefined)
    throw usageError(`the report would hold ${twice}.html twice: give each notebook a name of its own.`);
  return stems;
};

/** Where a link to another notebook of the report leads, by the file of each notebook's name. */
export const linkWithin = (target: string, places: ReadonlyMap<string, string>): string | undefined => {
  const [, path = "", rest = ""] = /^(?:\.\/)?([^#?]*)(.*)$/s.exec(target) ?? [];
  const file = places.get(path);
  return file === undefined ? undefined : file + rest;
};

const stemOf = ({ name }: ReportPage): string =>
  name
    .replace(/^.*[/\\]/, "")
    .replace(/\.ipynb$/, "")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+/, "") || "notebook";
