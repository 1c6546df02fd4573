import type { Json, JsonObject } from "../../src/notebook/index.ts";
import type { CommMessage } from "../../src/session/index.ts";
import type { Speaker } from "./cells.ts";
import type { Header, Message } from "./wire.ts";

/** The comm message that a request is; undefined for any other request, and for one that names no comm. */
export const asCommMessage = ({ header, content, metadata, buffers }: Message): CommMessage | undefined => {
  const type = types.find((known) => known === header.msg_type);
  if (!type || typeof content.comm_id !== "string") return undefined;
  const data = isObject(content.data) ? content.data : {};
  const target = typeof content.target_name === "string" ? { targetName: content.target_name } : {};
  return { type, commId: content.comm_id, ...target, data, metadata, buffers };
};

const types = ["comm_open", "comm_msg", "comm_close"] as const;

/** Sends a session's comm message to the front ends. */
export const publishComm = (
  speaker: Speaker,
  { type, commId, targetName, data, metadata, buffers }: CommMessage,
  parent: Header | Record<string, never>,
): void => {
  const target: JsonObject = targetName === undefined ? {} : { target_name: targetName };
  speaker.publish(type, { comm_id: commId, ...target, data }, parent, { metadata, buffers });
};

/** Whose comms a comm_info_request asks for; undefined for all. */
export const targetOf = ({ target_name: name }: JsonObject): string | undefined =>
  typeof name === "string" && name !== "" ? name : undefined;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
