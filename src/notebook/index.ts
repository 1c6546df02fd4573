export { isCellId, newCellId } from "./cell-id.ts";
export { hasTag, newNotebook, pinbookOf, tagsOf, withCell, withOutputs, withPinbook } from "./cells.ts";
export { formatNotebook } from "./format.ts";
export { ancestorsOf, dependentsOf } from "./graph/reach.ts";
export type { CellEdge, CellGraph, CellImport, CellNode, DataUse } from "./graph/types.ts";
export { isJsonMime } from "./mime.ts";
export { parseNotebook } from "./parse.ts";
export { notebookLead, notebookText, notebookTitle } from "./text.ts";
export type { Cell, CodeCell, Json, JsonObject, MimeBundle, Notebook, Output, TextCell } from "./types.ts";
