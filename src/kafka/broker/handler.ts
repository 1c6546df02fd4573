import type { Api } from "../protocol/api.ts";
import type { MetadataBroker } from "../protocol/metadata.ts";
import type { Reader } from "../protocol/reader.ts";
import type { Writer } from "../protocol/writer.ts";
import type { Groups } from "./groups.ts";
import type { Caller } from "./joining.ts";
import type { Offsets } from "./offsets.ts";
import type { Topics } from "./topics.ts";

/** What the handlers of requests work on. */
export interface BrokerContext {
  readonly node: MetadataBroker;
  readonly clusterId: string;
  readonly topics: Topics;
  readonly groups: Groups;
  readonly offsets: Offsets;
  /** Whether asking for a topic that is not there makes it, where the client allows it. */
  readonly autoCreateTopics: boolean;
  readonly newProducerId: () => bigint;
  /** Aborted when the broker closes: whoever waits for records stops waiting. */
  readonly closing: AbortSignal;
  readonly log: (line: string) => void;
}

/** Writes a reply's body; undefined where the request is to get no reply. */
export type Reply = ((writer: Writer) => void) | undefined;

/** One kind of request with its handling, the types of its messages closed over. */
export interface Handler {
  readonly name: string;
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
  handle(reader: Reader, version: number, context: BrokerContext, caller: Caller): Promise<Reply>;
}

/** Ties a message's codec to what is to be done; `undefined` instead of a response sends none. */
export const handlerOf = <Request, Response>(
  api: Api<Request, Response>,
  handle: (
    request: Request,
    context: BrokerContext,
    caller: Caller,
    version: number,
  ) => Promise<Response | undefined> | Response | undefined,
): Handler => ({
  name: api.name,
  apiKey: api.apiKey,
  minVersion: api.minVersion,
  maxVersion: api.maxVersion,
  handle: async (reader, version, context, caller) => {
    const response = await handle(api.decode(reader, version), context, caller, version);
    return response === undefined ? undefined : (writer) => api.encode(writer, response, version);
  },
});
