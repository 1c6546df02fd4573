import { pinbookOf } from "./cells.ts";
import { withLiterals } from "./json-number.ts";
import type { Cell, Json, JsonObject } from "./types.ts";

/** The cell as if it had never run: without outputs, execution count and what runs and front ends noted of running it. */
export const withoutRun = <C extends Cell>(cell: C): C => {
  const metadata = withLiterals(
    filter(cell.metadata, (name) => !runMetadata.has(name)),
    cell.metadata,
  );
  const notes = withLiterals(
    filter(pinbookOf(cell), (name) => !runNotes.has(name)),
    pinbookOf(cell),
  );
  const { pinbook, ...rest } = metadata;
  const cleaned = isObject(pinbook) && Object.keys(notes).length < Object.keys(pinbook).length;
  const kept = !cleaned ? metadata : Object.keys(notes).length === 0 ? rest : { ...rest, pinbook: notes };
  const bare = withLiterals({ ...cell, metadata: withLiterals(kept, cell.metadata) }, cell);
  return cell.cell_type === "code" ? withLiterals({ ...bare, execution_count: null, outputs: [] }, cell) : bare;
};

/** What runs noted in the cell's metadata, alone. */
export const runNotesOf = (cell: Cell): JsonObject => {
  const notes = filter(pinbookOf(cell), (name) => runNotes.has(name));
  return {
    ...filter(cell.metadata, (name) => runMetadata.has(name)),
    ...(Object.keys(notes).length === 0 ? {} : { pinbook: notes }),
  };
};

// Written by a run or a front end on its own, never by a person.
const runMetadata: ReadonlySet<string> = new Set(["ExecuteTime", "execution", "papermill", "trusted"]);
const runNotes: ReadonlySet<string> = new Set(["status"]);

const filter = (object: JsonObject, keep: (name: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => keep(name)) as [string, Json][]);

const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);
