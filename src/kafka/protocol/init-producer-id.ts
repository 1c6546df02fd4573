import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";

export interface InitProducerIdResponse {
  readonly errorCode: ErrorCode;
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

/** InitProducerIdRequest.json, InitProducerIdResponse.json. */
export const initProducerId: Api<{ readonly transactionalId: string | null }, InitProducerIdResponse> = {
  name: "InitProducerId",
  apiKey: 22,
  minVersion: 0,
  maxVersion: 1,
  decode: (reader) => {
    const transactionalId = reader.nullableString();
    reader.int32(); // TransactionTimeoutMs
    return { transactionalId };
  },
  encode: (writer, response) => {
    writer.int32(0);
    writer.int16(response.errorCode);
    writer.int64(response.producerId);
    writer.int16(response.producerEpoch);
  },
};
