import type { JsonObject } from "../../src/notebook/index.ts";
import type { EncodedContent } from "./encode-content.ts";
import { encodeMessage, type Header, type Message, protocolVersion, type Sign } from "./wire.ts";

/** What a message is about: the header of a request, or nothing. */
export type Parent = Message["parentHeader"];

/** What goes with a published message beside its content. */
export interface PublishedRest {
  /** The header's date; now by default. */
  readonly date?: string | undefined;
  readonly metadata?: JsonObject;
  readonly buffers?: readonly Uint8Array[];
}

/** Makes the messages of one kernel. */
export interface Envelope {
  header(type: string): Header;
  /** The frames of a message for iopub, with its topic. */
  published(type: string, content: JsonObject | EncodedContent, parent: Parent, rest?: PublishedRest): Uint8Array[];
  /** The frames of a message for the client with these identities. */
  addressed(identities: readonly Uint8Array[], header: Header, parent: Header, content: JsonObject): Uint8Array[];
  /** The frames that greet a subscriber with the topic that it asked for (JEP 65). */
  welcome(topic: Buffer): Uint8Array[];
}

export const createEnvelope = (sign: Sign): Envelope => {
  const session = crypto.randomUUID();
  const headerOf = (type: string, date = new Date().toISOString()): Header => ({
    msg_id: crypto.randomUUID(),
    msg_type: type,
    session,
    username: "kernel",
    date,
    version: protocolVersion,
  });
  return {
    header: (type) => headerOf(type),
    published: (type, content, parentHeader, { date, metadata = {}, buffers = [] } = {}) => {
      const identities = [Buffer.from(`kernel.${session}.${type}`)];
      return encodeMessage(
        { identities, header: headerOf(type, date), parentHeader, metadata, content, buffers },
        sign,
      );
    },
    addressed: (identities, header, parentHeader, content) =>
      encodeMessage({ identities, header, parentHeader, metadata: {}, content, buffers: [] }, sign),
    welcome: (topic) => {
      const content = { subscription: topic.toString("utf8") };
      const parts = { parentHeader: {}, metadata: {}, content, buffers: [] };
      return encodeMessage({ identities: [topic], header: headerOf("iopub_welcome"), ...parts }, sign);
    },
  };
};
