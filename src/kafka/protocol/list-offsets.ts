import { type Api, readTopics, type TopicOf, writeTopics } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface ListOffsetsPartition {
  readonly partitionIndex: number;
  /** Milliseconds since 1970, -1 for the end, -2 for the beginning. */
  readonly timestamp: bigint;
}

export interface ListOffsetsRequest {
  readonly topics: readonly TopicOf<ListOffsetsPartition>[];
}

export interface ListedOffset {
  readonly partitionIndex: number;
  readonly errorCode: ErrorCode;
  /** -1 where the question was for the beginning or the end, or nothing is that late. */
  readonly timestamp: bigint;
  /** -1 where nothing is that late. */
  readonly offset: bigint;
}

export interface ListOffsetsResponse {
  readonly topics: readonly TopicOf<ListedOffset>[];
}

/** ListOffsetsRequest.json, ListOffsetsResponse.json. */
export const listOffsets: Api<ListOffsetsRequest, ListOffsetsResponse> = {
  name: "ListOffsets",
  apiKey: 2,
  minVersion: 0,
  maxVersion: 3,
  decode: (reader, version) => {
    reader.int32(); // ReplicaId
    if (version >= 2) reader.int8(); // IsolationLevel
    const topics = readTopics(reader, () => {
      const partition = { partitionIndex: reader.int32(), timestamp: reader.int64() };
      if (version === 0) reader.int32(); // MaxNumOffsets
      return partition;
    });
    return { topics };
  },
  encode: (writer, response, version) => {
    if (version >= 2) writer.int32(0);
    writeTopics(writer, response.topics, (partition) => {
      writer.int32(partition.partitionIndex);
      writer.int16(partition.errorCode);
      if (version === 0) {
        writer.array(partition.offset < 0n ? [] : [partition.offset], (offset) => writer.int64(offset));
        return;
      }
      writer.int64(partition.timestamp);
      writer.int64(partition.offset);
    });
  },
};
