import type { Api } from "./api.ts";
import { type ErrorCode, errorCodes } from "./error-codes.ts";
import type { Reader } from "./reader.ts";

export interface LeaveGroupRequest {
  readonly groupId: string;
  /** One before version 3. */
  readonly memberIds: readonly string[];
}

export interface LeaveGroupResponse {
  readonly members: readonly { readonly memberId: string; readonly errorCode: ErrorCode }[];
}

/** LeaveGroupRequest.json, LeaveGroupResponse.json. */
export const leaveGroup: Api<LeaveGroupRequest, LeaveGroupResponse> = {
  name: "LeaveGroup",
  apiKey: 13,
  minVersion: 0,
  maxVersion: 3,
  decode: (reader, version) => ({
    groupId: reader.string(),
    memberIds: version >= 3 ? reader.array(() => readMember(reader)) : [reader.string()],
  }),
  encode: (writer, { members }, version) => {
    if (version >= 1) writer.int32(0);
    if (version < 3) {
      writer.int16(members[0]?.errorCode ?? errorCodes.NONE);
      return;
    }
    writer.int16(errorCodes.NONE);
    writer.array(members, (member) => {
      writer.string(member.memberId);
      writer.nullableString(null);
      writer.int16(member.errorCode);
    });
  },
};

const readMember = (reader: Reader): string => {
  const memberId = reader.string();
  reader.nullableString(); // GroupInstanceId
  return memberId;
};
