import { withLiterals } from "./json-number.ts";
import { formatFields, formatJson } from "./json-write.ts";
import { splitLines } from "./lines.ts";
import { mapValues, splitBundle } from "./mime.ts";
import type { Cell, Json, JsonObject, Notebook, Output } from "./types.ts";

/**
 * A notebook as the text of its .ipynb file, byte for byte as Jupyter saves it: indented by one, names sorted, texts as
 * lists of lines, a newline at the end.
 */
export const formatNotebook = (notebook: Notebook): string =>
  notebookParts(notebook)
    .map((part) => (typeof part === "string" ? part : formatCell(part)))
    .join("");

/** The text of a notebook's file in parts: text, and cells whose text formatCell gives. For files too large for one string. */
export const notebookParts = (notebook: Notebook): readonly (string | Cell)[] => {
  const file: JsonObject = {
    ...(notebook as unknown as JsonObject),
    metadata: without(notebook.metadata, ["orig_nbformat", "orig_nbformat_minor", "signature"]),
  };
  withLiterals(file, notebook);
  if (notebook.cells.length === 0) return [`${formatFields(file, new Map([["cells", "[]"]]))}\n`];
  // `cells` sorts before the fields of the format, but a file may hold others.
  const around = formatFields(file, new Map([["cells", placeholder]]));
  const at = around.indexOf(`"cells": ${placeholder}`) + '"cells": '.length;
  const between = notebook.cells.flatMap((cell, index) => (index === 0 ? [cell] : [",\n  ", cell]));
  return [`${around.slice(0, at)}[\n  `, ...between, `\n ]${around.slice(at + placeholder.length)}\n`];
};

/** The text of one cell as it stands in its notebook's file. */
export const formatCell = (cell: Cell): string => {
  const known = texts.get(cell);
  if (known !== undefined) return known;
  const text = formatJson(fileCell(cell), "\n  ");
  if (text.length < largeCell) texts.set(cell, text);
  return text;
};

// No JSON: it stands nowhere else.
const placeholder = "\u0000";

// A notebook is saved after every cell, and most of its cells are then as they were; those that are large would weigh twice.
const texts = new WeakMap<Cell, string>();
const largeCell = 1 << 16;

const fileCell = (cell: Cell): JsonObject => {
  const common = {
    ...(cell as unknown as JsonObject),
    source: splitLines(cell.source),
    metadata: without(cell.metadata, ["trusted"]),
  };
  if (cell.cell_type === "code") return withLiterals({ ...common, outputs: cell.outputs.map(outputOf) }, cell);
  if (!cell.attachments) return withLiterals(common, cell);
  const attachments = mapValues(cell.attachments, (_, bundle) => splitBundle(bundle as JsonObject));
  return withLiterals({ ...common, attachments }, cell);
};

const outputOf = (output: Output): JsonObject => withLiterals(fileOutput(output), output);

const fileOutput = (output: Output): JsonObject => {
  if (output.output_type === "stream") return { ...output, text: splitLines(output.text) };
  if (output.output_type === "error") return { ...output };
  return without({ ...output, data: splitBundle(output.data) }, ["displayId"]);
};

// The same object where nothing is to go: it may carry how its numbers were written.
const without = (object: JsonObject, names: readonly string[]): JsonObject =>
  names.some((name) => name in object)
    ? Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)) as [string, Json][])
    : object;
