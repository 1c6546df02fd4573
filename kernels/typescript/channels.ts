// The thread that holds the kernel's sockets, so that control and heartbeat answer while a cell keeps the main thread busy.
import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { Reply, Router, XPublisher } from "zeromq";
import { messageOf } from "../../src/errors.ts";
import type { JsonObject } from "../../src/notebook/index.ts";
import { interruptMainThread } from "../../src/session/index.ts";
import { endpoint, readConnection } from "./connection.ts";
import { kernelInfo } from "./kernel-info.ts";
import { type ChannelsData, shared, type ToCells, type ToChannels } from "./link.ts";
import { decodeMessage, encodeMessage, type Header, type Message, protocolVersion, signer } from "./wire.ts";

const { connectionFile, numbers, parentPid } = workerData as ChannelsData;
const connection = readConnection(connectionFile);
const sign = signer(connection.key, connection.signature_scheme);
const session = crypto.randomUUID();
const info = kernelInfo();
const unlimited = { sendHighWaterMark: 0, linger: 500 };
const shell = new Router(unlimited);
const control = new Router(unlimited);
const stdin = new Router(unlimited);
const iopub = new XPublisher({ ...unlimited, verbosity: "allSubs" });
const heartbeat = new Reply({ linger: 0 });
/** Requests that the cells' thread has and has not answered. */
let open = 0;
let interrupts = 0;

const log = (line: string): void => {
  // Not process.stderr: a worker's goes through the main thread, where it would be a cell's output.
  writeSync(2, `pinbook kernel: ${line}\n`);
};

const tell = (message: ToCells): void => parentPort?.postMessage(message);

const header = (type: string): Header => ({
  msg_id: crypto.randomUUID(),
  msg_type: type,
  session,
  username: "kernel",
  date: new Date().toISOString(),
  version: protocolVersion,
});

/** Sends one after another: a socket takes no second send while one waits. */
const sender = (socket: Router | XPublisher) => {
  let last: Promise<void> = Promise.resolve();
  return (message: Message): Promise<void> => {
    const frames = encodeMessage(message, sign);
    last = last
      .then(() => socket.send(frames as Buffer[]))
      .catch((error: unknown) => log(`not sent: ${messageOf(error)}`));
    return last;
  };
};
const toIopub = sender(iopub);
const toShell = sender(shell);
const toControl = sender(control);

const publish = (type: string, content: JsonObject, parent: Message["parentHeader"], metadata: JsonObject = {}) =>
  toIopub({
    identities: [Buffer.from(`kernel.${session}.${type}`)],
    header: header(type),
    parentHeader: parent,
    metadata,
    content,
    buffers: [],
  });

const reply = (send: (message: Message) => Promise<void>, request: Message, type: string, content: JsonObject) =>
  send({
    identities: request.identities,
    header: header(type),
    parentHeader: request.header,
    metadata: {},
    content,
    buffers: [],
  });

const receive = async (socket: Router, name: string, handle: (message: Message) => void): Promise<void> => {
  for await (const frames of socket) {
    try {
      handle(decodeMessage(frames, sign));
    } catch (error) {
      log(`dropped a message on ${name}: ${messageOf(error)}`);
    }
  }
};

/** Handles a request in this thread, between busy and idle. */
const answer = async (
  send: (message: Message) => Promise<void>,
  request: Message,
  content: JsonObject | Promise<JsonObject>,
) => {
  void publish("status", { execution_state: "busy" }, request.header);
  const type = request.header.msg_type.replace(/_request$/, "_reply");
  void reply(send, request, type, await content);
  await publish("status", { execution_state: "idle" }, request.header);
};

const onShell = (message: Message): void => {
  if (message.header.msg_type === "kernel_info_request" && open === 0) return void answer(toShell, message, info);
  open++;
  tell({ kind: "request", message });
};

const onControl = (message: Message): void => {
  switch (message.header.msg_type) {
    case "kernel_info_request":
      return void answer(toControl, message, info);
    case "interrupt_request":
      return void answer(toControl, message, interrupt());
    case "shutdown_request":
      return void shutdown(message);
    default:
      log(`no answer to ${message.header.msg_type} on control`);
  }
};

/** Also where no cell runs: a timer of an earlier one may loop. */
const interrupt = async (): Promise<JsonObject> => {
  const number = ++interrupts;
  tell({ kind: "interrupt", number });
  if (await interruptMainThread(() => Atomics.load(numbers, shared.interrupted) >= number)) return { status: "ok" };
  const evalue = "the cell runs native code that cannot be stopped; restart the kernel";
  return { status: "error", ename: "NotInterrupted", evalue, traceback: [] };
};

const shutdown = async (message: Message): Promise<void> => {
  const content = { status: "ok", restart: message.content.restart === true };
  void publish("shutdown_reply", content, message.header);
  await answer(toControl, message, content);
  close();
  tell({ kind: "exit" });
  // A busy main thread does not hear it.
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 700);
};

const close = (): void => {
  for (const socket of [shell, control, stdin, iopub, heartbeat]) socket.close();
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
      void publish(message.type, message.content, message.parent, message.metadata).then(() => {
        Atomics.sub(numbers, shared.pending, message.size);
        Atomics.notify(numbers, shared.pending);
      });
      break;
    case "reply": {
      open--;
      const send = () => void reply(toShell, message.request, message.type, message.content);
      if (message.fence) fenced(send);
      else send();
      break;
    }
    case "flush":
      void publish("status", { execution_state: "idle" }, {}).then(() => {
        close();
        setTimeout(() => {
          Atomics.store(numbers, shared.flushed, 1);
          Atomics.notify(numbers, shared.flushed);
        }, 50);
      });
  }
};

/** Greets each subscriber with the topic that it asked for (JEP 65). */
const greet = async (): Promise<void> => {
  for await (const [frame] of iopub) {
    if (frame?.[0] !== 1) continue;
    const subscription = frame.subarray(1);
    void toIopub({
      identities: [subscription],
      header: header("iopub_welcome"),
      parentHeader: {},
      metadata: {},
      content: { subscription: subscription.toString("utf8") },
      buffers: [],
    });
  }
};

const beat = async (): Promise<void> => {
  for await (const frames of heartbeat) await heartbeat.send(frames);
};

/** Ends the kernel once the process that started it is gone, killed perhaps: nobody else would. */
const watchParent = (pid: number): void => {
  setInterval(() => {
    if (process.ppid === pid || isAlive(pid)) return;
    log(`the process ${pid} that started the kernel is gone`);
    process.kill(process.pid, "SIGKILL");
  }, 1000);
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

await Promise.all([
  shell.bind(endpoint(connection, connection.shell_port)),
  control.bind(endpoint(connection, connection.control_port)),
  stdin.bind(endpoint(connection, connection.stdin_port)),
  iopub.bind(endpoint(connection, connection.iopub_port)),
  heartbeat.bind(endpoint(connection, connection.hb_port)),
]);
parentPort?.on("message", fromCells);
tell({ kind: "ready" });
if (parentPid !== undefined) watchParent(parentPid);
void publish("status", { execution_state: "starting" }, {});
void greet();
void beat();
void receive(control, "control", onControl);
void receive(shell, "shell", onShell);
