import { isAbsolute, join, relative } from "node:path";
import type { Notebook } from "../notebook/index.ts";
import { readCommit } from "./commit.ts";
import { readPackages } from "./packages.ts";
import { type StaleOptions, staleCells } from "./stale-cells.ts";
import type { DataChange, RunData, RunFacts } from "./types.ts";

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
 * imports as they are installed from `folder` on, and the commit that is checked out there. `changes` are those of what
 * its cells read or wrote since that run, by the cell's id.
 */
export const readRunFacts = async (
  notebook: Notebook,
  folder: string,
  record: RunRecordLike | undefined,
  changes: ReadonlyMap<string, readonly DataChange[]> = new Map(),
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
    ...(record ? await factsOf({ record, notebook, folder, changes }) : {}),
    ...(packages.length > 0 ? { packages } : {}),
    ...(commit ? { commit } : {}),
  };
};

interface FactsOptions extends StaleOptions {
  readonly record: RunRecordLike;
  readonly folder: string;
}

const factsOf = async ({ record, notebook, folder, changes: found }: FactsOptions): Promise<RunFacts> => {
  const { startedAt, status, durationMs, error, parameters } = record;
  const changes = new Map([...found].map(([id, all]) => [id, all.map((one) => named(one, folder))]));
  const stale = await staleCells({ record, notebook, changes });
  const cells = record.cells.map((cell) => {
    const reasons = stale.get(cell.id);
    return {
      id: cell.id,
      ...(cell.status === "ok" ? { durationMs: cell.durationMs } : {}),
      ...(reasons ? { stale: reasons } : {}),
    };
  });
  const unseen = new Map(
    [...changes.values()].flat().flatMap((one) => (one.change === "unseen" ? [[`${one.kind} ${one.name}`, one]] : [])),
  );
  return {
    ...{ startedAt, status, durationMs, parameters, cells },
    data: dataOf(record, folder),
    ...(unseen.size > 0 ? { unseen: [...unseen.values()] } : {}),
    ...(error === undefined ? {} : { error }),
  };
};

// A thing that several cells read is told once, as it was last.
const dataOf = ({ cells }: RunRecordLike, folder: string): readonly RunData[] => {
  const found = new Map<string, RunData>();
  for (const { accesses = [] } of cells)
    for (const { kind, name, fingerprint, write } of accesses)
      found.set(`${kind} ${name} ${write === true}`, {
        ...named({ kind, name }, folder),
        version: fingerprint,
        ...(write ? { write } : {}),
      });
  return [...found.values()];
};

const named = <T extends { readonly name: string }>(thing: T, folder: string): T => {
  const [, path, item = ""] = /^(?:file:(?:\/\/)?)?(\/[^#]*)(#[\s\S]*)?$/.exec(thing.name) ?? [];
  if (path !== undefined) return { ...thing, name: shortPath(path, folder) + item };
  return isAbsolute(thing.name) ? { ...thing, name: shortPath(thing.name, folder) } : thing;
};

// Readers have other folders.
const shortPath = (path: string, folder: string): string => {
  const short = relative(folder, path);
  return short.startsWith(join("..", "..", "..")) || short === "" ? path : short;
};
