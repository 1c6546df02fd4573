import { createHmac, timingSafeEqual } from "node:crypto";
import type { JsonObject } from "../../src/notebook/index.ts";

/** The version of the messaging protocol that the kernel speaks. */
export const protocolVersion = "5.4";

/** A message's header, "General Message Format" in Jupyter's messaging specification. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  /** ISO 8601. */
  readonly date: string;
  readonly version: string;
  /** The subshell that a request on shell is for; the main shell where there is none. */
  readonly subshell_id?: string | null;
}

/** A message as plain data. */
export interface Message {
  /** Routing prefix: the client's identity on a ROUTER socket, the topic on iopub. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly parentHeader: Header | Record<string, never>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

/** A message to send, whose content may be JSON already. */
export type Outgoing = Omit<Message, "content"> & { readonly content: JsonObject | string | Uint8Array };

/** Signs a message's four JSON frames; the empty key means that messages are not signed. */
export type Sign = (frames: readonly Uint8Array[]) => string;

const delimiter = Buffer.from("<IDS|MSG>");

/** HMAC of the frames in lower-case hex, by the connection file's key and scheme, such as `hmac-sha256`. */
export const signer = (key: string, scheme = "hmac-sha256"): Sign => {
  const algorithm = scheme.replace(/^hmac-/, "");
  return (frames) => {
    if (key === "") return "";
    const hmac = createHmac(algorithm, key);
    for (const frame of frames) hmac.update(frame);
    return hmac.digest("hex");
  };
};

/** The frames of a message: identities, delimiter, signature, header, parent header, metadata, content, buffers. */
export const encodeMessage = (message: Outgoing, sign: Sign): Uint8Array[] => {
  const { identities, header, parentHeader, metadata, content, buffers } = message;
  const parts = [header, parentHeader, metadata, content].map(asBytes);
  return [...identities, delimiter, Buffer.from(sign(parts)), ...parts, ...buffers];
};

const asBytes = (part: object | string): Uint8Array =>
  part instanceof Uint8Array ? part : Buffer.from(typeof part === "string" ? part : JSON.stringify(part));

/** The message in the frames; throws an Error that says what is wrong with them, a bad signature too. */
export const decodeMessage = (frames: readonly Uint8Array[], sign: Sign): Message => {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  if (at < 0) throw new Error("no <IDS|MSG> delimiter");
  const [signature, ...rest] = frames.slice(at + 1);
  const parts = rest.slice(0, 4);
  if (!signature || parts.length < 4) throw new Error(`${rest.length} frames after the signature, 4 are needed`);
  const expected = Buffer.from(sign(parts));
  if (expected.length !== signature.length || !timingSafeEqual(expected, signature)) throw new Error("wrong signature");
  const [header, parentHeader, metadata, content] = parts.map(parseObject);
  if (typeof header?.msg_type !== "string" || typeof header.msg_id !== "string")
    throw new Error("the header has no msg_type or no msg_id");
  return {
    identities: frames.slice(0, at),
    header: header as unknown as Header,
    parentHeader: parentHeader as unknown as Header,
    metadata: metadata ?? {},
    content: content ?? {},
    buffers: rest.slice(4),
  };
};

const parseObject = (frame: Uint8Array): JsonObject => {
  const value: unknown = JSON.parse(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString("utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("a frame is no JSON object");
  return value as JsonObject;
};
