import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface DescribedGroup {
  readonly errorCode: ErrorCode;
  readonly groupId: string;
  readonly groupState: string;
  readonly protocolType: string;
  readonly protocolData: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly clientId: string;
    readonly clientHost: string;
    readonly memberMetadata: Uint8Array;
    readonly memberAssignment: Uint8Array;
  }[];
}

/** DescribeGroupsRequest.json, DescribeGroupsResponse.json. */
export const describeGroups: Api<
  { readonly groups: readonly string[] },
  { readonly groups: readonly DescribedGroup[] }
> = {
  name: "DescribeGroups",
  apiKey: 15,
  minVersion: 0,
  maxVersion: 2,
  decode: (reader) => ({ groups: reader.array(() => reader.string()) }),
  encode: (writer, response, version) => {
    if (version >= 1) writer.int32(0);
    writer.array(response.groups, (group) => {
      writer.int16(group.errorCode);
      writer.string(group.groupId);
      writer.string(group.groupState);
      writer.string(group.protocolType);
      writer.string(group.protocolData);
      writer.array(group.members, (member) => {
        writer.string(member.memberId);
        writer.string(member.clientId);
        writer.string(member.clientHost);
        writer.bytes(member.memberMetadata);
        writer.bytes(member.memberAssignment);
      });
    });
  },
};
