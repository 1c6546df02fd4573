// What the thread that holds the kernel's sockets does with them, so that control and heartbeat answer while a cell keeps the main thread busy.

import { parentPort } from "node:worker_threads";
import { messageOf } from "../../src/errors.ts";
import type { JsonObject } from "../../src/notebook/index.ts";
import { createAnswering } from "./answering.ts";
import { unsafeConnection } from "./connection.ts";
import type { EncodedContent } from "./encode-content.ts";
import { createEnvelope, type Parent, type PublishedRest } from "./envelope.ts";
import { gatherStreams } from "./gather-streams.ts";
import { hearSigint } from "./hear-sigint.ts";
import { createInterrupter } from "./interrupter.ts";
import { kernelInfo } from "./kernel-info.ts";
import { inputState, shared, type ToCells, type ToChannels } from "./link.ts";
import { connection, data, log, openedSockets } from "./opened.ts";
import { watchParent } from "./parent.ts";
import { release } from "./pending.ts";
import { closeSockets } from "./sockets.ts";
import { createStdin } from "./stdin.ts";
import { createSubshells } from "./subshells.ts";
import { objectLimit, watchMemory } from "./watch-memory.ts";
import { decodeMessage, type Message, signer } from "./wire.ts";
import type { Router } from "./zmtp/index.ts";

const { connectionFile, numbers, interrupts, inputs, heapLimit } = data;
const sockets = openedSockets();
const sign = signer(connection.key, connection.signature_scheme);
const envelope = createEnvelope(sign);
/** The cell that started last. */
let lastCell: Parent = {};

const tell = (message: ToCells): void => parentPort?.postMessage(message);

const noticeOf = (lost: number): Uint8Array[] => {
  const text = `${lost} messages of output were lost: a front end did not read them in time\n`;
  return envelope.published("stream", { name: "stderr", text }, {});
};

const publish = (
  type: string,
  content: JsonObject | EncodedContent,
  parent: Parent,
  rest: PublishedRest = {},
): Promise<void> | undefined => sockets.iopub.send(envelope.published(type, content, parent, rest));

/** A client that is gone gets no reply. */
const reply = (
  router: Router,
  { identities, header }: Pick<Message, "identities" | "header">,
  type: string,
  content: JsonObject,
): void => {
  router.send(envelope.addressed(identities, envelope.header(type), header, content));
};

const receive = (router: Router, name: string, handle: (message: Message) => void): void => {
  router.receive((frames) => {
    try {
      handle(decodeMessage(frames, sign));
    } catch (error) {
      log(`dropped a message on ${name}: ${messageOf(error)}`);
    }
  });
};

const finishInput = (state: number): void => {
  Atomics.store(numbers, shared.input, state);
  Atomics.notify(numbers, shared.input);
};

const stdin = createStdin({
  send: ({ identities, parent, content }) => {
    const header = envelope.header("input_request");
    return { header, sent: sockets.stdin.send(envelope.addressed(identities, header, parent, content)) };
  },
  answer: (value) => {
    inputs.postMessage(value);
    finishInput(inputState.answered);
  },
  unreachable: () => finishInput(inputState.unreachable),
  log,
});

const interrupter = createInterrupter({
  signal: interrupts,
  tell,
  release: () => {
    if (stdin.cancel()) finishInput(inputState.interrupted);
  },
});

const mostObjects = objectLimit(heapLimit);
watchMemory({
  limit: mostObjects,
  isRunning: () => Atomics.load(numbers, shared.running) > 0,
  warn: (used) => {
    const [part, all] = [used, mostObjects].map((bytes) => Math.round(bytes / 1e6));
    const text = `out of memory soon: ${part} of ${all} MB are in use, and the kernel ends when they are full. Interrupt the cell, or allow more with NODE_OPTIONS=--max-old-space-size=8192 (MB).\n`;
    void publish("stream", { name: "stderr", text }, lastCell);
  },
});

const answering = createAnswering({
  tell,
  publish: (type, content, parent, date) => publish(type, content, parent, { date }),
  onProcess: interrupter.child,
  log,
});

const subshells = createSubshells();

/** Handles a request in this thread, between busy and idle. */
const answer = async (router: Router, request: Message, content: JsonObject | Promise<JsonObject>) => {
  answering.statuses.busy(request.header);
  const type = request.header.msg_type.replace(/_request$/, "_reply");
  reply(router, request, type, await Promise.resolve(content).catch(failure));
  await answering.statuses.idle(request.header);
};

const failure = (error: unknown): JsonObject => {
  log(messageOf(error));
  return { status: "error", ename: "Error", evalue: messageOf(error), traceback: [] };
};

const onShell = (message: Message): void => {
  const content = subshells.refuse(message) ?? answering.answer(message);
  if (content) return void answer(sockets.shell, message, content);
  answering.sent(message);
  tell({ kind: "request", message });
};

const onControl = (message: Message): void => {
  const content = subshells.answer(message);
  if (content) return void answer(sockets.control, message, content);
  switch (message.header.msg_type) {
    case "kernel_info_request":
      return void answer(sockets.control, message, kernelInfo());
    case "interrupt_request":
      return void answer(sockets.control, message, interrupter.interrupt());
    case "shutdown_request":
      return void shutdown(message);
    default:
      log(`no answer to ${message.header.msg_type} on control`);
  }
};

const shutdown = async (message: Message): Promise<void> => {
  const content = { status: "ok", restart: message.content.restart === true };
  void publish("shutdown_reply", content, message.header);
  await answer(sockets.control, message, content);
  await answering.statuses.settled();
  // A busy main thread does not hear that it is to end.
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 700);
  await closeSockets(sockets);
  tell({ kind: "exit" });
};

/** Reads what has already arrived on shell, which takes a turn of this loop, and draws the line before `send`. */
const fenced = (send: () => void): void => {
  setImmediate(() =>
    setImmediate(() => {
      tell({ kind: "fence" });
      send();
    }),
  );
};

const published = async (message: Extract<ToChannels, { kind: "publish" }>): Promise<void> => {
  const waiting = publish(message.type, message.content, message.parent, message);
  if (waiting) await waiting;
  release(numbers, message.size);
};

const fromCells = (message: ToChannels): void => {
  switch (message.kind) {
    case "publish":
      if (message.type === "execute_input") lastCell = message.parent;
      void published(message);
      break;
    case "reply": {
      const send = () => reply(sockets.shell, message.to, message.type, message.content);
      if (message.fence) fenced(send);
      else send();
      break;
    }
    case "input":
      stdin.ask({ identities: message.identities, parent: message.parent, content: { ...message.request } });
      break;
    case "child":
      interrupter.child(message.pid, message.alive);
      break;
    case "flush":
      void flush();
      break;
    default:
      answering.learn(message);
  }
};

const flush = async (): Promise<void> => {
  await publish("status", { execution_state: "idle" }, {});
  await closeSockets(sockets);
  Atomics.store(numbers, shared.flushed, 1);
  Atomics.notify(numbers, shared.flushed);
};

const gathered = gatherStreams(fromCells);
parentPort?.on("message", (messages: readonly ToChannels[]) => messages.forEach(gathered));
tell({ kind: "ready" });
for (const warning of unsafeConnection(connectionFile, connection)) log(warning);
watchParent(() => Atomics.load(numbers, shared.parent), log);
hearSigint(() => void interrupter.interrupt());
sockets.iopub.speak({ welcomeOf: envelope.welcome, noticeOf });
void publish("status", { execution_state: "starting" }, {});
// What has come back too late, or to nobody, is lost as a missed beat is.
sockets.heartbeat.receive((frames) => void sockets.heartbeat.send(frames));
receive(sockets.control, "control", onControl);
receive(sockets.shell, "shell", onShell);
receive(sockets.stdin, "stdin", stdin.receive);
