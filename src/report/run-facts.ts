import { createHash } from "node:crypto";
import { isAbsolute, join, relative } from "node:path";
import type { Notebook } from "../notebook/index.ts";
import { readCommit } from "./commit.ts";
import { readPackages } from "./packages.ts";
import type { RunData, RunFacts } from "./types.ts";

/** What a run's record tells; a runner's record has this form. */
export interface RunRecordLike {
  readonly startedAt: string;
  readonly status: string;
  readonly durationMs: number;
  readonly error?: string;
  readonly node: string;
  readonly pinbook: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly cells: readonly {
    readonly id: string;
    /** SHA-256 of its code. */
    readonly code: string;
    readonly status: string;
    readonly durationMs: number;
    readonly accesses?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly fingerprint: string;
      readonly write?: boolean;
    }[];
  }[];
}

/**
 * How the outputs of a notebook came about: by the record of its last run, where there is one, the packages that its code
 * imports as they are installed from `folder` on, and the commit that is checked out there.
 */
export const readRunFacts = async (
  notebook: Notebook,
  folder: string,
  record: RunRecordLike | undefined,
): Promise<RunFacts> => {
  const commit = await readCommit(folder);
  const installed = await readPackages(notebook, folder);
  const own = record
    ? [
        { name: "node", version: record.node.replace(/^v/, "") },
        { name: "pinbook", version: record.pinbook },
      ]
    : [];
  const packages = [...own, ...installed.filter(({ name }) => !own.some((one) => one.name === name))];
  return {
    ...(record ? await factsOf(record, notebook, folder) : {}),
    ...(packages.length > 0 ? { packages } : {}),
    ...(commit ? { commit } : {}),
  };
};

const factsOf = async (record: RunRecordLike, notebook: Notebook, folder: string): Promise<RunFacts> => {
  const { startedAt, status, durationMs, error, parameters } = record;
  const stale = await staleCells(record, notebook);
  const cells = record.cells.map((cell) => ({
    id: cell.id,
    ...(cell.status === "ok" ? { durationMs: cell.durationMs } : {}),
    ...(stale.has(cell.id) ? { stale: true } : {}),
  }));
  const data = dataOf(record, folder);
  return { startedAt, status, durationMs, parameters, cells, data, ...(error === undefined ? {} : { error }) };
};

// A thing that several cells read is told once, as it was last.
const dataOf = ({ cells }: RunRecordLike, folder: string): readonly RunData[] => {
  const found = new Map<string, RunData>();
  for (const { accesses = [] } of cells)
    for (const { kind, name, fingerprint, write } of accesses)
      found.set(`${kind} ${name} ${write === true}`, {
        kind,
        name: isAbsolute(name) ? shortPath(name, folder) : name,
        version: fingerprint,
        ...(write ? { write } : {}),
      });
  return [...found.values()];
};

// Readers have other folders.
const shortPath = (path: string, folder: string): string => {
  const short = relative(folder, path);
  return short.startsWith(join("..", "..", "..")) || short === "" ? path : short;
};

// Of cells that were edited since, the outputs are of other code; so are those of the cells that hang on them.
const staleCells = async (record: RunRecordLike, notebook: Notebook): Promise<ReadonlySet<string>> => {
  const ran = new Map(record.cells.map(({ id, code }) => [id, code]));
  const edited = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && ran.has(cell.id) && ran.get(cell.id) !== sha256(cell.source) ? [index] : [],
  );
  if (edited.length === 0) return new Set();
  const { cellGraph, dependentsOf } = await import("../notebook/graph/index.ts");
  const graph = cellGraph(notebook);
  const indexes = new Set([...edited, ...edited.flatMap((index) => [...dependentsOf(graph, index)])]);
  return new Set([...indexes].flatMap((index) => notebook.cells[index]?.id ?? []));
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
