import { usageError } from "../../errors.ts";
import { newCellId } from "../cell-id.ts";
import { withLiterals } from "../json-number.ts";
import { withoutRun } from "../run-notes.ts";
import type { Cell, CodeCell, Json, JsonObject, Notebook } from "../types.ts";
import { commentText, escapeCode } from "./comment.ts";
import { formatHeader } from "./header.ts";
import { isActive, scriptLanguages } from "./language.ts";
import { formatMarker, isTitle, isValueName, type Marker } from "./marker.ts";

/**
 * A notebook as a script in percent format, as jupytext writes and reads it: a marker a cell (`// %% [markdown]`), text
 * and foreign languages' code as comments, magics commented, metadata, tags and ids in the markers, the notebook's own
 * metadata in a header. All but outputs, execution counts and what runs noted is kept.
 */
export const formatScript = (notebook: Notebook): string => {
  const blocks = notebook.cells.map((cell, index) => formatCell(withoutRun(cell), index));
  return [...formatHeader(notebook), ...blocks.flat()].join("\n");
};

const formatCell = (cell: Cell, index: number): readonly string[] => {
  if (/\p{Cs}/u.test(cell.source))
    throw usageError(
      `cell ${index + 1}, source: holds half of a surrogate pair, which no text file can hold. Correct the character in Jupyter.`,
    );
  if (cell.cell_type !== "code")
    return [formatMarker(markerOf(cell, index, {}, cell.cell_type)), ...commentText(linesOf(cell.source), true), ""];
  const { language, source } = foreignCode(cell);
  const lines = linesOf(source);
  const commented = "language" in language || !isActive(cell.metadata, "ts");
  return [
    formatMarker(markerOf(cell, index, language, isActive(cell.metadata, "ipynb") ? undefined : "code")),
    ...(commented ? commentText(lines) : escapeCode(lines)),
    "",
  ];
};

const linesOf = (source: string): readonly string[] => (source === "" ? [] : source.split("\n"));

/** A cell magic that names a language goes to the marker: `%%bash -x` as `language="bash" magic_args="-x"`. */
const foreignCode = (cell: CodeCell): { readonly language: JsonObject; readonly source: string } => {
  const [first, name = "", args, source = ""] = /^%%(\w+)(?: ([^\n]+))?\n(.*)$/s.exec(cell.source) ?? [];
  if (first === undefined || !scriptLanguages.has(name)) return { language: {}, source: cell.source };
  return { language: { language: name, ...(args === undefined ? {} : { magic_args: args }) }, source };
};

const markerOf = (cell: Cell, index: number, language: JsonObject, type: string | undefined): Marker => {
  const { id, source, metadata, cell_type: _, ...fields } = cell as Cell & JsonObject;
  const { attachments, ...others } = fields as JsonObject;
  const { outputs: _outputs, execution_count: _count, ...ofCode } = others;
  const unknown = cell.cell_type === "code" ? ofCode : others;
  const title = isTitle(metadata.title) ? metadata.title : "";
  const depth = depthOf(metadata.cell_depth);
  const shown = { ...(title === "" ? {} : { title }), ...(depth === 0 ? {} : { cell_depth: depth }) };
  const names = Object.keys(metadata).filter((name) => !Object.hasOwn(shown, name));
  const values = Object.fromEntries([
    ...(id === newCellId(source, index, new Set()) ? [] : [["id", id]]),
    ...Object.entries(language),
    ...names.filter((name) => !isReserved(name)).map((name) => [name, metadata[name]]),
    ...unlessEmpty("metadata", pick(metadata, names.filter(isReserved))),
    ...(attachments === undefined ? [] : [["attachments", attachments]]),
    ...unlessEmpty("cell", withLiterals(unknown, cell)),
  ] as readonly (readonly [string, Json])[]);
  return { depth, title, type, values: withLiterals(values, metadata) };
};

const isReserved = (name: string): boolean => reserved.has(name) || !isValueName(name);

const reserved: ReadonlySet<string> = new Set([
  ...["id", "metadata", "attachments", "cell", "cell_type", "language", "magic_args", "region_name"],
  ...["title", "cell_depth", "__proto__"],
]);

const depthOf = (value: Json | undefined): number =>
  typeof value === "number" && Number.isInteger(value) && value > 0 && value < 10 ? value : 0;

const unlessEmpty = (name: string, value: JsonObject): readonly (readonly [string, Json])[] =>
  Object.keys(value).length === 0 ? [] : [[name, value]];

const pick = (object: JsonObject, names: readonly string[]): JsonObject =>
  withLiterals(Object.fromEntries(names.map((name) => [name, object[name] ?? null])), object);
