import { withLiterals } from "./json-number.ts";
import { formatFields, formatJson } from "./json-write.ts";
import { splitLines } from "./lines.ts";
import { mapValues, splitBundle } from "./mime.ts";
import type { Cell, Json, JsonObject, Notebook, Output } from "./types.ts";

/**
 * A notebook as the text of its .ipynb file, byte for byte as Jupyter saves it: indented by one, names sorted, texts as
 * lists of lines, a newline at the end.
 */
export const formatNotebook = (notebook: Notebook): string => {
  const file: JsonObject = {
    ...(notebook as unknown as JsonObject),
    metadata: without(notebook.metadata, ["orig_nbformat", "orig_nbformat_minor", "signature"]),
  };
  const cells = notebook.cells.length === 0 ? "[]" : `[\n  ${notebook.cells.map(cellText).join(",\n  ")}\n ]`;
  withLiterals(file, notebook);
  return `${formatFields(file, new Map([["cells", cells]]))}\n`;
};

// A notebook is saved after every cell, and most of its cells are then as they were.
const texts = new WeakMap<Cell, string>();

const cellText = (cell: Cell): string => {
  const known = texts.get(cell);
  if (known !== undefined) return known;
  const text = formatJson(fileCell(cell), "\n  ");
  texts.set(cell, text);
  return text;
};

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
