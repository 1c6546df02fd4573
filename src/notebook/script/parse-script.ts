import { usageError } from "../../errors.ts";
import { isCellId } from "../cell-id.ts";
import { withLiterals } from "../json-number.ts";
import { cellMetadata, notebookMetadata } from "../metadata.ts";
import type { Json, JsonObject, Notebook } from "../types.ts";
import { type CellWithoutId, withUniqueIds } from "../unique-ids.ts";
import { uncommentText, unescapeCode } from "./comment.ts";
import { readHeader } from "./header.ts";
import { isActive } from "./language.ts";
import { type Marker, parseMarker } from "./marker.ts";
import { type Section, splitSections } from "./sections.ts";

/**
 * Reads a script in percent format (`// %%`), pinbook's or jupytext's, as a notebook without outputs. What stands before
 * the first marker is a code cell; so is a whole script without markers. Ids that a marker does not name follow from the
 * cell's text and place. `name` is the file's name for errors, which tell the line.
 */
export const parseScript = (text: string, name: string): Notebook => {
  const lines = linesOf(text);
  const header = readHeader(lines, name);
  const cells = splitSections(lines, header.lines).map((section) => readCell(section, name));
  const front = header.frontMatter === undefined ? [] : [rawCell(header.frontMatter)];
  const { nbformat_minor: minor = 5 } = header.fields;
  if (!(typeof minor === "number" && Number.isSafeInteger(minor) && minor >= 5))
    throw usageError(
      `${name}, its header: nbformat_minor must be a whole number, 5 or more, it is ${JSON.stringify(minor)}. Mend or delete the line.`,
    );
  const notebook = {
    ...{ ...header.fields, nbformat: 4 as const, nbformat_minor: minor },
    metadata: notebookMetadata(header.metadata, name, "its header"),
    cells: withUniqueIds([...front, ...cells]),
  };
  return withLiterals(notebook, header.fields);
};

// A file whose every line ends in CRLF comes from an editor of Windows; a lone CR is part of a cell.
const linesOf = (text: string): readonly string[] => {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  const lines = body.split("\n");
  const ended = lines.slice(0, -1);
  if (ended.length === 0 || !ended.every((line) => line.endsWith("\r"))) return lines;
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
};

const rawCell = (source: string): CellWithoutId => ({ cell_type: "raw", metadata: {}, source });

const readCell = ({ marker: line, at, lines }: Section, name: string): CellWithoutId => {
  const where = `${name}, line ${at + 1}`;
  const marker = line === undefined ? none : parseMarker(line, where);
  const { id, language, magic_args: args, metadata: clashing, cell: fields, attachments, ...values } = marker.values;
  if (id !== undefined && !isCellId(id))
    throw usageError(
      `${where}: the cell's id is ${JSON.stringify(id)}, it must be 1 to 64 letters, digits, - and _. Delete it: a new id is made.`,
    );
  const foreign = typeof language === "string" && language !== "typescript" ? language : undefined;
  const own = withLiterals(
    { ...titleOf(marker), ...values, ...(foreign === undefined ? present({ language, magic_args: args }) : {}) },
    marker.values,
  );
  const { metadata: found, type } = typeOf(merged(own, objectAt(clashing, `${where}, metadata`)), marker, where);
  const metadata = cellMetadata(found, type, name, `line ${at + 1}`);
  const unknown = objectAt(fields, `${where}, cell`);
  const base = withLiterals({ ...unknown, ...present({ id, attachments }), metadata }, unknown);
  if (type !== "code") {
    objectAt(attachments, `${where}, attachments`);
    return withLiterals({ ...base, cell_type: type, source: textOf(lines, marker).join("\n") }, base) as CellWithoutId;
  }
  const code = foreign !== undefined || !isActive(metadata, "ts") ? uncommentText(lines) : unescapeCode(lines);
  const magic = foreign === undefined ? "" : `%%${foreign}${typeof args === "string" ? ` ${args}` : ""}\n`;
  const source = magic + code.join("\n");
  return withLiterals({ ...base, cell_type: type, source, execution_count: null, outputs: [] }, base) as CellWithoutId;
};

// A raw cell whose marker does not say so is code that is live in the script alone, where it is.
const textOf = (lines: readonly string[], { type, values }: Marker): readonly string[] =>
  type === undefined && isActive(values, "ts") ? lines : uncommentText(lines, type !== undefined);

const merged = (own: JsonObject, more: JsonObject): JsonObject =>
  withLiterals(withLiterals({ ...own, ...more }, own), more);

const present = (fields: { readonly [name: string]: Json | undefined }): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject;

const none: Marker = { depth: 0, title: "", type: undefined, values: {} };

const titleOf = ({ depth, title }: Marker): JsonObject => ({
  ...(depth === 0 ? {} : { cell_depth: depth }),
  ...(title === "" ? {} : { title }),
});

// Code that is live in no notebook is a raw cell for jupytext.
const typeOf = (metadata: JsonObject, { type }: Marker, where: string) => {
  if (type === "markdown" || type === "raw" || type === "code") return { metadata, type } as const;
  if (type === "md") return { metadata, type: "markdown" } as const;
  if (type !== undefined)
    throw usageError(`${where}: a cell is no ${JSON.stringify(type)}: use [markdown] or [raw], or nothing for code.`);
  if (isActive(metadata, "ipynb")) return { metadata, type: "code" } as const;
  const { active, ...rest } = metadata;
  return { metadata: active === "" ? rest : metadata, type: "raw" } as const;
};

const objectAt = (value: Json | undefined, where: string): JsonObject => {
  if (value === undefined) return {};
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as JsonObject;
  throw usageError(`${where}: must be a JSON object, as in ${where.split(" ").at(-1)}={"name": 1}. Correct the line.`);
};
