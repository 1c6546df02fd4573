import { lineDiff } from "../../line-diff.ts";
import type { Output } from "../../notebook/index.ts";
import { withoutAnsi } from "../ansi.ts";
import { plainText } from "../plain-text.ts";
import { readTables, type TextTable } from "../read-table.ts";
import { sanitizeHtml } from "../sanitize.ts";
import { type TableChanges, tableChanges } from "./table-changes.ts";

/** What became of an output. */
export type OutputChange =
  | {
      readonly kind: "table";
      readonly changes: TableChanges;
      /** How many rows the tables have, also those that the outputs do not hold. */
      readonly counts: readonly [number, number];
      /** Whether the outputs hold all rows. */
      readonly isWhole: boolean;
    }
  | {
      readonly kind: "number";
      readonly before: number;
      readonly after: number;
      readonly texts: readonly [string, string];
    }
  | { readonly kind: "picture"; readonly before: Output; readonly after: Output }
  | { readonly kind: "text"; readonly diff: string }
  | { readonly kind: "added" | "removed"; readonly output: Output }
  /** The earlier one was too large to be kept. */
  | { readonly kind: "too-large" };

/** Compares the outputs of a cell one by one; what is the same is left out. */
export const outputChanges = (
  before: readonly (Output | null)[],
  after: readonly Output[],
): readonly OutputChange[] => {
  const [a, b] = [joined(before), joined(after)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => changeOf(a[at], b[at])).flatMap(
    (change) => change ?? [],
  );
};

// What came in several pieces is one text.
const joined = (outputs: readonly (Output | null)[]): readonly (Output | null)[] => {
  const found: (Output | null)[] = [];
  for (const output of outputs) {
    const last = found.at(-1);
    if (output?.output_type === "stream" && last?.output_type === "stream" && last.name === output.name)
      found[found.length - 1] = { ...output, text: last.text + output.text };
    else found.push(output);
  }
  return found;
};

const changeOf = (a: Output | null | undefined, b: Output | null | undefined): OutputChange | undefined => {
  if (b === undefined) return a ? { kind: "removed", output: a } : undefined;
  if (a === undefined) return b ? { kind: "added", output: b } : undefined;
  if (a === null || b === null) return { kind: "too-large" };
  return tableChange(a, b) ?? (isTable(a) && isTable(b) ? undefined : (pictureChange(a, b) ?? otherChange(a, b)));
};

const htmlOf = (output: Output): string => {
  const html = "data" in output ? output.data["text/html"] : undefined;
  return typeof html === "string" && /<table[\s>]/i.test(html) ? html : "";
};
const isTable = (output: Output): boolean => htmlOf(output) !== "";

const tableChange = (a: Output, b: Output): OutputChange | undefined => {
  if (!isTable(a) || !isTable(b) || htmlOf(a) === htmlOf(b)) return undefined;
  const [one, other] = [tableOf(a), tableOf(b)];
  const changes = tableChanges(one.table, other.table);
  const counts = [one.count, other.count] as const;
  if (changes.rows.length === 0 && changes.added.length + changes.removed.length === 0 && counts[0] === counts[1])
    return undefined;
  return {
    kind: "table",
    changes,
    counts,
    isWhole: one.count === one.table.rows.length && other.count === other.table.rows.length,
  };
};

const tableOf = (output: Output): { readonly table: TextTable; readonly count: number } => {
  const parts = readTables(sanitizeHtml(htmlOf(output)));
  const table = parts.flatMap((part) => ("table" in part ? [part.table] : []))[0] ?? { head: [], rows: [] };
  // Frames and pandas say below a table how many rows there are.
  const below = parts.map((part) => ("html" in part ? plainText(part.html) : "")).join(" ");
  const said = /([\d,]+) rows? ×/.exec(below)?.[1]?.replaceAll(",", "");
  return { table, count: said === undefined ? table.rows.length : Number(said) };
};

const pictureChange = (a: Output, b: Output): OutputChange | undefined => {
  const [one, other] = [pictureOf(a), pictureOf(b)];
  if (one === undefined || other === undefined) return undefined;
  return one === other ? undefined : { kind: "picture", before: a, after: b };
};

const pictureOf = (output: Output): string | undefined => {
  if (!("data" in output)) return undefined;
  const found = ["image/svg+xml", "image/png", "image/jpeg"]
    .map((type) => output.data[type])
    .find((content) => typeof content === "string");
  return typeof found === "string" ? found : undefined;
};

const otherChange = (a: Output, b: Output): OutputChange | undefined => {
  if (pictureOf(a) !== undefined && pictureOf(b) !== undefined) return undefined;
  const [before, after] = [textOf(a).trim(), textOf(b).trim()];
  if (before === after) return undefined;
  const [one, other] = [numberOf(before), numberOf(after)];
  if (one !== undefined && other !== undefined)
    return { kind: "number", before: one, after: other, texts: [before, after] };
  return { kind: "text", diff: lineDiff(before, after) };
};

const numberOf = (text: string): number | undefined => {
  const plain = text.replaceAll(",", "").replace(/n$/, "");
  return /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
};

const textOf = (output: Output): string => {
  if (output.output_type === "stream") return withoutAnsi(output.text);
  if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
  const { data } = output;
  for (const type of ["text/plain", "text/markdown"]) if (typeof data[type] === "string") return data[type];
  if (typeof data["text/html"] === "string") return plainText(sanitizeHtml(data["text/html"]));
  return JSON.stringify(data["application/json"] ?? Object.keys(data));
};
