import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { Dealer, Request, Subscriber } from "zeromq";
import { decodeMessage, encodeMessage, type Message, signer } from "../../kernels/typescript/index.ts";
import type { Json, JsonObject } from "../../src/notebook/index.ts";
import { entryPoint } from "../../src/root.ts";

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
  shell(type: string, content: JsonObject): Promise<Answer>;
  control(type: string, content: JsonObject): Promise<Answer>;
  execute(code: string, content?: JsonObject): Promise<Answer>;
  /** Resolves with the next published message that matches. */
  published(matches: (message: Message) => boolean): Promise<Message>;
  /** Sends frames as they are on shell. */
  sendRaw(frames: readonly Uint8Array[]): Promise<void>;
  beat(text: string): Promise<string>;
  close(): Promise<void>;
}

const key = "a test's key";

/** Starts a kernel on free ports with `folder` as its notebook's folder. */
export const startKernelClient = async (folder: string): Promise<KernelClient> => {
  const [shellPort = 0, controlPort = 0, stdinPort = 0, iopubPort = 0, beatPort = 0] = await freePorts(5);
  const connection = {
    ...{ transport: "tcp", ip: "127.0.0.1", key, signature_scheme: "hmac-sha256" },
    ...{
      shell_port: shellPort,
      control_port: controlPort,
      stdin_port: stdinPort,
      iopub_port: iopubPort,
      hb_port: beatPort,
    },
  };
  const file = join(folder, "connection.json");
  await writeFile(file, JSON.stringify(connection));
  const child = spawn(process.execPath, [entryPoint("kernels/typescript/main"), file], {
    cwd: folder,
    stdio: ["ignore", "inherit", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const sign = signer(key);
  const listeners = new Set<(message: Message) => void>();
  const address = (port: number) => `tcp://127.0.0.1:${port}`;
  const iopub = new Subscriber();
  iopub.connect(address(iopubPort));
  iopub.subscribe("");
  const tellAll = (message: Message) => {
    for (const listener of listeners) listener(message);
  };
  const published = (matches: (message: Message) => boolean): Promise<Message> =>
    new Promise((resolve) => {
      const listener = (message: Message) => {
        if (!matches(message)) return;
        listeners.delete(listener);
        resolve(message);
      };
      listeners.add(listener);
    });
  void forEach(iopub, (frames) => tellAll(decodeMessage(frames, sign)));
  const welcome = published(({ header }) => header.msg_type === "iopub_welcome");
  const shell = channel(address(shellPort), sign);
  const control = channel(address(controlPort), sign);
  const ask = async (via: Channel, type: string, content: JsonObject): Promise<Answer> => {
    const request = createMessage(type, content);
    const id = request.header.msg_id;
    const seen: Message[] = [];
    const ofRequest = (message: Message) => message.parentHeader.msg_id === id;
    const keep = (message: Message) => {
      if (ofRequest(message)) seen.push(message);
    };
    listeners.add(keep);
    const idle = published((message) => ofRequest(message) && message.content.execution_state === "idle");
    const [reply] = await Promise.all([via.ask(request), idle]);
    listeners.delete(keep);
    return { reply, published: seen };
  };
  await welcome;
  const beats = new Request();
  beats.connect(address(beatPort));
  return {
    process: child,
    stderr: () => stderr,
    shell: (type, content) => ask(shell, type, content),
    control: (type, content) => ask(control, type, content),
    execute: (code, content = {}) =>
      ask(shell, "execute_request", {
        code,
        silent: false,
        store_history: true,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
        ...content,
      }),
    published,
    sendRaw: (frames) => shell.send(frames),
    beat: async (text) => {
      await beats.send(text);
      const [frame] = await beats.receive();
      return String(frame);
    },
    close: async () => {
      for (const socket of [iopub, beats, shell, control]) socket.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
};

/** A request as a front end makes it. */
export const createMessage = (type: string, content: JsonObject): Message => {
  const id = crypto.randomUUID();
  const common = { session: "test", username: "test", date: new Date().toISOString(), version: "5.4" };
  return {
    identities: [],
    header: { msg_id: id, msg_type: type, ...common },
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
  close(): void;
}

const channel = (address: string, sign: ReturnType<typeof signer>): Channel => {
  const socket = new Dealer();
  socket.connect(address);
  const waiting = new Map<string, (message: Message) => void>();
  void forEach(socket, (frames) => {
    const message = decodeMessage(frames, sign);
    waiting.get(message.parentHeader.msg_id ?? "")?.(message);
  });
  let last: Promise<void> = Promise.resolve();
  const send = (frames: readonly Uint8Array[]): Promise<void> => {
    last = last.then(() => socket.send(frames as Buffer[]));
    return last;
  };
  return {
    ask: async (request) => {
      const reply = new Promise<Message>((resolve) => waiting.set(request.header.msg_id, resolve));
      await send(encodeMessage(request, sign));
      return reply;
    },
    send,
    close: () => socket.close(),
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
