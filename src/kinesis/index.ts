export { type KinesisClientOptions, kinesisClient } from "./client.ts";
export { type ReadOptions, readBatches, readRange, readRecords, type ShardRange } from "./consume.ts";
export { KinesisError, PartialPut, type PutResult } from "./errors.ts";
export { streamFingerprint } from "./fingerprint.ts";
export { type KinesisGatewayOptions, kinesisGateway } from "./gateway.ts";
export type { Positions, ReadBatch, ShardPosition } from "./positions.ts";
export { type KinesisServer, type KinesisServerOptions, startKinesis } from "./server/start.ts";
export type {
  KinesisClient,
  KinesisSettings,
  PutReceipt,
  PutRecord,
  RecordPage,
  Shard,
  ShardStart,
  StreamDescription,
  StreamRecord,
} from "./types.ts";
