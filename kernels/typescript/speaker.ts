import type { Worker } from "node:worker_threads";
import type { Speaker } from "./cells.ts";
import { encodeContent } from "./encode-content.ts";
import { shared, type ToChannels } from "./link.ts";

/** Most bytes of output on their way to the sockets; a cell that makes more waits. */
const mostPending = 64 * 1024 * 1024;

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
      const size = buffers.reduce((sum, { byteLength }) => sum + byteLength, encoded.length);
      waitForRoom(numbers, size);
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

/** Holds the main thread while the sockets' thread is behind. */
const waitForRoom = (numbers: Int32Array<SharedArrayBuffer>, size: number): void => {
  for (let pending = Atomics.load(numbers, shared.pending); pending > mostPending; ) {
    Atomics.wait(numbers, shared.pending, pending, 1000);
    pending = Atomics.load(numbers, shared.pending);
  }
  Atomics.add(numbers, shared.pending, size);
};
