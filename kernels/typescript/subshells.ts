import type { JsonObject } from "../../src/notebook/index.ts";
import type { Message } from "./wire.ts";

/** Subshells (JEP 91): queues of requests beside the main one, which go on while a cell of another awaits. */
export interface Subshells {
  /** The content of the reply to a request that makes, ends or lists subshells; undefined for any other. */
  answer(request: Message): JsonObject | undefined;
  /** The error to reply where a request names a subshell that is not there. */
  refuse(request: Message): JsonObject | undefined;
}

export const createSubshells = (): Subshells => {
  const open = new Set<string>();
  return {
    answer: ({ header, content }) => {
      switch (header.msg_type) {
        case "create_subshell_request": {
          const id = crypto.randomUUID();
          open.add(id);
          return { status: "ok", subshell_id: id };
        }
        case "delete_subshell_request":
          return open.delete(String(content.subshell_id)) ? { status: "ok" } : unknown(String(content.subshell_id));
        case "list_subshell_request":
          return { status: "ok", subshell_id: [...open] };
        default:
          return undefined;
      }
    },
    refuse: ({ header: { subshell_id: id, msg_type: type } }) =>
      typeof id === "string" && !open.has(id) && type.endsWith("_request") ? unknown(id) : undefined,
  };
};

const unknown = (id: string): JsonObject => ({
  ...{ status: "error", ename: "UnknownSubshell", evalue: `there is no subshell ${id}: it was deleted or never made` },
  traceback: [],
});
