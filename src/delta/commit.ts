import { messageOf, PinbookError } from "../errors.ts";
import { formatCommit } from "./actions.ts";
import { checkpointIsDue, writeCheckpoint } from "./checkpoint.ts";
import { DeltaConflict, placeOf } from "./errors.ts";
import { commitKey, readCommit } from "./log-store.ts";
import { replay } from "./replay.ts";
import { advance } from "./snapshot.ts";
import type { Action, Commit, CommitInfo, Effects, Snapshot, TableRef, Txn } from "./types.ts";

/** A write that is ready to be committed on top of whatever version is the newest. */
export interface Transaction {
  readonly operation: string;
  readonly operationParameters: Readonly<Record<string, string>>;
  readonly operationMetrics: Readonly<Record<string, string>>;
  readonly isBlindAppend: boolean;
  readonly txns: readonly Txn[];
  /** The file actions on top of that snapshot. */
  readonly actions: (snapshot: Snapshot) => readonly Action[] | Promise<readonly Action[]>;
}

/** How commits are tried; `retries` counts other writers that came first. */
export interface CommitOptions {
  readonly retries?: number;
  readonly log?: (line: string) => void;
}

/**
 * Commits as the version after the newest one and gives it; after a lost race it reads what the others committed and tries again.
 * Throws DeltaConflict where they changed the protocol, the metadata or one of this write's txns, or came first too often.
 */
export const commit = async (
  ref: TableRef,
  start: Snapshot,
  transaction: Transaction,
  effects: Effects,
  { retries = 1000, log }: CommitOptions = {},
): Promise<number> => {
  const txnId = effects.randomUUID();
  let current = start;
  for (let attempt = 0; attempt <= retries; attempt++) {
    const info = commitInfo(transaction, current, txnId, effects.now());
    const actions = [
      { commitInfo: info },
      ...transaction.txns.map((txn) => ({ txn })),
      ...(await transaction.actions(current)),
    ];
    const version = current.version + 1;
    if (await putCommit(ref, version, formatCommit(actions), txnId)) {
      await afterCommit(ref, replay(current, [{ version, actions }], placeOf(ref)), effects, log);
      return version;
    }
    const next = await advance(ref, current);
    for (const other of next.commits) checkConflict(ref, other, transaction.txns);
    current = next.snapshot;
  }
  throw new DeltaConflict(ref, current.version, `is the last of ${retries + 1} that came before it`);
};

/** Puts a commit if its version is free; true where it is now there with this txnId, even if the store's reply was lost. */
export const putCommit = async (ref: TableRef, version: number, text: string, txnId: string): Promise<boolean> => {
  const key = commitKey(ref, version);
  const body = new TextEncoder().encode(text);
  for (let attempt = 1; ; attempt++) {
    try {
      if (await ref.store.putIfAbsent(key, body)) return true;
      return txnIdOf(await readCommit(ref, version)) === txnId;
    } catch (error) {
      if ((await ref.store.head(key)) !== undefined) return txnIdOf(await readCommit(ref, version)) === txnId;
      if (attempt === PUT_ATTEMPTS)
        throw new PinbookError(
          `version ${version} of ${placeOf(ref)} could not be committed, the store failed ${PUT_ATTEMPTS} times: ${messageOf(error)}; see tableHistory whether version ${version} came through after all (txnId ${txnId}), else run it again`,
          { cause: error },
        );
    }
  }
};

const PUT_ATTEMPTS = 3;

const txnIdOf = ({ actions }: Commit): unknown => {
  const action = actions.find((candidate) => "commitInfo" in candidate);
  return action?.commitInfo.txnId;
};

const commitInfo = (transaction: Transaction, on: Snapshot, txnId: string, timestamp: number): CommitInfo => ({
  timestamp,
  operation: transaction.operation,
  operationParameters: transaction.operationParameters,
  readVersion: on.version,
  isolationLevel: "Serializable",
  isBlindAppend: transaction.isBlindAppend,
  operationMetrics: transaction.operationMetrics,
  engineInfo: "pinbook",
  txnId,
});

const checkConflict = (ref: TableRef, other: Commit, txns: readonly Txn[]): void => {
  for (const action of other.actions) {
    if ("metaData" in action) throw new DeltaConflict(ref, other.version, "changes the table's metadata");
    if ("protocol" in action) throw new DeltaConflict(ref, other.version, "changes the table's protocol");
    if (!("txn" in action)) continue;
    const { appId, version } = action.txn;
    if (txns.some((txn) => txn.appId === appId))
      throw new DeltaConflict(ref, other.version, `moves the txn of ${appId} to ${version}`);
  }
};

// The commit stands whatever becomes of its checkpoint: a later commit writes one.
const afterCommit = async (
  ref: TableRef,
  snapshot: Snapshot,
  effects: Effects,
  log: CommitOptions["log"],
): Promise<void> => {
  if (!checkpointIsDue(snapshot)) return;
  try {
    await writeCheckpoint(ref, snapshot, effects.now());
  } catch (error) {
    log?.(`no checkpoint of ${placeOf(ref)} at version ${snapshot.version}: ${messageOf(error)}`);
  }
};
