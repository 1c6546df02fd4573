import { messageOf, usageError } from "../errors.ts";
import { isCellId } from "./cell-id.ts";
import { fieldProblem as problem, shownValue as shown } from "./field-problem.ts";
import { withLiterals } from "./json-number.ts";
import { readJson } from "./json-read.ts";
import { isText, joinLines } from "./lines.ts";
import { cellMetadata, notebookMetadata } from "./metadata.ts";
import { isJsonMime, mapValues } from "./mime.ts";
import type { Json, JsonObject, Notebook, Output } from "./types.ts";
import { type CellWithoutId, withUniqueIds } from "./unique-ids.ts";

/**
 * Reads an .ipynb file of format 4.0 to 4.5 as format 4.5: texts joined, cells without an id or with a taken one given
 * an id that follows from their text and place, unknown fields kept. `name` is the file's name for errors, which tell
 * the cell and the field; `warn` gets a line where ids were taken.
 */
export const parseNotebook = (text: string, name: string, warn: (line: string) => void = () => {}): Notebook => {
  const file = objectAt(readFile(text, name), name, "the file");
  checkVersion(file, name);
  const metadata = notebookMetadata(objectAt(file.metadata ?? {}, name, "metadata"), name, "metadata");
  const written = minorAt(file.nbformat_minor, name);
  const cells = listAt(file.cells, name, "cells").map((cell, index) => readCell(cell, name, index, written));
  const minor = Math.max(written, 5);
  const unique = withUniqueIds(cells, (places) => warn(repeatedIds(name, places)));
  return withLiterals({ ...file, cells: unique, metadata, nbformat: 4, nbformat_minor: minor }, file);
};

const repeatedIds = (name: string, places: readonly number[]): string => {
  const [shown, more] = [places.slice(0, 5).map((place) => place + 1), places.length - 5];
  const cells = `${places.length === 1 ? "cell" : "cells"} ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return `${name}: ${cells} had the id of a cell above and got a new one.`;
};

const readFile = (text: string, name: string): Json => {
  try {
    return readJson(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch (error) {
    throw usageError(
      `${name} is not a notebook: it is not valid JSON (${messageOf(error)}). Restore the file, or save it again in Jupyter.`,
      error,
    );
  }
};

const checkVersion = (file: JsonObject, name: string): void => {
  const { nbformat, worksheets } = file;
  if (nbformat === 4) return;
  if (worksheets !== undefined || (typeof nbformat === "number" && nbformat < 4))
    throw usageError(
      `${name} is a notebook of format ${JSON.stringify(nbformat ?? 3)}, pinbook reads 4.0 to 4.5: convert it with "jupyter nbconvert --to notebook --nbformat 4".`,
    );
  throw usageError(
    `${name} is not a notebook that pinbook reads: nbformat is ${shown(nbformat)}, it must be 4. Save it again in Jupyter as format 4.`,
  );
};

const minorAt = (minor: Json | undefined, name: string): number => {
  if (minor === undefined) return 0;
  if (typeof minor === "number" && Number.isSafeInteger(minor) && minor >= 0) return minor;
  throw problem(name, "nbformat_minor", "a whole number, as 5", minor);
};

const readCell = (value: Json, name: string, index: number, minor: number): CellWithoutId => {
  const where = `cell ${index + 1}`;
  const cell = objectAt(value, name, where);
  return withLiterals(cellOf(cell, name, where, minor), cell);
};

const cellOf = (cell: JsonObject, name: string, where: string, minor: number): CellWithoutId => {
  const { cell_type: type, id: own, ...rest } = cell;
  // Before 4.5 a field of that name was any tool's own, so one that is no id makes place for an id.
  const id = minor < 5 && !isCellId(own) ? undefined : own;
  if (id !== undefined && !isCellId(id))
    throw problem(name, `${where}, id`, "1 to 64 letters, digits, - and _", id, "Delete the field: a new id is made.");
  if (type !== "code" && type !== "markdown" && type !== "raw")
    throw problem(name, `${where}, cell_type`, '"code", "markdown" or "raw"', type);
  const metadata = objectAt(cell.metadata ?? {}, name, `${where}, metadata`);
  const base = {
    ...rest,
    ...(id === undefined ? {} : { id }),
    source: textAt(cell.source, name, `${where}, source`),
    metadata: cellMetadata(metadata, type, name, `${where}, metadata`),
  };
  if (type === "code") return { ...base, cell_type: type, ...readCode(cell, name, where) };
  if (cell.attachments === undefined) return { ...base, cell_type: type };
  const attachments = objectAt(cell.attachments, name, `${where}, attachments`);
  const joined = Object.entries(attachments).map(([file, bundle]) => [
    file,
    bundleAt(bundle, name, `${where}, attachments, ${file}`),
  ]);
  return { ...base, cell_type: type, attachments: Object.fromEntries(joined) };
};

const readCode = (cell: JsonObject, name: string, where: string) => ({
  execution_count: countAt(cell.execution_count, name, `${where}, execution_count`),
  outputs: listAt(cell.outputs ?? [], name, `${where}, outputs`).map((output, at) =>
    readOutput(output, name, `${where}, output ${at + 1}`),
  ),
});

const readOutput = (value: Json, name: string, where: string): Output => {
  const output = objectAt(value, name, where);
  return withLiterals(outputOf(output, name, where), output);
};

const outputOf = (output: JsonObject, name: string, where: string): Output => {
  const { output_type: type } = output;
  if (type === "stream") {
    const { name: stream = "stdout" } = output;
    if (typeof stream !== "string") throw problem(name, `${where}, name`, '"stdout" or "stderr"', stream);
    return { ...output, output_type: type, name: stream, text: textAt(output.text, name, `${where}, text`) };
  }
  if (type === "error") return { ...output, output_type: type, ...readError(output, name, where) };
  if (type !== "display_data" && type !== "execute_result")
    throw problem(name, `${where}, output_type`, '"stream", "display_data", "execute_result" or "error"', type);
  const content = {
    data: bundleAt(output.data, name, `${where}, data`),
    metadata: objectAt(output.metadata ?? {}, name, `${where}, metadata`),
  };
  if (type === "display_data") return { ...output, output_type: type, ...content };
  const count = countAt(output.execution_count, name, `${where}, execution_count`);
  return { ...output, output_type: type, ...content, execution_count: count };
};

const readError = (output: JsonObject, name: string, where: string) => ({
  ename: textAt(output.ename ?? "", name, `${where}, ename`),
  evalue: textAt(output.evalue ?? "", name, `${where}, evalue`),
  traceback: listAt(output.traceback ?? [], name, `${where}, traceback`).map((line, at) =>
    textAt(line, name, `${where}, traceback ${at + 1}`),
  ),
});

const objectAt = (value: Json | undefined, name: string, where: string): JsonObject => {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw problem(name, where, "a JSON object", value);
  return value as JsonObject;
};

const listAt = (value: Json | undefined, name: string, where: string): readonly Json[] => {
  if (!Array.isArray(value)) throw problem(name, where, "a list", value);
  return value;
};

// Texts become one string. Beside types of JSON those of applications hold objects, as Databricks exports them; null is nothing.
const bundleAt = (value: Json | undefined, name: string, where: string): JsonObject =>
  mapValues(objectAt(value, name, where), (mime, content) => {
    const isOwn = content === null || (mime.startsWith("application/") && typeof content === "object");
    return isJsonMime(mime) || (isOwn && !isText(content)) ? content : textAt(content, name, `${where}, ${mime}`);
  });

const textAt = (value: Json | undefined, name: string, where: string): string => {
  if (!isText(value)) throw problem(name, where, "a string or a list of strings", value);
  return joinLines(value);
};

const countAt = (value: Json | undefined, name: string, where: string): number | null => {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw problem(name, where, "a whole number or null", value);
};
