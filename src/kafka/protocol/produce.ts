import { type Api, readTopics, type TopicOf, writeTopics } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface ProducePartition {
  readonly index: number;
  readonly records: Uint8Array | null;
}

export interface ProduceRequest {
  readonly transactionalId: string | null;
  readonly acks: number;
  readonly timeoutMs: number;
  readonly topics: readonly TopicOf<ProducePartition>[];
}

export interface ProducedPartition {
  readonly index: number;
  readonly errorCode: ErrorCode;
  readonly baseOffset: bigint;
  readonly logStartOffset: bigint;
}

export interface ProduceResponse {
  readonly topics: readonly TopicOf<ProducedPartition>[];
}

/** ProduceRequest.json, ProduceResponse.json. */
export const produce: Api<ProduceRequest, ProduceResponse> = {
  name: "Produce",
  apiKey: 0,
  minVersion: 0,
  maxVersion: 7,
  decode: (reader, version) => ({
    transactionalId: version >= 3 ? reader.nullableString() : null,
    acks: reader.int16(),
    timeoutMs: reader.int32(),
    topics: readTopics(reader, () => ({ index: reader.int32(), records: reader.nullableBytes() })),
  }),
  encode: (writer, response, version) => {
    writeTopics(writer, response.topics, (partition) => {
      writer.int32(partition.index);
      writer.int16(partition.errorCode);
      writer.int64(partition.baseOffset);
      if (version >= 2) writer.int64(-1n); // LogAppendTimeMs: the broker keeps the producer's timestamps
      if (version >= 5) writer.int64(partition.logStartOffset);
    });
    if (version >= 1) writer.int32(0);
  },
};
