import { filled, type Labels, numberText } from "../labels.ts";
import type { TextTable } from "../read-table.ts";

// Beyond that nobody reads a table in a text; the notebook and the HTML report have the rest.
const mostRows = 1000;

/** A table as GitHub-flavoured Markdown has it (GFM 4.10): head, numbers right, a line on what is left out. */
export const tableMd = ({ head, rows }: TextTable, labels: Labels): string => {
  const width = Math.max(head[0]?.length ?? 0, rows[0]?.length ?? 0);
  if (width === 0) return "";
  const columns = Array.from({ length: width }, (_, at) => at);
  // GFM has one line of head: names over several levels are put together.
  const names = columns.map((at) =>
    [...new Set(head.map((row) => row[at] ?? "").filter((text) => text !== ""))].join(" / "),
  );
  const rule = columns.map((at) => (isNumeric(rows, at) ? "---:" : "---"));
  const shown = rows.slice(0, mostRows);
  const lines = [names.map(cell), rule, ...shown.map((row) => row.map(cell))].map((row) => `| ${row.join(" | ")} |`);
  const left = rows.length - shown.length;
  return [...lines, ...(left > 0 ? ["", `*${filled(labels.moreRows, { n: numberText(left, labels) })}*`] : [])].join(
    "\n",
  );
};

/** Text that stands in Markdown as it is. */
export const escapeMd = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]#|~$]/g, (character) => `\\${character}`)
    .replace(/(?<=\w)\\_(?=\w)/g, "_");

const cell = (text: string): string => escapeMd(text.replace(/\s+/g, " ").trim()) || " ";

const number = /^[-−+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?\s*%?$/i;

const isNumeric = (rows: readonly (readonly string[])[], at: number): boolean => {
  const filled = rows.map((row) => row[at] ?? "").filter((text) => text !== "" && text !== "null" && text !== "NaN");
  return filled.length > 0 && filled.every((text) => number.test(text));
};
