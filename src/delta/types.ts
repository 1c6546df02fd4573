import type { Schema } from "../schema.ts";
import type { ObjectStore } from "../storage/index.ts";

/** A table's place: `path` is its folder's key in the store, without slashes around it; "" is the store's root. */
export interface TableRef {
  readonly store: ObjectStore;
  readonly path: string;
}

/** What a client must know to read and write the table (PROTOCOL.md, "Protocol Evolution"). */
export interface Protocol {
  readonly minReaderVersion: number;
  readonly minWriterVersion: number;
  readonly readerFeatures?: readonly string[];
  readonly writerFeatures?: readonly string[];
}

/** What the table is (PROTOCOL.md, "Change Metadata"); `createdTime` in milliseconds since 1970. */
export interface Metadata {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly format: { readonly provider: string; readonly options: Readonly<Record<string, string>> };
  readonly schemaString: string;
  readonly partitionColumns: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  readonly createdTime?: number;
}

/** A data file that joins the table; `path` as in the log (URI-encoded), `size` in bytes, times in milliseconds. */
export interface AddFile {
  readonly path: string;
  readonly partitionValues: Readonly<Record<string, string | null>>;
  readonly size: number;
  readonly modificationTime: number;
  readonly dataChange: boolean;
  /** JSON text of `{numRecords, minValues, maxValues, nullCount}`. */
  readonly stats?: string;
  readonly tags?: Readonly<Record<string, string | null>>;
}

/** A data file that leaves the table. */
export interface RemoveFile {
  readonly path: string;
  readonly deletionTimestamp?: number;
  readonly dataChange: boolean;
  readonly extendedFileMetadata?: boolean;
  readonly partitionValues?: Readonly<Record<string, string | null>>;
  readonly size?: number;
}

/** How far an application got: what it wrote up to `version` is in the table. */
export interface Txn {
  readonly appId: string;
  readonly version: number;
  /** In milliseconds since 1970. */
  readonly lastUpdated?: number;
}

/** Who did what in a commit; every field is free by the protocol. */
export type CommitInfo = Readonly<Record<string, unknown>>;

/** One line of a commit. */
export type Action =
  | { readonly protocol: Protocol }
  | { readonly metaData: Metadata }
  | { readonly add: AddFile }
  | { readonly remove: RemoveFile }
  | { readonly txn: Txn }
  | { readonly commitInfo: CommitInfo };

/** The actions of one version of the table. */
export interface Commit {
  readonly version: number;
  readonly actions: readonly Action[];
}

/** The table as of one version. */
export interface Snapshot {
  readonly version: number;
  readonly protocol: Protocol;
  readonly metadata: Metadata;
  readonly schema: Schema;
  /** In the order in which they joined. */
  readonly files: readonly AddFile[];
  /** Files that left and that a checkpoint still has to name. */
  readonly tombstones: readonly RemoveFile[];
  /** By appId. */
  readonly txns: ReadonlyMap<string, Txn>;
  /** The newest checkpoint seen at or before `version`. */
  readonly checkpointVersion?: number;
}

/** Where the clock and the identifiers come from. */
export interface Effects {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomUUID: () => string;
}
