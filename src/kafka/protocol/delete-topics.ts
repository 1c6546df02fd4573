import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface DeleteTopicsResponse {
  readonly responses: readonly { readonly name: string; readonly errorCode: ErrorCode }[];
}

/** DeleteTopicsRequest.json, DeleteTopicsResponse.json. */
export const deleteTopics: Api<{ readonly topicNames: readonly string[] }, DeleteTopicsResponse> = {
  name: "DeleteTopics",
  apiKey: 20,
  minVersion: 0,
  maxVersion: 1,
  decode: (reader) => {
    const topicNames = reader.array(() => reader.string());
    reader.int32(); // TimeoutMs
    return { topicNames };
  },
  encode: (writer, response, version) => {
    if (version >= 1) writer.int32(0);
    writer.array(response.responses, (topic) => {
      writer.string(topic.name);
      writer.int16(topic.errorCode);
    });
  },
};
