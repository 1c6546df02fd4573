// What the thread that holds the kernel's sockets does with them, so that control and heartbeat answer while a cell keeps the main thread busy.

import { writeSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { messageOf } from "../../src/errors.ts";
import type { JsonObject } from "../../src/notebook/index.ts";
import { createAnswering } from "./answering.ts";
import { unsafeConnection } from "./connection.ts";
import type { EncodedContent } from "./encode-content.ts";
import { hearSigint } from "./hear-sigint.ts";
import { createInterrupter } from "./interrupter.ts";
import { kernelInfo } from "./kernel-info.ts";
import { inputState, shared, type ToCells, type ToChannels } from "./link.ts";
import { connection, data, sockets } from "./opened.ts";
import { watchParent } from "./parent.ts";
import { release } from "./pending.ts";
import { closeSockets, publisher, routerSender, type SendFrames } from "./sockets.ts";
import { createStdin } from "./stdin.ts";
import { createSubshells } from "./subshells.ts";
import { watchMemory } from "./watch-memory.ts";
import { decodeMessage, encodeMessage, type Header, type Message, protocolVersion, signer } from "./wire.ts";

const { connectionFile, numbers, interrupts, inputs, parentPid, heapLimit } = data;
const sign = signer(connection.key, connection.signature_scheme);
const session = crypto.randomUUID();
/** The cell that started last. */
let lastCell: Message["parentHeader"] = {};

const log = (line: string): void => {
  // Not process.stderr: a worker's goes through the main thread, where it would be a cell's output.
  writeSync(2, `pinbook kernel: ${line}\n`);
};

const tell = (message: ToCells): void => parentPort?.postMessage(message);

const newHeader = (type: string, date = new Date().toISOString()): Header => ({
  msg_id: crypto.randomUUID(),
  msg_type: type,
  session,
  username: "kernel",
  date,
  version: protocolVersion,
});

interface Rest {
  /** The header's date; now by default. */
  readonly date?: string | undefined;
  readonly metadata?: JsonObject;
  readonly buffers?: readonly Uint8Array[];
}

const published = (
  type: string,
  content: JsonObject | EncodedContent,
  parentHeader: Message["parentHeader"],
  { date, metadata = {}, buffers = [] }: Rest = {},
): Uint8Array[] => {
  const identities = [Buffer.from(`kernel.${session}.${type}`)];
  return encodeMessage({ identities, header: newHeader(type, date), parentHeader, metadata, content, buffers }, sign);
};

const noticeOf = (lost: number): Uint8Array[] => {
  const text = `${lost} messages of output were lost: a front end did not read them in time\n`;
  return published("stream", { name: "stderr", text }, {});
};

const toIopub = publisher(sockets.iopub, noticeOf, log);
const toShell = routerSender(sockets.shell);
const toControl = routerSender(sockets.control);
const toStdin = routerSender(sockets.stdin);

const publish = (
  type: string,
  content: JsonObject | EncodedContent,
  parent: Message["parentHeader"],
  rest: Rest = {},
): Promise<void> => toIopub(published(type, content, parent, rest));

const addressed = (identities: readonly Uint8Array[], header: Header, parentHeader: Header, content: JsonObject) =>
  encodeMessage({ identities, header, parentHeader, metadata: {}, content, buffers: [] }, sign);

const reply = async (send: SendFrames, request: Message, type: string, content: JsonObject): Promise<void> => {
  try {
    await send(addressed(request.identities, newHeader(type), request.header, content));
  } catch (error) {
    log(`not sent: ${messageOf(error)}`);
  }
};

const receive = async (
  socket: AsyncIterable<Buffer[]>,
  name: string,
  handle: (message: Message) => void,
): Promise<void> => {
  for await (const frames of socket) {
    try {
      handle(decodeMessage(frames, sign));
    } catch (error) {
      log(`dropped a message on ${name}: ${messageOf(error)}`);
    }
  }
};

const finishInput = (state: number): void => {
  Atomics.store(numbers, shared.input, state);
  Atomics.notify(numbers, shared.input);
};

const stdin = createStdin({
  send: ({ identities, parent, content }) => {
    const header = newHeader("input_request");
    return { header, sent: toStdin(addressed(identities, header, parent, content)) };
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

watchMemory({
  limit: heapLimit,
  isRunning: () => Atomics.load(numbers, shared.running) > 0,
  warn: (used) => {
    const [part, all] = [used, heapLimit].map((bytes) => Math.round(bytes / 1e6));
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
const answer = async (send: SendFrames, request: Message, content: JsonObject | Promise<JsonObject>) => {
  answering.statuses.busy(request.header);
  const type = request.header.msg_type.replace(/_request$/, "_reply");
  void reply(send, request, type, await Promise.resolve(content).catch(failure));
  await answering.statuses.idle(request.header);
};

const failure = (error: unknown): JsonObject => {
  log(messageOf(error));
  return { status: "error", ename: "Error", evalue: messageOf(error), traceback: [] };
};

const onShell = (message: Message): void => {
  const content = subshells.refuse(message) ?? answering.answer(message);
  if (content) return void answer(toShell, message, content);
  answering.sent(message);
  tell({ kind: "request", message });
};

const onControl = (message: Message): void => {
  const content = subshells.answer(message);
  if (content) return void answer(toControl, message, content);
  switch (message.header.msg_type) {
    case "kernel_info_request":
      return void answer(toControl, message, kernelInfo());
    case "interrupt_request":
      return void answer(toControl, message, interrupter.interrupt());
    case "shutdown_request":
      return void shutdown(message);
    default:
      log(`no answer to ${message.header.msg_type} on control`);
  }
};

const shutdown = async (message: Message): Promise<void> => {
  const content = { status: "ok", restart: message.content.restart === true };
  void publish("shutdown_reply", content, message.header);
  await answer(toControl, message, content);
  await answering.statuses.settled();
  closeSockets(sockets);
  tell({ kind: "exit" });
  // A busy main thread does not hear it.
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 700);
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

const fromCells = (message: ToChannels): void => {
  switch (message.kind) {
    case "publish":
      if (message.type === "execute_input") lastCell = message.parent;
      void publish(message.type, message.content, message.parent, message).then(() => release(numbers, message.size));
      break;
    case "reply": {
      const send = () => void reply(toShell, message.request, message.type, message.content);
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
  closeSockets(sockets);
  setTimeout(() => {
    Atomics.store(numbers, shared.flushed, 1);
    Atomics.notify(numbers, shared.flushed);
  }, 50);
};

/** Greets each subscriber with the topic that it asked for (JEP 65). */
const greet = async (): Promise<void> => {
  for await (const [frame] of sockets.iopub) {
    if (frame?.[0] !== 1) continue;
    const topic = frame.subarray(1);
    const content = { subscription: topic.toString("utf8") };
    const header = newHeader("iopub_welcome");
    const parts = { header, parentHeader: {}, metadata: {}, content, buffers: [] };
    void toIopub(encodeMessage({ identities: [topic], ...parts }, sign));
  }
};

const beat = async (): Promise<void> => {
  // What has come back too late, or to nobody, is lost as a missed beat is.
  for await (const frames of sockets.heartbeat) await sockets.heartbeat.send(frames).catch(() => {});
};

parentPort?.on("message", fromCells);
tell({ kind: "ready" });
for (const warning of unsafeConnection(connectionFile, connection)) log(warning);
if (parentPid !== undefined) watchParent(parentPid, log);
hearSigint(() => void interrupter.interrupt());
void publish("status", { execution_state: "starting" }, {});
void greet();
void beat();
void receive(sockets.control, "control", onControl);
void receive(sockets.shell, "shell", onShell);
void receive(sockets.stdin, "stdin", stdin.receive);
