import { messageOf } from "../errors.ts";
import type { JsonResponse } from "./http-connection.ts";

/** A field of a JSON object; undefined where there is no such field or no object. */
export const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** What an error reply says: `HTTP 404: Topic not found (40401)`. */
export const describeReply = ({ status, body }: JsonResponse): string => {
  const message = field(body, "message") ?? field(body, "Message") ?? (typeof body === "string" ? body : undefined);
  const code = field(body, "error_code") ?? field(body, "__type");
  const words = typeof message === "string" && message !== "" ? message.slice(0, 500) : "no message";
  return `HTTP ${status}: ${words}${code === undefined ? "" : ` (${String(code)})`}`;
};

/** Why a request got no reply. The server may have taken the records all the same. */
export const describeFailure = (error: unknown): string => {
  const code = field(error, "code");
  const words = messageOf(error) === "" ? String(code) : messageOf(error);
  const refused = code === "ECONNREFUSED" || code === "ENOTFOUND";
  return refused ? `it cannot be reached (${words})` : `no reply (${words}); the server may have it all the same`;
};
