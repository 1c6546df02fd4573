import type { Reader } from "./reader.ts";

/** Request header v1 (RequestHeader.json): what every request of a non-flexible version begins with. */
export interface RequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
}

export const decodeRequestHeader = (reader: Reader): RequestHeader => ({
  apiKey: reader.int16(),
  apiVersion: reader.int16(),
  correlationId: reader.int32(),
  clientId: reader.nullableString(),
});
