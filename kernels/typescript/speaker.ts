import type { Speaker } from "./cells.ts";
import { encodeContent } from "./encode-content.ts";
import { shared } from "./link.ts";
import { enter } from "./pending.ts";
import type { Teller } from "./teller.ts";

/** Hands messages to the channels' thread; `fences` collects what to call once the thread has drawn the line that replyLast asks for. */
export const createSpeaker = (
  { tell, tellSoon, flush }: Teller,
  numbers: Int32Array<SharedArrayBuffer>,
  fences: (() => void)[],
): Speaker => {
  return {
    publish: (type, content, parent, { metadata = {}, buffers = [] } = {}) => {
      const encoded = encodeContent(content);
      const size = enter(
        numbers,
        buffers.reduce((sum, { byteLength }) => sum + byteLength, encoded.length),
        flush,
      );
      const moved = typeof encoded === "string" ? [] : [encoded.buffer];
      const send = soon.has(type) ? tellSoon : tell;
      send({ kind: "publish", type, content: encoded, metadata, buffers, parent, size }, moved);
    },
    status: (state, { header: parent }) => tellSoon({ kind: "status", state, parent }),
    entered: (line, input) => tellSoon({ kind: "entered", line, input }),
    reply: ({ identities, header }, type, content) =>
      tellSoon({ kind: "reply", type, content, to: { identities, header }, fence: false }),
    replyLast: ({ identities, header }, type, content, then) => {
      fences.push(then);
      tellSoon({ kind: "reply", type, content, to: { identities, header }, fence: true });
    },
    running: (number) => {
      Atomics.store(numbers, shared.running, number);
    },
  };
};

/** What comes at the beginning and at the end of a cell, where more follows at once. */
const soon = new Set(["execute_input", "execute_result", "error"]);
