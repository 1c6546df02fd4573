import { type Api, type TopicOf, writeTopics } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface OffsetFetchRequest {
  readonly groupId: string;
  /** Null asks for everything the group has committed. */
  readonly topics: readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[] | null;
}

export interface FetchedOffset {
  readonly partitionIndex: number;
  /** -1 where nothing is committed. */
  readonly committedOffset: bigint;
  readonly metadata: string | null;
  readonly errorCode: ErrorCode;
}

export interface OffsetFetchResponse {
  readonly topics: readonly TopicOf<FetchedOffset>[];
  readonly errorCode: ErrorCode;
}

/** OffsetFetchRequest.json, OffsetFetchResponse.json. */
export const offsetFetch: Api<OffsetFetchRequest, OffsetFetchResponse> = {
  name: "OffsetFetch",
  apiKey: 9,
  minVersion: 0,
  maxVersion: 4,
  decode: (reader) => ({
    groupId: reader.string(),
    topics: reader.nullableArray(() => ({
      name: reader.string(),
      partitionIndexes: reader.array(() => reader.int32()),
    })),
  }),
  encode: (writer, response, version) => {
    if (version >= 3) writer.int32(0);
    writeTopics(writer, response.topics, (partition) => {
      writer.int32(partition.partitionIndex);
      writer.int64(partition.committedOffset);
      writer.nullableString(partition.metadata);
      writer.int16(partition.errorCode);
    });
    if (version >= 2) writer.int16(response.errorCode);
  },
};
