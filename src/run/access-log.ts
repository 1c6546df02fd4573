import type { LazyAccess } from "../access.ts";
import { packListing } from "./listing.ts";
import { fileFingerprint } from "./stale/file-fingerprint.ts";
import type { RunAccess } from "./types.ts";

/** What one cell reads and writes, each thing once. */
export interface AccessLog {
  add(access: LazyAccess): void;
  /** All so far: what was only written, or written at all, as it is now; what was read, as it was at the first time. `keep` takes what lists named, and gives its hash. */
  accesses(keep?: (bytes: Uint8Array) => string | undefined): readonly RunAccess[];
}

export const createAccessLog = (): AccessLog => {
  const reads = new Map<string, RunAccess>();
  const writes = new Map<string, RunAccess>();
  const listings: string[] = [];
  const hints = new Map<string, () => string>();
  const entries = new Map<string, NonNullable<LazyAccess["entries"]>>();
  const finish = ([key, access]: [string, RunAccess]): RunAccess => {
    const hint = access.fingerprint === "" ? hints.get(key) : undefined;
    return { ...finished(access), ...(hint ? { hint: hint() } : {}) };
  };
  const listed = (key: string, keep: (bytes: Uint8Array) => string | undefined): Pick<RunAccess, "detail"> => {
    const list = entries.get(key)?.();
    const bytes = list && packListing(list);
    const detail = bytes && keep(bytes);
    return detail === undefined ? {} : { detail };
  };
  return {
    add: ({ kind, name, fingerprint, write, hint, entries: list }) => {
      const key = `${kind} ${name}`;
      if (hint) hints.set(key, hint);
      if (write) {
        writes.set(key, { kind, name, fingerprint: resolve(fingerprint), write: true });
        return;
      }
      // A listing tells of every object below it.
      if (
        reads.has(key) ||
        writes.has(key) ||
        (kind === "object" && listings.some((prefix) => name.startsWith(prefix)))
      )
        return;
      if (kind === "listing") listings.push(name);
      if (list) entries.set(key, list);
      reads.set(key, { kind, name, fingerprint: resolve(fingerprint) });
    },
    accesses: (keep = () => undefined) => [
      ...[...reads].filter(([key]) => !writes.has(key)).map((read) => ({ ...finish(read), ...listed(read[0], keep) })),
      ...[...writes].map(finish),
    ],
  };
};

const resolve = (fingerprint: string | (() => string)): string =>
  typeof fingerprint === "string" ? fingerprint : fingerprint();

/** A file's content is hashed when the cell has ended, not while it reads; one that changed meanwhile is marked so. */
const finished = (access: RunAccess): RunAccess => {
  if (access.kind !== "file") return access;
  const now = fileFingerprint(access.name, access.write ? undefined : access.fingerprint);
  return { ...access, fingerprint: now };
};
