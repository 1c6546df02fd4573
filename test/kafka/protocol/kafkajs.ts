// The protocol folder of kafkajs, as the other side of the wire.
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

interface TheirEncoder {
  readonly buffer: Buffer;
}

/** A message of kafkajs in one version: what encodes its request and decodes its response. */
export interface TheirMessage {
  readonly request: { encode(): Promise<TheirEncoder> };
  readonly response: { decode(bytes: Buffer): Promise<unknown> };
}

/** kafkajs's request (`produce`, `fetch`, …) of a version with these parameters. */
export const theirMessage = (name: string, version: number, parameters: object): TheirMessage =>
  load(`kafkajs/src/protocol/requests/${name}/index.js`).protocol({ version })(parameters) as TheirMessage;

/** The versions of a request that kafkajs implements. */
export const theirVersions = (name: string): readonly number[] =>
  (load(`kafkajs/src/protocol/requests/${name}/index.js`).versions as readonly (string | number)[]).map(Number);

export const theirMurmur2: (key: Buffer) => number = load("kafkajs/src/producer/partitioners/default/murmur2.js");

const { RecordBatch }: { RecordBatch: (batch: object) => Promise<TheirEncoder> } = load(
  "kafkajs/src/protocol/recordBatch/v0/index.js",
);
const Record: (record: object) => unknown = load("kafkajs/src/protocol/recordBatch/record/v0/index.js");

/** A record batch as kafkajs writes it, gzip where asked. */
export const theirBatch = async (
  records: readonly { readonly key?: string; readonly value: string; readonly timestamp?: number }[],
  options: { readonly gzip?: boolean; readonly producerId?: number; readonly firstSequence?: number } = {},
): Promise<Buffer> => {
  const firstTimestamp = records[0]?.timestamp ?? 1_000;
  const encoder = await RecordBatch({
    compression: options.gzip ? 1 : 0,
    firstTimestamp,
    maxTimestamp: Math.max(...records.map(({ timestamp }) => timestamp ?? firstTimestamp)),
    producerId: options.producerId ?? -1,
    producerEpoch: options.producerId === undefined ? -1 : 0,
    firstSequence: options.firstSequence ?? 0,
    lastOffsetDelta: records.length - 1,
    records: records.map(({ key, value, timestamp }, offsetDelta) =>
      Record({ offsetDelta, timestampDelta: (timestamp ?? firstTimestamp) - firstTimestamp, key, value, headers: {} }),
    ),
  });
  return encoder.buffer;
};
