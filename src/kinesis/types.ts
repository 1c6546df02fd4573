import type { Secret } from "../secret.ts";

/** How to reach Kinesis; what is left out comes from the AWS SDK's own chain. */
export interface KinesisSettings {
  /** For endpoints that are not AWS: `http://127.0.0.1:PORT`. Without keys dummy ones are used there. */
  readonly endpoint?: string;
  /** What the endpoint is called where reads and writes are recorded; its URL or region unless given. */
  readonly name?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: Secret;
  readonly sessionToken?: Secret;
}

/** A record to put. */
export interface PutRecord {
  /** 1 to 256 characters; its MD5 finds the shard. */
  readonly partitionKey: string;
  /** At most 1 MiB. */
  readonly data: Uint8Array;
  /** Decimal digits below 2^128, in place of the key's hash. */
  readonly explicitHashKey?: string;
}

/** Where an acknowledged record was put. */
export interface PutReceipt {
  readonly shardId: string;
  readonly sequenceNumber: string;
}

/** A record as it was read. */
export interface StreamRecord {
  readonly partitionKey: string;
  readonly data: Uint8Array;
  readonly stream: string;
  readonly shardId: string;
  /** Decimal digits; grows within a shard. Compare as BigInt. */
  readonly sequenceNumber: string;
  readonly approximateArrivalTimestamp: Date;
}

export interface Shard {
  readonly shardId: string;
  /** The shards it came from by a split or merge; they are read before it. */
  readonly parents: readonly string[];
  /** First and last hash as decimal digits, both included. */
  readonly hashKeyRange: { readonly start: string; readonly end: string };
  readonly startingSequenceNumber: string;
  /** Present on a shard that is closed. */
  readonly endingSequenceNumber?: string;
}

export interface StreamDescription {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly createdAt: Date;
  readonly retentionHours: number;
  readonly shards: readonly Shard[];
}

/** Where reading a shard starts. */
export type ShardStart =
  | { readonly type: "TRIM_HORIZON" }
  | { readonly type: "LATEST" }
  | { readonly type: "AT_SEQUENCE_NUMBER"; readonly sequenceNumber: string }
  | { readonly type: "AFTER_SEQUENCE_NUMBER"; readonly sequenceNumber: string };

/** What one GetRecords gave. */
export interface RecordPage {
  readonly records: readonly StreamRecord[];
  /** Undefined where the shard is closed and read to its end. */
  readonly next: string | undefined;
  /** 0 at the tip of the shard. */
  readonly millisBehindLatest: number;
}

/** The few calls that pinbook makes of Kinesis, the same on the embedded endpoint and on AWS. Every call throws KinesisError. */
export interface KinesisClient {
  /** The endpoint's URL, or `AWS <region>`: for messages. */
  readonly endpoint: string;
  /** Waits until the stream can be written. */
  createStream(name: string, options?: { readonly shards?: number }): Promise<void>;
  deleteStream(name: string): Promise<void>;
  describeStream(name: string): Promise<StreamDescription>;
  /** All names, sorted. */
  listStreams(): Promise<readonly string[]>;
  putRecord(stream: string, record: PutRecord): Promise<PutReceipt>;
  /** One receipt a record, in order; entries that Kinesis refused for the moment are tried again. Throws PartialPut where some stay refused. */
  putRecords(stream: string, records: readonly PutRecord[]): Promise<readonly PutReceipt[]>;
  shards(stream: string): Promise<readonly Shard[]>;
  /** An iterator for `records`; it expires after five minutes. */
  iterator(stream: string, shardId: string, start: ShardStart): Promise<string>;
  /** At most `limit` records, 10,000 and 10 MiB. */
  records(stream: string, shardId: string, iterator: string, limit?: number): Promise<RecordPage>;
  close(): void;
}
