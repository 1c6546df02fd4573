import { createHash } from "node:crypto";
import type { Notebook } from "../notebook/index.ts";
import type { RunRecordLike } from "./run-facts.ts";
import type { DataChange, StaleReason } from "./types.ts";

export interface StaleOptions {
  readonly notebook: Notebook;
  readonly record: RunRecordLike;
  /** What cells read or wrote and is another now, by the cell's id. */
  readonly changes: ReadonlyMap<string, readonly DataChange[]>;
}

/** The cells whose outputs are out of date, with the reasons: edited ones, those whose data changed, and those that hang on them. */
export const staleCells = async ({
  notebook,
  record,
  changes,
}: StaleOptions): Promise<ReadonlyMap<string, readonly StaleReason[]>> => {
  const ran = new Map(record.cells.map(({ id, code }) => [id, code]));
  const own = new Map<number, readonly StaleReason[]>();
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code" || !ran.has(cell.id)) continue;
    const isEdited = ran.get(cell.id) !== sha256(cell.source);
    const data = (changes.get(cell.id) ?? []).filter(({ change }) => change !== "unseen");
    const reasons: readonly StaleReason[] = [...(isEdited ? (["edited"] as const) : []), ...data];
    if (reasons.length > 0) own.set(index, reasons);
  }
  if (own.size === 0) return new Map();
  const { cellGraph, dependentsOf } = await import("../notebook/graph/index.ts");
  const graph = cellGraph(notebook);
  const hanging = new Set([...own.keys()].flatMap((index) => [...dependentsOf(graph, index)]));
  const indexes = [...new Set([...own.keys(), ...hanging])].sort((a, b) => a - b);
  return new Map(
    indexes.map((index) => [
      notebook.cells[index]?.id ?? "",
      [...(own.get(index) ?? []), ...(hanging.has(index) ? (["needs"] as const) : [])],
    ]),
  );
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
