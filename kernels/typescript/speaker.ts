import type { Worker } from "node:worker_threads";
import type { Speaker } from "./cells.ts";
import { encodeContent } from "./encode-content.ts";
import { shared, type ToChannels } from "./link.ts";
import { enter } from "./pending.ts";

/** Hands messages to the channels' thread; `fences` collects what to call once the thread has drawn the line that replyLast asks for. */
export const createSpeaker = (
  channels: Worker,
  numbers: Int32Array<SharedArrayBuffer>,
  fences: (() => void)[],
): Speaker => {
  const send = (message: ToChannels, moved: ArrayBuffer[] = []) => channels.postMessage(message, moved);
  return {
    publish: (type, content, parent, { metadata = {}, buffers = [] } = {}) => {
      const encoded = encodeContent(content);
      const size = enter(
        numbers,
        buffers.reduce((sum, { byteLength }) => sum + byteLength, encoded.length),
      );
      const moved = typeof encoded === "string" ? [] : [encoded.buffer];
      send({ kind: "publish", type, content: encoded, metadata, buffers, parent, size }, moved);
    },
    status: (state, { header: parent }) => send({ kind: "status", state, parent }),
    entered: (line, input) => send({ kind: "entered", line, input }),
    reply: (request, type, content) => send({ kind: "reply", type, content, request, fence: false }),
    replyLast: (request, type, content, then) => {
      fences.push(then);
      send({ kind: "reply", type, content, request, fence: true });
    },
    running: (number) => {
      Atomics.store(numbers, shared.running, number);
    },
  };
};
