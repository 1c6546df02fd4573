import { PinbookError } from "../errors.ts";

/** What is in a `_delta_log`: versions that have a commit, sorted, and checkpoints that are whole. */
export interface LogListing {
  readonly commits: readonly number[];
  readonly checkpoints: readonly CheckpointFiles[];
}

/** A classic or multi-part checkpoint: the names of its files in order. */
export interface CheckpointFiles {
  readonly version: number;
  readonly names: readonly string[];
}

/** What to read for a version: the checkpoint to start from, then the commits after it. */
export interface LogPlan {
  readonly checkpoint?: CheckpointFiles;
  readonly commits: readonly number[];
  readonly version: number;
}

/** `00000000000000000007.json`. */
export const commitName = (version: number): string => `${digits(version)}.json`;

/** `00000000000000000010.checkpoint.parquet` (PROTOCOL.md, "Classic checkpoint"). */
export const checkpointName = (version: number): string => `${digits(version)}.checkpoint.parquet`;

/** The version as the log's names begin. */
export const digits = (version: number): string => String(version).padStart(20, "0");

/** Sorts the names of a `_delta_log` out; unknown names and checkpoints with parts missing are left out. */
export const listingOf = (names: Iterable<string>): LogListing => {
  const commits: number[] = [];
  const checkpoints = new Map<string, { version: number; parts: number; names: string[] }>();
  for (const name of names) {
    const commit = /^(\d{20})\.json$/.exec(name);
    if (commit) commits.push(Number(commit[1]));
    const found = /^(\d{20})\.checkpoint(?:\.(\d{10})\.(\d{10}))?\.parquet$/.exec(name);
    if (!found) continue;
    const group = `${found[1]}.${found[3] ?? ""}`;
    const entry = checkpoints.get(group) ?? { version: Number(found[1]), parts: Number(found[3] ?? 1), names: [] };
    entry.names.push(name);
    checkpoints.set(group, entry);
  }
  return {
    commits: commits.sort((a, b) => a - b),
    checkpoints: [...checkpoints.values()]
      .filter((entry) => entry.names.length === entry.parts)
      .map(({ version, names: files }) => ({ version, names: files.sort() }))
      .sort((a, b) => a.version - b.version),
  };
};

/**
 * What to read for `version`, or for the newest one: the newest checkpoint at or before it and every commit after that.
 * Throws where the version is not there or a commit in between is missing; `place` names the table.
 */
export const planLog = (listing: LogListing, place: string, version?: number): LogPlan => {
  const newest = Math.max(listing.commits.at(-1) ?? -1, listing.checkpoints.at(-1)?.version ?? -1);
  const wanted = version ?? newest;
  const checkpoint = listing.checkpoints.findLast((candidate) => candidate.version <= wanted);
  const from = checkpoint === undefined ? 0 : checkpoint.version + 1;
  if (!Number.isSafeInteger(wanted) || wanted < 0 || wanted > newest) throw noVersion(place, wanted, listing, newest);
  const have = new Set(listing.commits);
  const commits = Array.from({ length: wanted - from + 1 }, (_, index) => from + index);
  const missing = commits.find((commit) => !have.has(commit));
  if (missing !== undefined) throw gap(place, wanted, missing);
  return { version: wanted, commits, ...(checkpoint === undefined ? {} : { checkpoint }) };
};

const noVersion = (place: string, wanted: number, listing: LogListing, newest: number): PinbookError => {
  const oldest = listing.commits[0] === 0 ? 0 : (listing.checkpoints[0]?.version ?? newest);
  return new PinbookError(`${place} has no version ${wanted}: give one from ${oldest} to ${newest}`, { exitCode: 2 });
};

const gap = (place: string, wanted: number, missing: number): PinbookError =>
  new PinbookError(
    `${place} cannot be read at version ${wanted}: _delta_log/${commitName(missing)} is missing and no whole checkpoint replaces it; restore the file, or ask for a later version`,
  );
