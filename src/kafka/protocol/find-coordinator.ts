import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { MetadataBroker } from "./metadata.ts";

export interface FindCoordinatorRequest {
  readonly key: string;
  /** 0 for a group, 1 for a transaction. */
  readonly keyType: number;
}

export interface FindCoordinatorResponse {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly node: MetadataBroker;
}

/** FindCoordinatorRequest.json, FindCoordinatorResponse.json. */
export const findCoordinator: Api<FindCoordinatorRequest, FindCoordinatorResponse> = {
  name: "FindCoordinator",
  apiKey: 10,
  minVersion: 0,
  maxVersion: 2,
  decode: (reader, version) => ({ key: reader.string(), keyType: version >= 1 ? reader.int8() : 0 }),
  encode: (writer, { errorCode, errorMessage, node }, version) => {
    if (version >= 1) writer.int32(0);
    writer.int16(errorCode);
    if (version >= 1) writer.nullableString(errorMessage);
    writer.int32(node.nodeId);
    writer.string(node.host);
    writer.int32(node.port);
  },
};
