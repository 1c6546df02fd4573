import { type Api, readTopics, type TopicOf, writeTopics } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { Reader } from "./reader.ts";

export interface FetchPartition {
  readonly partition: number;
  readonly fetchOffset: bigint;
  readonly partitionMaxBytes: number;
}

export interface FetchRequest {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly topics: readonly TopicOf<FetchPartition>[];
}

export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: ErrorCode;
  readonly highWatermark: bigint;
  readonly logStartOffset: bigint;
  readonly records: Uint8Array;
}

export interface FetchResponse {
  readonly responses: readonly TopicOf<FetchedPartition>[];
}

/** FetchRequest.json, FetchResponse.json. Sessions are never opened (session id 0) and the isolation level makes no difference without transactions. */
export const fetch: Api<FetchRequest, FetchResponse> = {
  name: "Fetch",
  apiKey: 1,
  minVersion: 0,
  maxVersion: 11,
  decode: (reader, version) => {
    reader.int32(); // ReplicaId
    const maxWaitMs = reader.int32();
    const minBytes = reader.int32();
    const maxBytes = version >= 3 ? reader.int32() : 0x7fffffff;
    if (version >= 4) reader.int8(); // IsolationLevel
    if (version >= 7) readSession(reader);
    const topics = readTopics(reader, () => readPartition(reader, version));
    if (version >= 7) readTopics(reader, () => reader.int32()); // ForgottenTopicsData
    if (version >= 11) reader.nullableString(); // RackId
    return { maxWaitMs, minBytes, maxBytes, topics };
  },
  encode: (writer, response, version) => {
    if (version >= 1) writer.int32(0);
    if (version >= 7) {
      writer.int16(0);
      writer.int32(0);
    }
    writeTopics(writer, response.responses, (partition) => {
      writer.int32(partition.partition);
      writer.int16(partition.errorCode);
      writer.int64(partition.highWatermark);
      if (version >= 4) writer.int64(partition.highWatermark); // LastStableOffset
      if (version >= 5) writer.int64(partition.logStartOffset);
      if (version >= 4) writer.nullableArray(null, () => {}); // AbortedTransactions
      if (version >= 11) writer.int32(-1); // PreferredReadReplica
      writer.bytes(partition.records);
    });
  },
};

const readSession = (reader: Reader): void => {
  reader.int32(); // SessionId
  reader.int32(); // SessionEpoch
};

const readPartition = (reader: Reader, version: number): FetchPartition => {
  const partition = reader.int32();
  if (version >= 9) reader.int32(); // CurrentLeaderEpoch
  const fetchOffset = reader.int64();
  if (version >= 5) reader.int64(); // LogStartOffset
  return { partition, fetchOffset, partitionMaxBytes: reader.int32() };
};
