import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface ApiVersionRange {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

export interface ApiVersionsResponse {
  readonly errorCode: ErrorCode;
  readonly apiKeys: readonly ApiVersionRange[];
}

/** ApiVersionsRequest.json, ApiVersionsResponse.json. */
export const apiVersions: Api<Record<never, never>, ApiVersionsResponse> = {
  name: "ApiVersions",
  apiKey: 18,
  minVersion: 0,
  maxVersion: 2,
  decode: () => ({}),
  encode: (writer, response, version) => {
    writer.int16(response.errorCode);
    writer.array(response.apiKeys, (range) => {
      writer.int16(range.apiKey);
      writer.int16(range.minVersion);
      writer.int16(range.maxVersion);
    });
    if (version >= 1) writer.int32(0);
  },
};
