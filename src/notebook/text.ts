import type { Notebook } from "./types.ts";

/** The notebook's title: its first heading of level 1, else undefined. */
export const notebookTitle = (notebook: Notebook): string | undefined => {
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "markdown") continue;
    const heading = /^#[ \t]+(.+?)[ \t]*#*$/m.exec(cell.source)?.[1];
    if (heading) return heading;
  }
  return undefined;
};

/** The notebook's first paragraph in Markdown that is no heading, list, table or picture, on one line; else undefined. */
export const notebookLead = (notebook: Notebook): string | undefined =>
  notebook.cells
    .filter((cell) => cell.cell_type === "markdown")
    .flatMap((cell) => cell.source.split(/\n\s*\n|\n(?=#)/))
    .map((block) => block.replace(/^#+ .*\n?/, "").trim())
    .find((block) => block !== "" && !/^(#|[-*+] |\d+\. |\||!\[|```|<|>)/.test(block))
    ?.replace(/\s*\n\s*/g, " ");
