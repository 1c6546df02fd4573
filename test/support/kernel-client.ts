import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Request, Subscriber } from "zeromq";
import {
  type Connection,
  decodeMessage,
  encodeMessage,
  endpoint,
  type Message,
  signer,
} from "../../kernels/typescript/index.ts";
import type { Json, JsonObject } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { type Channel, channel, forEach, freePorts, listeners } from "./kernel-sockets.ts";

/** A request's answer with all that was published for it, in order, until idle. */
export interface Answer {
  readonly reply: Message;
  readonly published: readonly Message[];
}

/** A kernel in a process of its own and a front end connected to it. */
export interface KernelClient {
  readonly process: ChildProcess;
  readonly connection: Connection;
  /** What the process has written to stderr. */
  stderr(): string;
  shell(type: string, content: JsonObject, subshell?: string): Promise<Answer>;
  control(type: string, content: JsonObject): Promise<Answer>;
  execute(code: string, content?: JsonObject): Promise<Answer>;
  /** Runs the cell of that id, as front ends with notebooks do. */
  executeCell(cellId: string, code: string): Promise<Answer>;
  /** Sends a message that has no reply, such as comm_msg, and resolves with what was published for it until idle. */
  tell(
    type: string,
    content: JsonObject,
    buffers?: readonly Uint8Array[],
    subshell?: string,
  ): Promise<readonly Message[]>;
  /** Resolves with the next published message that matches. */
  published(matches: (message: Message) => boolean): Promise<Message>;
  /** Resolves with the next message on stdin. */
  asked(): Promise<Message>;
  /** Answers on stdin, as an answer to that request. */
  answer(request: Message, value: string): Promise<void>;
  /** Sends frames as they are on a channel. */
  sendRaw(frames: readonly Uint8Array[], on?: "shell" | "control" | "stdin"): Promise<void>;
  beat(text: string): Promise<string>;
  /** Sends a message as a front end makes it, without waiting for an answer. */
  post(message: Message, on?: "shell" | "control" | "stdin"): Promise<void>;
  /** Calls back on each message of the kernel; returns what ends it. */
  observe(listener: (message: Message, on: ChannelName) => void): () => void;
  /** Asks the kernel to end and starts it anew on the same ports; resolves once it greets. */
  restart(): Promise<void>;
  /** Another front end at the same kernel. */
  connect(options?: { readonly withStdin?: boolean }): Promise<KernelClient>;
  close(): Promise<void>;
}

export type ChannelName = "iopub" | "shell" | "control" | "stdin";

export interface KernelOptions {
  readonly transport?: "tcp" | "ipc";
  readonly env?: NodeJS.ProcessEnv;
  /** Rights of the connection file. */
  readonly mode?: number;
}

/** Signs the messages of kernels that tests start. */
export const testKey = "a test's key";

/** Starts a kernel on free ports with `folder` as its notebook's folder; anew where another process took one of the ports meanwhile. */
export const startKernelClient = async (folder: string, options: KernelOptions = {}): Promise<KernelClient> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOn(await connectionIn(folder, options), folder, options);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
};

const connectionIn = async (folder: string, { transport = "tcp" }: KernelOptions): Promise<Connection> => {
  const ports = transport === "tcp" ? await freePorts(5) : [1, 2, 3, 4, 5];
  const [shell_port = 0, control_port = 0, stdin_port = 0, iopub_port = 0, hb_port = 0] = ports;
  const ip = transport === "tcp" ? "127.0.0.1" : join(folder, "kernel");
  return {
    ...{ transport, ip, key: testKey, signature_scheme: "hmac-sha256" },
    ...{ shell_port, control_port, stdin_port, iopub_port, hb_port },
  };
};

/** A client that was welcomed; throws with what the process said where it ended before. */
const startOn = async (
  connection: Connection,
  folder: string,
  { env = process.env, mode = 0o600 }: KernelOptions,
): Promise<KernelClient> => {
  const file = join(folder, "connection.json");
  await writeFile(file, JSON.stringify(connection), { mode });
  await chmod(file, mode);
  const run = runKernel(file, folder, env);
  return connectTo(connection, run, true);
};

/** The process of a kernel, which may be replaced by another one on the same ports. */
interface KernelProcess {
  child(): ChildProcess;
  stderr(): string;
  start(): void;
  stop(): Promise<void>;
}

const runKernel = (file: string, folder: string, env: NodeJS.ProcessEnv): KernelProcess => {
  let stderr = "";
  const command = [
    ...["--no-force-async-hooks-checks", join(packageRoot, "src/launch.cjs")],
    ...["kernel", "start", "--connection-file", file],
  ];
  const start = (): ChildProcess => {
    const child = spawn(process.execPath, command, { ...{ cwd: folder, env }, stdio: ["ignore", "inherit", "pipe"] });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    return child;
  };
  let child = start();
  return {
    child: () => child,
    stderr: () => stderr,
    start: () => {
      child = start();
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
};

const connectTo = async (
  connection: Connection,
  kernel: KernelProcess,
  withStdin: boolean,
  isOwner = true,
): Promise<KernelClient> => {
  const sign = signer(testKey);
  const address = (port: number) => endpoint(connection, port);
  const identity = crypto.randomUUID();
  const iopub = new Subscriber();
  iopub.connect(address(connection.iopub_port));
  iopub.subscribe("");
  const publications = listeners();
  void forEach(iopub, (frames) => publications.tell(decodeMessage(frames, sign)));
  const greeted = async (): Promise<void> => {
    const welcome = publications.next(({ header }) => header.msg_type === "iopub_welcome");
    const ended = once(kernel.child(), "close").then(() => "ended" as const);
    if ((await Promise.race([welcome, ended])) === "ended")
      throw new Error(`the kernel ended before it answered: ${kernel.stderr()}`);
  };
  const ready = greeted();
  const channels = {
    shell: channel(address(connection.shell_port), identity, sign),
    control: channel(address(connection.control_port), identity, sign),
  };
  const stdin = withStdin ? channel(address(connection.stdin_port), identity, sign) : undefined;
  const untilIdle = async (
    request: Message,
    send: () => Promise<Message | undefined>,
  ): Promise<[Message | undefined, Message[]]> => {
    const seen: Message[] = [];
    const ofRequest = (message: Message) => message.parentHeader.msg_id === request.header.msg_id;
    const stop = publications.on((message) => {
      if (ofRequest(message)) seen.push(message);
    });
    const idle = publications.next((message) => ofRequest(message) && message.content.execution_state === "idle");
    const [reply] = await Promise.all([send(), idle]);
    stop();
    return [reply, seen];
  };
  const ask = async (
    via: Channel,
    type: string,
    content: JsonObject,
    subshell?: string,
    metadata: JsonObject = {},
  ): Promise<Answer> => {
    const request = { ...createMessage(type, content, subshell), metadata };
    const [reply, published] = await untilIdle(request, () => via.ask(request));
    if (!reply) throw new Error("no reply");
    return { reply, published };
  };
  const close = () => {
    for (const socket of [iopub, channels.shell, channels.control, stdin]) socket?.close();
  };
  await ready.catch((error: unknown) => {
    close();
    throw error;
  });
  const beats = new Request();
  beats.connect(address(connection.hb_port));
  const via = (on: "shell" | "control" | "stdin") => (on === "stdin" ? stdin : channels[on]);
  return {
    get process() {
      return kernel.child();
    },
    connection,
    stderr: kernel.stderr,
    post: async (message, on = "shell") => via(on)?.send(encodeMessage(message, sign)),
    observe: (listener) => {
      const named = (on: ChannelName) => (message: Message) => listener(message, on);
      const stops = [
        publications.on(named("iopub")),
        channels.shell.received.on(named("shell")),
        channels.control.received.on(named("control")),
        stdin?.received.on(named("stdin")),
      ];
      return () => {
        for (const stop of stops) stop?.();
      };
    },
    restart: async () => {
      const exit = once(kernel.child(), "exit");
      await ask(channels.control, "shutdown_request", { restart: true });
      await exit;
      kernel.start();
      await greeted();
    },
    shell: (type, content, subshell) => ask(channels.shell, type, content, subshell),
    control: (type, content) => ask(channels.control, type, content),
    executeCell: (cellId, code) =>
      ask(channels.shell, "execute_request", { ...executeDefaults, code }, undefined, { cellId }),
    execute: (code, content = {}) => ask(channels.shell, "execute_request", { ...executeDefaults, code, ...content }),
    tell: async (type, content, buffers = [], subshell) => {
      const request = { ...createMessage(type, content, subshell), buffers };
      const send = () => channels.shell.send(encodeMessage(request, sign)).then(() => undefined);
      return (await untilIdle(request, send))[1];
    },
    published: publications.next,
    asked: () => (stdin ?? channels.shell).received.next(() => true),
    answer: async ({ header }, value) => {
      const message = { ...createMessage("input_reply", { value }), parentHeader: header };
      await stdin?.send(encodeMessage(message, sign));
    },
    sendRaw: async (frames, on = "shell") => via(on)?.send(frames),
    beat: async (text) => {
      await beats.send(text);
      const [frame] = await beats.receive();
      return String(frame);
    },
    connect: ({ withStdin: also = true } = {}) => connectTo(connection, kernel, also, false),
    close: async () => {
      close();
      beats.close();
      if (isOwner) await kernel.stop();
    },
  };
};

const executeDefaults = {
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: false,
  stop_on_error: true,
};

/** A request as a front end makes it. */
export const createMessage = (type: string, content: JsonObject, subshell?: string): Message => {
  const id = crypto.randomUUID();
  const common = { session: "test", username: "test", date: new Date().toISOString(), version: "5.4" };
  return {
    identities: [],
    header: { msg_id: id, msg_type: type, ...common, ...(subshell === undefined ? {} : { subshell_id: subshell }) },
    parentHeader: {},
    metadata: {},
    content,
    buffers: [],
  };
};

/** The contents of the published messages of one type. */
export const contentsOf = (answer: Answer, type: string): readonly JsonObject[] =>
  answer.published.filter(({ header }) => header.msg_type === type).map(({ content }) => content);

/** The text/plain of the execute_result. */
export const resultOf = (answer: Answer): Json | undefined =>
  (contentsOf(answer, "execute_result")[0]?.data as JsonObject | undefined)?.["text/plain"];
