import { apiVersions } from "../protocol/api-versions.ts";
import { errorCodes } from "../protocol/error-codes.ts";
import { initProducerId } from "../protocol/init-producer-id.ts";
import type { Writer } from "../protocol/writer.ts";
import { fetchHandler } from "./fetch-handler.ts";
import { groupHandlers } from "./group-handlers.ts";
import { type Handler, handlerOf } from "./handler.ts";
import { produceHandler } from "./produce-handler.ts";
import { topicHandlers } from "./topic-handlers.ts";

const initProducerIdHandler = handlerOf(initProducerId, ({ transactionalId }, { newProducerId, log }) => {
  if (transactionalId === null) return { errorCode: errorCodes.NONE, producerId: newProducerId(), producerEpoch: 0 };
  log(`a producer asks for transactions (${transactionalId}): this broker has none`);
  // The one refusal after which clients do not try for ever.
  return { errorCode: errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, producerId: -1n, producerEpoch: -1 };
});

const apiVersionsHandler = handlerOf(apiVersions, () => ({ errorCode: errorCodes.NONE, apiKeys: ranges() }));

const all: readonly Handler[] = [
  produceHandler,
  fetchHandler,
  ...topicHandlers,
  ...groupHandlers,
  initProducerIdHandler,
  apiVersionsHandler,
];

const ranges = () =>
  all
    .map(({ apiKey, minVersion, maxVersion }) => ({ apiKey, minVersion, maxVersion }))
    .sort((a, b) => a.apiKey - b.apiKey);

/** Handlers by API key. */
export const handlers: ReadonlyMap<number, Handler> = new Map(all.map((handler) => [handler.apiKey, handler]));

/** The answer to an ApiVersions request of a version the broker does not know: version 0, with the versions it does (KIP-511). */
export const writeUnsupportedVersion = (writer: Writer): void =>
  apiVersions.encode(writer, { errorCode: errorCodes.UNSUPPORTED_VERSION, apiKeys: ranges() }, 0);

export const apiVersionsKey = apiVersions.apiKey;
