import { withLiterals } from "./json-number.ts";
import type { Cell, CodeCell, Json, JsonObject, Notebook, Output } from "./types.ts";

/** The cell's tags (`metadata.tags`), none where there are none. */
export const tagsOf = (cell: Cell): readonly string[] => {
  const { tags } = cell.metadata;
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : [];
};

/** Whether the cell has a tag. */
export const hasTag = (cell: Cell, tag: string): boolean => tagsOf(cell).includes(tag);

/** What pinbook noted in a cell (`metadata.pinbook`), an empty object where it noted nothing. */
export const pinbookOf = (cell: Cell): JsonObject => {
  const { pinbook } = cell.metadata;
  return pinbook !== null && typeof pinbook === "object" && !Array.isArray(pinbook) ? (pinbook as JsonObject) : {};
};

/** The cell with these names of `metadata.pinbook` set; other metadata stays. */
export const withPinbook = <C extends Cell>(cell: C, values: { readonly [name: string]: Json }): C => ({
  ...cell,
  metadata: withLiterals(
    { ...cell.metadata, pinbook: withLiterals({ ...pinbookOf(cell), ...values }, pinbookOf(cell)) },
    cell.metadata,
  ),
});

/** The cell with these outputs and this execution count. */
export const withOutputs = (cell: CodeCell, outputs: readonly Output[], executionCount: number | null): CodeCell => ({
  ...cell,
  execution_count: executionCount,
  outputs,
});

/** The notebook with the cell at `index` replaced. */
export const withCell = (notebook: Notebook, index: number, cell: Cell): Notebook => ({
  ...notebook,
  cells: notebook.cells.with(index, cell),
});

/** A notebook of these cells, for TypeScript. */
export const newNotebook = (cells: readonly Cell[], metadata: JsonObject = {}): Notebook => ({
  cells,
  metadata: {
    kernelspec: { display_name: "TypeScript (pinbook)", language: "typescript", name: "pinbook" },
    language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
    ...metadata,
  },
  nbformat: 4,
  nbformat_minor: 5,
});
