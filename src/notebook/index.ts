export { isCellId, newCellId } from "./cell-id.ts";
export { hasTag, newNotebook, pinbookOf, tagsOf, withCell, withOutputs, withPinbook } from "./cells.ts";
export { type CutLimits, type OutputCut, type OutputCutter, outputCutter } from "./cut-outputs.ts";
export { formatCell, formatNotebook, notebookParts } from "./format.ts";
export type { GraphOptions } from "./graph/cell-graph.ts";
export type { ModuleSource } from "./graph/interpreter.ts";
export type { NamedNotebook } from "./graph/notebook-graph.ts";
export type {
  CellEdge,
  CellGraph,
  CellImport,
  CellNode,
  DataUse,
  NotebookEdge,
  NotebookGraph,
  NotebookNode,
} from "./graph/types.ts";
export { keepOutputs } from "./keep-outputs.ts";
export { isTypeScript, notebookLanguage } from "./language.ts";
export { isJsonMime } from "./mime.ts";
export { parseNotebook } from "./parse.ts";
export { fileKind, readNotebook } from "./read.ts";
export { withoutRun } from "./run-notes.ts";
export { formatScript } from "./script/format-script.ts";
export { parseScript } from "./script/parse-script.ts";
export { notebookLead, notebookTitle } from "./text.ts";
export type { Cell, CodeCell, Json, JsonObject, MimeBundle, Notebook, Output, TextCell } from "./types.ts";
