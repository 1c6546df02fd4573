import { hasTag, type Notebook, pinbookOf } from "../../notebook/index.ts";
import { cellTitle } from "../cell-title.ts";
import { type Listing, listingOf } from "../listing.ts";
import { digestOf, sha256 } from "../run-record.ts";
import type { OutputDigest, RunAccess, RunRecordFile } from "../types.ts";

/** A notebook as it ended, of a run's record or of a file: one side of a comparison. */
export interface RunSide {
  readonly name: string;
  /** The run, where it is one that has a record. */
  readonly run?: Pick<RunRecordFile, "id" | "startedAt" | "file" | "out">;
  readonly status: string;
  /** Milliseconds; undefined where it is not known. */
  readonly durationMs?: number;
  /** Texts in TypeScript. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What was read outside the notebook, with its fingerprint. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Of those that are lists, what they named, where that is still known. */
  readonly listings?: Readonly<Record<string, Listing>>;
  readonly cells: readonly SideCell[];
}

export interface SideCell {
  readonly id: string;
  readonly index: number;
  readonly title: string;
  /** SHA-256 of its code. */
  readonly code: string;
  /** The code itself, where it is known. */
  readonly source?: string;
  readonly status: string;
  readonly durationMs?: number;
  readonly outputs: readonly OutputDigest[];
}

/** A run as its record tells it; `get` gives what is kept in the cache. */
export const sideOfRecord = (
  record: RunRecordFile,
  get: (hash: string) => Uint8Array | undefined = () => undefined,
): RunSide => {
  const { name, status, durationMs, parameters, cells, id, startedAt, file, out } = record;
  const run = { id, startedAt, ...(file === undefined ? {} : { file }), ...(out === undefined ? {} : { out }) };
  const accesses = cells.flatMap((cell) => cell.accesses ?? []).filter((access) => access.write !== true);
  const inputs = Object.fromEntries(accesses.map((access) => [nameOf(access), contentOf(access)]));
  const listings = Object.fromEntries(
    accesses.flatMap((access) => {
      const listing = listingOf(access, get);
      return listing ? [[nameOf(access), listing]] : [];
    }),
  );
  return { name, run, status, durationMs, parameters, inputs, listings, cells: cells.filter((cell) => !cell.injected) };
};

const nameOf = ({ kind, name }: RunAccess): string => `${kind} ${name}`;

// A file that was written again with the same content is the same input.
const contentOf = ({ kind, fingerprint }: RunAccess): string =>
  kind === "file" ? fingerprint.replace(/^(\d+)-\d+-/, "$1-") : fingerprint;

/** A notebook as its file tells it, with the parameters that it has. */
export const sideOfNotebook = (
  name: string,
  notebook: Notebook,
  parameters: Readonly<Record<string, string>>,
): RunSide => {
  const cells = notebook.cells.flatMap((cell, index): readonly SideCell[] => {
    if (cell.cell_type !== "code" || hasTag(cell, "injected-parameters")) return [];
    const { status } = pinbookOf(cell);
    return [
      {
        id: cell.id,
        index,
        title: cellTitle(cell.source),
        code: sha256(cell.source),
        source: cell.source,
        status: typeof status === "string" ? status : cell.execution_count === null ? "never-ran" : "ok",
        outputs: cell.outputs.map(digestOf),
      },
    ];
  });
  const worst = ["died", "timed-out", "failed", "cancelled", "never-ran"].find((status) =>
    cells.some((cell) => cell.status === status),
  );
  return { name, status: worst ?? "ok", parameters, inputs: {}, cells };
};
