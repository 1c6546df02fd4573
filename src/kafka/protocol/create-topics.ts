import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { Reader } from "./reader.ts";

export interface CreatableTopic {
  readonly name: string;
  /** -1 leaves it to the broker, or to the assignments. */
  readonly numPartitions: number;
  readonly replicationFactor: number;
  /** Broker ids for each partition where the client chose them. */
  readonly assignments: readonly { readonly partitionIndex: number; readonly brokerIds: readonly number[] }[];
  readonly configs: readonly { readonly name: string; readonly value: string | null }[];
}

export interface CreateTopicsRequest {
  readonly topics: readonly CreatableTopic[];
  readonly validateOnly: boolean;
}

export interface CreateTopicsResponse {
  readonly topics: readonly {
    readonly name: string;
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
  }[];
}

/** CreateTopicsRequest.json, CreateTopicsResponse.json. */
export const createTopics: Api<CreateTopicsRequest, CreateTopicsResponse> = {
  name: "CreateTopics",
  apiKey: 19,
  minVersion: 0,
  maxVersion: 3,
  decode: (reader, version) => {
    const topics = reader.array(() => readTopic(reader));
    reader.int32(); // timeoutMs
    return { topics, validateOnly: version >= 1 ? reader.boolean() : false };
  },
  encode: (writer, response, version) => {
    if (version >= 2) writer.int32(0);
    writer.array(response.topics, (topic) => {
      writer.string(topic.name);
      writer.int16(topic.errorCode);
      if (version >= 1) writer.nullableString(topic.errorMessage);
    });
  },
};

const readTopic = (reader: Reader): CreatableTopic => ({
  name: reader.string(),
  numPartitions: reader.int32(),
  replicationFactor: reader.int16(),
  assignments: reader.array(() => ({
    partitionIndex: reader.int32(),
    brokerIds: reader.array(() => reader.int32()),
  })),
  configs: reader.array(() => ({ name: reader.string(), value: reader.nullableString() })),
});
