import { PinbookError, usageError } from "../errors.ts";
import { NoSuchTable, placeOf } from "./errors.ts";
import { listLog, readCommits } from "./log-store.ts";
import type { CommitInfo, TableRef } from "./types.ts";

/** One version of the table: when it was committed, and what its writer tells of it. */
export interface HistoryEntry {
  readonly version: number;
  /** The time by which `readRows({ timestamp })` finds it. */
  readonly timestamp: Date;
  readonly operation?: string;
  readonly operationParameters?: Readonly<Record<string, unknown>>;
  readonly operationMetrics?: Readonly<Record<string, unknown>>;
  readonly engineInfo?: string;
  readonly isBlindAppend?: boolean;
  /** All that the commit says of itself. */
  readonly commitInfo: CommitInfo;
}

/** The table's versions, newest first; `limit` of them. */
export const tableHistory = async (
  ref: TableRef,
  options: { readonly limit?: number } = {},
): Promise<readonly HistoryEntry[]> => {
  const times = await commitTimes(ref);
  const wanted = times.slice(-(options.limit ?? times.length));
  const commits = await readCommits(
    ref,
    wanted.map(({ version }) => version),
  );
  return commits
    .map(({ version, actions }, index): HistoryEntry => {
      const info = actions.find((action) => "commitInfo" in action)?.commitInfo ?? {};
      return { ...told(info), version, timestamp: wanted[index]?.timestamp ?? new Date(0), commitInfo: info };
    })
    .reverse();
};

/** The newest version committed at or before that time; throws where the table's first one is later. */
export const versionAt = async (ref: TableRef, time: Date): Promise<number> => {
  if (Number.isNaN(time.getTime())) throw usageError(`the time to read ${placeOf(ref)} at is no date`);
  const times = await commitTimes(ref);
  const found = times.findLast(({ timestamp }) => timestamp.getTime() <= time.getTime());
  if (found !== undefined) return found.version;
  const [first] = times;
  throw new PinbookError(
    `${placeOf(ref)} has no version at ${time.toISOString()}: its first is of ${first?.timestamp.toISOString()}`,
    { exitCode: 2 },
  );
};

// A commit's time is that of its file; copying can shuffle those, so each is at least a millisecond after the one before.
const commitTimes = async (ref: TableRef): Promise<readonly { version: number; timestamp: Date }[]> => {
  const { commits, times } = await listLog(ref);
  if (commits.length === 0) throw new NoSuchTable(ref);
  let previous = Number.NEGATIVE_INFINITY;
  return commits.map((version) => {
    previous = Math.max(times.get(version)?.getTime() ?? 0, previous + 1);
    return { version, timestamp: new Date(previous) };
  });
};

const told = (info: CommitInfo): Omit<HistoryEntry, "version" | "timestamp" | "commitInfo"> => {
  const { operation, operationParameters, operationMetrics, engineInfo, isBlindAppend } = info;
  return {
    ...(typeof operation === "string" ? { operation } : {}),
    ...(isRecord(operationParameters) ? { operationParameters } : {}),
    ...(isRecord(operationMetrics) ? { operationMetrics } : {}),
    ...(typeof engineInfo === "string" ? { engineInfo } : {}),
    ...(typeof isBlindAppend === "boolean" ? { isBlindAppend } : {}),
  };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object";
