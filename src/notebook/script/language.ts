import type { JsonObject } from "../types.ts";

/** Languages whose cell magic (`%%bash`) jupytext writes as a value of the cell's marker, with the code as comments. */
export const scriptLanguages: ReadonlySet<string> = new Set(
  "R bash sh python python2 python3 javascript js perl html latex markdown ruby script svg matlab octave sql haskell julia scala rust powershell groovy java go lua tcl gnuplot".split(
    " ",
  ),
);

/**
 * Whether a cell's code is live in a file of that kind (`ts`, `ipynb`): jupytext's `active` in the metadata, and tags as
 * `active-ipynb`, name the kinds; without them it is.
 */
export const isActive = (metadata: JsonObject, kind: "ts" | "ipynb"): boolean => {
  const { active, tags } = metadata;
  const tag = Array.isArray(tags)
    ? tags.find((name) => typeof name === "string" && name.startsWith("active-"))
    : undefined;
  if (typeof tag === "string") return tag.split("-").includes(kind);
  return typeof active !== "string" || active.split(/[.,]/).includes(kind);
};
