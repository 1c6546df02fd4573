import type { Secret } from "../secret.ts";

/** How to reach a cluster. */
export interface KafkaSettings {
  /** `host:port` of each bootstrap server. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** What the cluster is called where reads and writes are recorded; its brokers unless given. */
  readonly name?: string;
  readonly tls?: boolean;
  readonly sasl?: {
    readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
    readonly username: string;
    readonly password: Secret;
  };
}

/** A record to produce. Where no partition is given the key's hash chooses it, without a key they take turns. */
export interface ProduceRecord {
  readonly key?: Uint8Array | null;
  /** Null is a tombstone. */
  readonly value: Uint8Array | null;
  readonly partition?: number;
  readonly headers?: Readonly<Record<string, Uint8Array>>;
}

/** Where a record was put. */
export interface RecordPosition {
  readonly partition: number;
  readonly offset: bigint;
}

/** A record as it was read. */
export interface ConsumedRecord {
  readonly offset: bigint;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** Records of one partition in offset order. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ConsumedRecord[];
}

/** Who keeps a partition: brokers by their id; the leader is -1 where there is none at the moment. */
export interface PartitionKeepers {
  readonly partition: number;
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

export interface TopicInfo {
  readonly name: string;
  readonly partitions: number;
  /** One for each partition, in their order. */
  readonly keepers: readonly PartitionKeepers[];
}

/** A partition's first offset and the one after its last. */
export interface PartitionOffsets {
  readonly partition: number;
  readonly low: bigint;
  readonly high: bigint;
}

export interface ConsumeOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /**
   * Called with one batch at a time of each partition. Its offsets are committed only after it resolves: all of them, or, where it
   * resolves to an offset, those before that one (the rest is delivered again to whoever reads on). Where it rejects, consuming ends and rejects too.
   */
  readonly onBatch: (batch: RecordBatch) => Promise<bigint | undefined> | Promise<void>;
  /** `end`: stop once everything that was there at the start is handled; `signal`, the default: go on until the signal. */
  readonly until?: "end" | "signal";
  readonly signal?: AbortSignal;
}

/** The few calls that pinbook makes of Kafka, the same on the embedded broker and on a real cluster. */
export interface KafkaClient {
  /** Creates those that are not there yet and waits until they can be written. Returns the created ones. */
  createTopics(names: readonly string[], options?: { readonly partitions?: number }): Promise<readonly string[]>;
  /** The ids of the brokers, sorted. */
  brokers(): Promise<readonly number[]>;
  deleteTopics(names: readonly string[]): Promise<void>;
  /** Without internal topics, sorted by name. */
  listTopics(): Promise<readonly TopicInfo[]>;
  /** Throws UnknownTopic. */
  offsets(topic: string): Promise<readonly PartitionOffsets[]>;
  /** One position a record, in order, once all replicas have them. Throws UnknownTopic, UnknownPartition. */
  produce(topic: string, records: readonly ProduceRecord[]): Promise<readonly RecordPosition[]>;
  consume(options: ConsumeOptions): Promise<void>;
  /** All records from `low` to `high` of each partition, without a group. */
  read(topic: string): AsyncIterable<RecordBatch>;
  close(): Promise<void>;
}
