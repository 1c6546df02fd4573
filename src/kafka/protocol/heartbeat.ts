import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface HeartbeatRequest {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
}

/** HeartbeatRequest.json, HeartbeatResponse.json. */
export const heartbeat: Api<HeartbeatRequest, { readonly errorCode: ErrorCode }> = {
  name: "Heartbeat",
  apiKey: 12,
  minVersion: 0,
  maxVersion: 3,
  decode: (reader, version) => {
    const request = { groupId: reader.string(), generationId: reader.int32(), memberId: reader.string() };
    if (version >= 3) reader.nullableString(); // GroupInstanceId
    return request;
  },
  encode: (writer, response, version) => {
    if (version >= 1) writer.int32(0);
    writer.int16(response.errorCode);
  },
};
