import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface DeleteGroupsResponse {
  readonly results: readonly { readonly groupId: string; readonly errorCode: ErrorCode }[];
}

/** DeleteGroupsRequest.json, DeleteGroupsResponse.json. */
export const deleteGroups: Api<{ readonly groupIds: readonly string[] }, DeleteGroupsResponse> = {
  name: "DeleteGroups",
  apiKey: 42,
  minVersion: 0,
  maxVersion: 1,
  decode: (reader) => ({ groupIds: reader.array(() => reader.string()) }),
  encode: (writer, response) => {
    writer.int32(0);
    writer.array(response.results, (result) => {
      writer.string(result.groupId);
      writer.int16(result.errorCode);
    });
  },
};
