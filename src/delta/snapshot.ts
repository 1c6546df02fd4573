import { readCheckpoint } from "./checkpoint.ts";
import { NoSuchTable, placeOf } from "./errors.ts";
import { readHint } from "./hint.ts";
import { type LogListing, planLog } from "./log-names.ts";
import { listLog, readCommits } from "./log-store.ts";
import { replay } from "./replay.ts";
import type { Commit, Snapshot, TableRef } from "./types.ts";

/** The table at its newest version, or at `version`. Throws NoSuchTable where there is none. */
export const readSnapshot = async (ref: TableRef, options: { readonly version?: number } = {}): Promise<Snapshot> => {
  const { version } = options;
  const listing = await usefulListing(ref, version);
  const plan = planLog(listing, placeOf(ref), version);
  const base = plan.checkpoint === undefined ? undefined : await readCheckpoint(ref, plan.checkpoint);
  const commits = await readCommits(ref, plan.commits);
  return replay(base, commits, placeOf(ref), base?.version);
};

/** The table with what was committed since `snapshot`, and those commits. */
export const advance = async (
  ref: TableRef,
  snapshot: Snapshot,
): Promise<{ readonly snapshot: Snapshot; readonly commits: readonly Commit[] }> => {
  const listing = await listLog(ref, snapshot.version + 1);
  const newest = listing.commits.at(-1) ?? snapshot.version;
  const versions = Array.from({ length: newest - snapshot.version }, (_, index) => snapshot.version + 1 + index);
  const commits = await readCommits(ref, versions);
  const checkpoint = listing.checkpoints.at(-1)?.version ?? snapshot.checkpointVersion;
  return { snapshot: replay(snapshot, commits, placeOf(ref), checkpoint), commits };
};

// The hint spares listing what lies before the last checkpoint, but it may be missing, old or wrong.
const usefulListing = async (ref: TableRef, version: number | undefined): Promise<LogListing> => {
  const hint = await readHint(ref);
  if (hint !== undefined && (version === undefined || version >= hint)) {
    const listing = await listLog(ref, hint);
    if (listing.checkpoints.some((checkpoint) => checkpoint.version === hint)) return listing;
  }
  const listing = await listLog(ref);
  if (listing.commits.length === 0 && listing.checkpoints.length === 0) throw new NoSuchTable(ref);
  return listing;
};
