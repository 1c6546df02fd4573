import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { Dealer, Request, Subscriber } from "zeromq";
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

/** A request's answer with all that was published for it, in order, until idle. */
export interface Answer {
  readonly reply: Message;
  readonly published: readonly Message[];
}

/** A kernel in a process of its own and a front end connected to it. */
export interface KernelClient {
  readonly process: ChildProcess;
  /** What the process has written to stderr. */
  stderr(): string;
  shell(type: string, content: JsonObject, subshell?: string): Promise<Answer>;
  control(type: string, content: JsonObject): Promise<Answer>;
  execute(code: string, content?: JsonObject): Promise<Answer>;
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
  /** Another front end at the same kernel. */
  connect(options?: { readonly withStdin?: boolean }): Promise<KernelClient>;
  close(): Promise<void>;
}

export interface KernelOptions {
  readonly transport?: "tcp" | "ipc";
  readonly env?: NodeJS.ProcessEnv;
  /** Rights of the connection file. */
  readonly mode?: number;
}

const key = "a test's key";

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
    ...{ transport, ip, key, signature_scheme: "hmac-sha256" },
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
  const child = spawn(
    process.execPath,
    [join(packageRoot, "src/launch.js"), "kernel", "start", "--connection-file", file],
    { ...{ cwd: folder, env }, stdio: ["ignore", "inherit", "pipe"] },
  );
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const client = await connectTo(connection, child, () => stderr, true);
  return {
    ...client,
    close: async () => {
      await client.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
};

const connectTo = async (
  connection: Connection,
  child: ChildProcess,
  stderr: () => string,
  withStdin: boolean,
): Promise<KernelClient> => {
  const sign = signer(key);
  const address = (port: number) => endpoint(connection, port);
  const identity = crypto.randomUUID();
  const iopub = new Subscriber();
  iopub.connect(address(connection.iopub_port));
  iopub.subscribe("");
  const publications = listeners();
  void forEach(iopub, (frames) => publications.tell(decodeMessage(frames, sign)));
  const welcome = publications.next(({ header }) => header.msg_type === "iopub_welcome");
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
  const ask = async (via: Channel, type: string, content: JsonObject, subshell?: string): Promise<Answer> => {
    const request = createMessage(type, content, subshell);
    const [reply, published] = await untilIdle(request, () => via.ask(request));
    if (!reply) throw new Error("no reply");
    return { reply, published };
  };
  const close = () => {
    for (const socket of [iopub, channels.shell, channels.control, stdin]) socket?.close();
  };
  const ended = once(child, "close").then(() => "ended" as const);
  if ((await Promise.race([welcome, ended])) === "ended") {
    close();
    throw new Error(`the kernel ended before it answered: ${stderr()}`);
  }
  const beats = new Request();
  beats.connect(address(connection.hb_port));
  return {
    process: child,
    stderr,
    shell: (type, content, subshell) => ask(channels.shell, type, content, subshell),
    control: (type, content) => ask(channels.control, type, content),
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
    sendRaw: async (frames, on = "shell") => (on === "stdin" ? stdin : channels[on])?.send(frames),
    beat: async (text) => {
      await beats.send(text);
      const [frame] = await beats.receive();
      return String(frame);
    },
    connect: ({ withStdin: also = true } = {}) => connectTo(connection, child, stderr, also),
    close: async () => {
      close();
      beats.close();
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

interface Channel {
  ask(request: Message): Promise<Message>;
  send(frames: readonly Uint8Array[]): Promise<void>;
  readonly received: Listeners;
  close(): void;
}

const channel = (address: string, routingId: string, sign: ReturnType<typeof signer>): Channel => {
  const socket = new Dealer({ routingId });
  socket.connect(address);
  const received = listeners();
  void forEach(socket, (frames) => received.tell(decodeMessage(frames, sign)));
  let last: Promise<void> = Promise.resolve();
  const send = (frames: readonly Uint8Array[]): Promise<void> => {
    last = last.then(() => socket.send(frames as Buffer[]));
    return last;
  };
  return {
    ask: async (request) => {
      const reply = received.next((message) => message.parentHeader.msg_id === request.header.msg_id);
      await send(encodeMessage(request, sign));
      return reply;
    },
    send,
    received,
    close: () => socket.close(),
  };
};

interface Listeners {
  tell(message: Message): void;
  /** Returns what ends it. */
  on(listener: (message: Message) => void): () => void;
  next(matches: (message: Message) => boolean): Promise<Message>;
}

const listeners = (): Listeners => {
  const all = new Set<(message: Message) => void>();
  const on = (listener: (message: Message) => void) => {
    all.add(listener);
    return () => void all.delete(listener);
  };
  return {
    tell: (message) => {
      for (const listener of [...all]) listener(message);
    },
    on,
    next: (matches) =>
      new Promise((resolve) => {
        const stop = on((message) => {
          if (!matches(message)) return;
          stop();
          resolve(message);
        });
      }),
  };
};

const forEach = async (socket: AsyncIterable<Buffer[]>, handle: (frames: Buffer[]) => void): Promise<void> => {
  for await (const frames of socket) handle(frames);
};

/** Ports that were free a moment ago: a connection file has to name them before the kernel takes them. */
const freePorts = async (count: number): Promise<number[]> => {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
};
