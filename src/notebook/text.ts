import type { Cell, Notebook } from "./types.ts";

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

/** The notebook's cells as a script in percent format (`// %%`), text cells as comments, without outputs: for reading and comparing. */
export const notebookText = (notebook: Notebook): string => notebook.cells.map(cellText).join("\n");

const cellText = (cell: Cell): string => {
  if (cell.cell_type === "code") return `// %%\n${cell.source}\n`;
  const lines = cell.source.split("\n").map((line) => (line === "" ? "//" : `// ${line}`));
  return `// %% [${cell.cell_type}]\n${lines.join("\n")}\n`;
};
