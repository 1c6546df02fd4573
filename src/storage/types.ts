/** What a store tells of an object. */
export interface ObjectInfo {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** Changes whenever the content does. */
  readonly etag: string;
  readonly modified: Date;
}

/** A half-open range of bytes: `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** An object that is written in full and not there yet. */
export interface StagedObject {
  /** In bytes. */
  readonly size: number;
  /** Makes it be there, in the place of another of its key, or only where there is none; false where there is one. */
  publish(mode: "replace" | "if-absent"): Promise<boolean>;
  /** Gives up what was written; does nothing after `publish`. */
  discard(): Promise<void>;
}

/** Objects by key, in a folder or a bucket. Keys use `/`, and a write shows whole or not at all. */
export interface ObjectStore {
  /** `file:///…` or `s3://bucket/prefix`. */
  readonly url: string;
  put(key: string, body: Uint8Array): Promise<ObjectInfo>;
  /** Writes only where no object of that key is; false where there is one. Of many at once exactly one gets true. */
  putIfAbsent(key: string, body: Uint8Array): Promise<boolean>;
  /** All of it, or the part of a range that is there: none where the range starts behind the end. Throws NoSuchObject where there is none. */
  get(key: string, range?: ByteRange): Promise<Uint8Array>;
  /**
   * Each key's object, in their order, where the store has a quicker way for many small ones; undefined for one that is not
   * small. Throws as get.
   */
  getSmall?(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** Writes an object of any size, little of it in memory at once, that shows only when it is published. */
  stage(key: string, pieces: AsyncIterable<Uint8Array>): Promise<StagedObject>;
  /** A folder of this machine that is not there yet, whose files stageFile takes without copying them. */
  scratch?(): string;
  /** As stage, of a file of such a folder, which is the store's then. */
  stageFile?(key: string, path: string): Promise<StagedObject>;
  head(key: string): Promise<ObjectInfo | undefined>;
  /** Objects whose keys start with `prefix`, sorted by their UTF-8 bytes, after `startAfter` where given. */
  list(prefix: string, options?: { readonly startAfter?: string }): AsyncIterable<ObjectInfo>;
  /** As list, the keys alone and many at once, where that is less work. */
  keys?(prefix: string): AsyncIterable<readonly string[]>;
  /** Does nothing where there is none. */
  delete(key: string): Promise<void>;
}

/** How to reach S3; what is left out comes from the AWS SDK's own chain. */
export interface S3Settings {
  /** For stores that are not AWS. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: import("../secret.ts").Secret;
  readonly sessionToken?: import("../secret.ts").Secret;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`; true by default where an endpoint is given. */
  readonly forcePathStyle?: boolean;
}

/** Where an object, a folder or what a glob matches is in a store. */
export interface Place {
  readonly store: ObjectStore;
  /** A key, the start of keys, or a glob of them; "" is the whole store. */
  readonly path: string;
  /** What keys are shown under, without a slash at its end; default: the store's URL. */
  readonly root?: string;
}
