import { resolve } from "node:path";
import type { RunAccess, RunRecordFile } from "../types.ts";
import { statePath } from "./state-file.ts";
import { createWorld, type Difference, type Fingerprint } from "./world.ts";

/** Something outside the notebook that is not as the cell found or left it; `unseen` where nobody could look. */
export interface OutsideChange {
  readonly kind: string;
  readonly name: string;
  readonly change: "changed" | "gone" | "new" | "unseen";
}

export interface OutsideChangesOptions {
  /** Where runs keep what they know. */
  readonly home: string;
  readonly fingerprint?: Fingerprint | undefined;
  /** Milliseconds that looking may take; 3000 unless given. */
  readonly patience?: number;
}

/**
 * What the cells of a run read or wrote and is another now, by the cell's id; runs nothing. What cells further down or later
 * notebooks wrote since counts as unchanged, as in a rerun.
 */
export const outsideChanges = async (
  { file, cells }: Pick<RunRecordFile, "file" | "cells">,
  { home, fingerprint, patience = 3000 }: OutsideChangesOptions,
): Promise<ReadonlyMap<string, readonly OutsideChange[]>> => {
  const states = cells.map(({ index, accesses = [] }) => ({ index, accesses }));
  const all = states.flatMap(({ accesses }) => accesses).filter(({ kind }) => kind !== "file");
  const found = fingerprint ? await lookAll(all, fingerprint, patience) : new Map<string, string | undefined>();
  const world = await createWorld({
    states,
    path: file === undefined ? undefined : statePath(resolve(home), file),
    fingerprint: async (access) => found.get(keyOf(access)),
  });
  return new Map(
    cells.flatMap(({ id }, at) => {
      const differences = states[at] ? world.differences(states[at]).map(changeOf) : [];
      return differences.length > 0 ? [[id, differences] as const] : [];
    }),
  );
};

const keyOf = ({ kind, name }: RunAccess): string => `${kind} ${name}`;

// All at once, and none longer than a reader waits: a cluster that is away is no reason to have no report.
const lookAll = async (accesses: readonly RunAccess[], fingerprint: Fingerprint, patience: number) => {
  const found = new Map<string, string | undefined>();
  const each = new Map(accesses.map((access) => [keyOf(access), access]));
  const looks = [...each].map(async ([key, access]) => {
    found.set(key, await fingerprint(access).catch(() => undefined));
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((end) => {
    timer = setTimeout(end, patience);
  });
  await Promise.race([Promise.all(looks), late]);
  clearTimeout(timer);
  return found;
};

const changeOf = ({ access, is }: Difference): OutsideChange => {
  const { kind, name, fingerprint } = access;
  const unseen = is === undefined || fingerprint === "unknown";
  const change = unseen ? "unseen" : is === "absent" ? "gone" : fingerprint === "absent" ? "new" : "changed";
  return { kind, name, change };
};
