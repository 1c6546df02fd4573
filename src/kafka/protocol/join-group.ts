import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface GroupProtocol {
  readonly name: string;
  readonly metadata: Uint8Array;
}

export interface JoinGroupRequest {
  readonly groupId: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  /** Empty on the first join. */
  readonly memberId: string;
  readonly protocolType: string;
  readonly protocols: readonly GroupProtocol[];
  /** From version 4 on a first join is answered with MEMBER_ID_REQUIRED and the id to join with. */
  readonly memberIdRequired: boolean;
}

export interface JoinGroupResponse {
  readonly errorCode: ErrorCode;
  readonly generationId: number;
  readonly protocolName: string;
  readonly leader: string;
  readonly memberId: string;
  /** Filled for the leader only. */
  readonly members: readonly { readonly memberId: string; readonly metadata: Uint8Array }[];
}

/** JoinGroupRequest.json, JoinGroupResponse.json. Group instance ids are read over: members are dynamic. */
export const joinGroup: Api<JoinGroupRequest, JoinGroupResponse> = {
  name: "JoinGroup",
  apiKey: 11,
  minVersion: 0,
  maxVersion: 5,
  decode: (reader, version) => {
    const groupId = reader.string();
    const sessionTimeoutMs = reader.int32();
    const rebalanceTimeoutMs = version >= 1 ? reader.int32() : sessionTimeoutMs;
    const memberId = reader.string();
    if (version >= 5) reader.nullableString(); // GroupInstanceId
    const protocolType = reader.string();
    const protocols = reader.array(() => ({ name: reader.string(), metadata: reader.bytes() }));
    const memberIdRequired = version >= 4;
    return { groupId, sessionTimeoutMs, rebalanceTimeoutMs, memberId, protocolType, protocols, memberIdRequired };
  },
  encode: (writer, response, version) => {
    if (version >= 2) writer.int32(0);
    writer.int16(response.errorCode);
    writer.int32(response.generationId);
    writer.string(response.protocolName);
    writer.string(response.leader);
    writer.string(response.memberId);
    writer.array(response.members, (member) => {
      writer.string(member.memberId);
      if (version >= 5) writer.nullableString(null);
      writer.bytes(member.metadata);
    });
  },
};
