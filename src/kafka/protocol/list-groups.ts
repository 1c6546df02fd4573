import type { Api } from "./api.ts";
import { errorCodes } from "./error-codes.ts";

export interface ListGroupsResponse {
  readonly groups: readonly { readonly groupId: string; readonly protocolType: string }[];
}

/** ListGroupsRequest.json, ListGroupsResponse.json. */
export const listGroups: Api<Record<never, never>, ListGroupsResponse> = {
  name: "ListGroups",
  apiKey: 16,
  minVersion: 0,
  maxVersion: 2,
  decode: () => ({}),
  encode: (writer, response, version) => {
    if (version >= 1) writer.int32(0);
    writer.int16(errorCodes.NONE);
    writer.array(response.groups, (group) => {
      writer.string(group.groupId);
      writer.string(group.protocolType);
    });
  },
};
