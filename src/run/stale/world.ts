import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../../errors.ts";
import { compareListings, type Listing, type ListingChange, listingChangeText } from "../listing.ts";
import type { RunAccess } from "../types.ts";
import { fileFingerprint } from "./file-fingerprint.ts";
import { readStates } from "./state-file.ts";
import type { CellState } from "./types.ts";

/** What something outside the notebook is now; undefined where that cannot be told. */
export interface Fingerprint {
  (access: RunAccess): Promise<string | undefined>;
  /** A cell ran: what was found before need not hold any more. */
  readonly forget?: () => void;
  /** What a list that a cell read names now; undefined where it is none. */
  readonly listing?: (access: RunAccess) => Promise<Listing | undefined>;
}

/** Something that a cell read or wrote and that is no longer as it was. */
export interface Difference {
  readonly access: RunAccess;
  /** What it is now; undefined where that cannot be told. */
  readonly is: string | undefined;
  /** Why that cannot be told, where something went wrong. */
  readonly problem?: string | undefined;
  /** Of a list what changed in it, where that is known. */
  readonly listing?: ListingChange | undefined;
}

/** What is outside the notebook now, beside what cells found there. */
export interface World {
  /** All that a cell read or wrote and that is not as it was. */
  differences(state: Seen): readonly Difference[];
  /** Why what a cell read or wrote is not as it was; undefined where it is. */
  changed(state: Seen): string | undefined;
}

/** What a cell read and wrote, and its place in the notebook. */
export type Seen = Pick<CellState, "accesses" | "index">;

export interface WorldOptions {
  readonly states: readonly Seen[];
  /** The notebook's own states, where they are in a file; beside it are the other notebooks'. */
  readonly path: string | undefined;
  readonly fingerprint: Fingerprint | undefined;
  /** Gives what a list named that a cell read; where this is given, it is said what changed in it. */
  readonly listingOf?: ((access: RunAccess) => Listing | undefined) | undefined;
}

/** Looks at all that cells read or wrote, each thing once. */
export const createWorld = async ({ states, path, fingerprint, listingOf }: WorldOptions): Promise<World> => {
  const found = new Map<string, string | undefined>();
  const listings = new Map<string, Listing | undefined>();
  const problems = new Map<string, string>();
  const latest = latestOf(states);
  // The latest of each thing first: from there it is least far to what it is now.
  for (const access of latest.flatMap(({ accesses }) => accesses).reverse()) {
    if (access.kind === "file") continue;
    const key = keyOf(access);
    if (found.has(key)) continue;
    const is = await fingerprint?.(access).catch((error: unknown) => void problems.set(key, messageOf(error)));
    found.set(key, is ?? undefined);
    if (listingOf && access.detail !== undefined && is !== access.fingerprint)
      listings.set(key, await fingerprint?.listing?.(access).catch(() => undefined));
  }
  const now = (access: RunAccess): string | undefined =>
    access.kind === "file" ? fileNow(access) : found.get(keyOf(access));
  let others: ReadonlyMap<string, readonly Writer[]> | undefined;
  const differs = (access: RunAccess, index: number): Difference | undefined => {
    const is = now(access);
    if (is === access.fingerprint) return undefined;
    if (is === undefined) return { access, is, problem: problems.get(keyOf(access)) };
    others ??= writersOf(path, latest);
    const later = others.get(keyOf(access))?.find(({ fingerprint, after }) => fingerprint === is && after(index));
    return later ? undefined : { access, is, listing: listingChange(access) };
  };
  const listingChange = (access: RunAccess): ListingChange | undefined => {
    const [before, after] = [listingOf?.(access), listings.get(keyOf(access))];
    return before && after ? compareListings(before, after) : undefined;
  };
  return {
    differences: ({ accesses, index }) => accesses.flatMap((access) => differs(access, index) ?? []),
    changed: ({ accesses, index }) => {
      for (const access of accesses) {
        const found = differs(access, index);
        if (found) return sentence(found);
      }
      return undefined;
    },
  };
};

// One that may not be read cannot be looked at.
const fileNow = ({ name, fingerprint }: RunAccess): string | undefined => {
  try {
    return fileFingerprint(name, fingerprint);
  } catch {
    return undefined;
  }
};

const sentence = ({ access, is, problem, listing }: Difference): string => {
  const what = listing ? `: ${listingChangeText(listing, access.name)}` : "";
  if (is !== undefined) return `${describe(access)} ${verbOf(access, is)}${what}`;
  return `${describe(access)} cannot be looked at from here${problem === undefined ? "" : `: ${problem}`}`;
};

interface Writer {
  readonly fingerprint: string;
  /** Whether it comes after this place in the notebook: what it wrote is not for cells above it. */
  readonly after: (index: number) => boolean;
}

/** Who wrote a thing last, by thing: cells further down and notebooks that come later leave those above fresh. */
const writersOf = (path: string | undefined, own: readonly Seen[]): ReadonlyMap<string, readonly Writer[]> => {
  const writers = new Map<string, Writer[]>();
  const add = (states: readonly Seen[], after: (state: Seen) => Writer["after"]): void => {
    for (const state of states)
      for (const access of state.accesses.filter(({ write }) => write)) {
        const all = writers.get(keyOf(access)) ?? [];
        all.push({ fingerprint: access.fingerprint, after: after(state) });
        writers.set(keyOf(access), all);
      }
  };
  add(own, (state) => (index) => state.index > index);
  if (path === undefined) return writers;
  const name = basename(path);
  for (const other of readdirSync(dirname(path)).filter(
    (file) => file.endsWith(".jsonl") && compareNotebooks(file, name) > 0,
  ))
    add(latestOf(readStates(join(dirname(path), other)).states), () => () => true);
  return writers;
};

/** By the number with which their names begin, then by name. */
export const compareNotebooks = (a: string, b: string): number =>
  (Number.parseInt(a, 10) || 0) - (Number.parseInt(b, 10) || 0) || (a < b ? -1 : a > b ? 1 : 0);

/** The last state of each cell, and earlier ones that may fit again. */
const latestOf = <T extends Seen>(states: readonly T[]): readonly T[] => states;

const keyOf = ({ kind, name }: RunAccess): string => `${kind} ${name}`;

const describe = ({ kind, name, write }: RunAccess): string =>
  `${nouns[kind] ?? kind} ${name.split("\n")[0]}, which it ${write ? "wrote" : "read"},`;

const nouns: Readonly<Record<string, string>> = {
  file: "the file",
  listing: "the list of objects under",
  object: "the object",
  topic: "the topic",
  table: "the table",
  stream: "the stream",
  rows: "the rows of",
  env: "the variable",
};

const verbOf = ({ fingerprint }: RunAccess, is: string): string => {
  if (is === "absent") return "is gone";
  return fingerprint === "absent" ? "is there now" : "changed";
};
