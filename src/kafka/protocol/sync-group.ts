import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface SyncGroupRequest {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  /** Filled by the leader only. */
  readonly assignments: readonly { readonly memberId: string; readonly assignment: Uint8Array }[];
}

export interface SyncGroupResponse {
  readonly errorCode: ErrorCode;
  readonly assignment: Uint8Array;
}

/** SyncGroupRequest.json, SyncGroupResponse.json. */
export const syncGroup: Api<SyncGroupRequest, SyncGroupResponse> = {
  name: "SyncGroup",
  apiKey: 14,
  minVersion: 0,
  maxVersion: 3,
  decode: (reader, version) => {
    const groupId = reader.string();
    const generationId = reader.int32();
    const memberId = reader.string();
    if (version >= 3) reader.nullableString(); // GroupInstanceId
    const assignments = reader.array(() => ({ memberId: reader.string(), assignment: reader.bytes() }));
    return { groupId, generationId, memberId, assignments };
  },
  encode: (writer, response, version) => {
    if (version >= 1) writer.int32(0);
    writer.int16(response.errorCode);
    writer.bytes(response.assignment);
  },
};
