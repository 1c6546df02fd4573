import { type Api, readTopics, type TopicOf, writeTopics } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface OffsetCommitPartition {
  readonly partitionIndex: number;
  readonly committedOffset: bigint;
  readonly committedMetadata: string | null;
}

export interface OffsetCommitRequest {
  readonly groupId: string;
  /** -1, with an empty member id, for a commit from outside the group's membership. */
  readonly generationId: number;
  readonly memberId: string;
  readonly topics: readonly TopicOf<OffsetCommitPartition>[];
}

export interface OffsetCommitResponse {
  readonly topics: readonly TopicOf<{ readonly partitionIndex: number; readonly errorCode: ErrorCode }>[];
}

/** OffsetCommitRequest.json, OffsetCommitResponse.json. */
export const offsetCommit: Api<OffsetCommitRequest, OffsetCommitResponse> = {
  name: "OffsetCommit",
  apiKey: 8,
  minVersion: 0,
  maxVersion: 5,
  decode: (reader, version) => {
    const groupId = reader.string();
    const generationId = version >= 1 ? reader.int32() : -1;
    const memberId = version >= 1 ? reader.string() : "";
    if (version >= 2 && version <= 4) reader.int64(); // RetentionTimeMs
    const topics = readTopics(reader, () => {
      const partitionIndex = reader.int32();
      const committedOffset = reader.int64();
      if (version === 1) reader.int64(); // CommitTimestamp
      return { partitionIndex, committedOffset, committedMetadata: reader.nullableString() };
    });
    return { groupId, generationId, memberId, topics };
  },
  encode: (writer, response, version) => {
    if (version >= 3) writer.int32(0);
    writeTopics(writer, response.topics, (partition) => {
      writer.int32(partition.partitionIndex);
      writer.int16(partition.errorCode);
    });
  },
};
