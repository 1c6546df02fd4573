import { PinbookError } from "../errors.ts";
import { checkReadable } from "./protocol.ts";
import { schemaFromString } from "./schema-string.ts";
import type { Action, AddFile, Commit, Metadata, Protocol, RemoveFile, Snapshot, Txn } from "./types.ts";

/**
 * The table after these commits, on top of `base` where given (PROTOCOL.md, "Action Reconciliation").
 * Throws where the protocol or metadata is missing or the table needs what pinbook does not know.
 */
export const replay = (
  base: Snapshot | undefined,
  commits: readonly Commit[],
  place: string,
  checkpointVersion = base?.checkpointVersion,
): Snapshot => {
  const state = stateOf(base);
  for (const commit of commits) for (const action of commit.actions) apply(state, action);
  const { protocol, metadata } = state;
  const version = commits.at(-1)?.version ?? base?.version ?? -1;
  if (protocol === undefined || metadata === undefined)
    throw new PinbookError(`${place} is damaged: no ${protocol ? "metaData" : "protocol"} up to version ${version}`);
  checkReadable(protocol, metadata, place);
  return {
    version,
    protocol,
    metadata,
    schema: metadata === base?.metadata ? base.schema : schemaFromString(metadata.schemaString),
    files: [...state.files.values()],
    tombstones: [...state.tombstones.values()],
    txns: state.txns,
    ...(checkpointVersion === undefined ? {} : { checkpointVersion }),
  };
};

interface State {
  protocol: Protocol | undefined;
  metadata: Metadata | undefined;
  readonly files: Map<string, AddFile>;
  readonly tombstones: Map<string, RemoveFile>;
  readonly txns: Map<string, Txn>;
}

const stateOf = (base: Snapshot | undefined): State => ({
  protocol: base?.protocol,
  metadata: base?.metadata,
  files: new Map(base?.files.map((file) => [file.path, file])),
  tombstones: new Map(base?.tombstones.map((file) => [file.path, file])),
  txns: new Map(base?.txns),
});

const apply = (state: State, action: Action): void => {
  if ("protocol" in action) state.protocol = action.protocol;
  else if ("metaData" in action) state.metadata = action.metaData;
  else if ("txn" in action) state.txns.set(action.txn.appId, action.txn);
  else if ("add" in action) {
    state.tombstones.delete(action.add.path);
    state.files.set(action.add.path, action.add);
  } else if ("remove" in action) {
    state.files.delete(action.remove.path);
    state.tombstones.set(action.remove.path, action.remove);
  }
};
