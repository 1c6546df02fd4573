// The process in which one notebook's cells run: it speaks over IPC and is started by worker-process.ts.
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { keepCompiled } from "../compiled.ts";
import { messageOf } from "../errors.ts";
import { programFile } from "../root.ts";
import { createInterruptSignal, seeInterrupt } from "../session/interrupt/index.ts";
import {
  type ChildNews,
  type FromWorker,
  messageDescriptor,
  type RunnableSession,
  type SessionModule,
  type ToWorker,
  type WorkerCell,
} from "./protocol.ts";
import type { SessionOutput } from "./types.ts";
import type { Keeper } from "./worker-keeper.ts";

keepCompiled();
const [sessionModule = ""] = process.argv.splice(2);
const interrupts = createInterruptSignal();
/** The turn of the cell that runs, 0 between cells; shared with the thread that passes interrupts on. */
const turns = new Int32Array(new SharedArrayBuffer(4));
let session: RunnableSession | undefined;
let keeper: Keeper | undefined;

// Written at once, also while the process ends, and no faster than the runner reads.
const send = (message: FromWorker): void => {
  const text = JSON.stringify(message);
  // Without a copy of a large text on the way.
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(text) + 1);
  bytes.write(text);
  bytes[bytes.length - 1] = 10;
  for (let at = 0; at < bytes.length; ) at += write(bytes, at);
};

const write = (bytes: Buffer, at: number): number => {
  try {
    return writeSync(messageDescriptor, bytes, at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The runner is gone, and so is this process in a moment.
    if (code === "EPIPE" || code === "EBADF") return bytes.length;
    if (code !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    return 0;
  }
};

/** Characters of a text that go in one message: neither side holds copies of a large one on its way. */
const pieceLength = 1 << 18;

// Never half of a surrogate pair.
function* piecesOf(text: string): Generator<string> {
  if (text === "") yield text;
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + pieceLength, text.length);
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
    yield text.slice(at, end);
    at = end;
  }
}

const sendOutput = (output: SessionOutput, tag: unknown): void => {
  const index = typeof tag === "number" ? tag : undefined;
  try {
    if (output.output_type !== "stream") send({ type: "output", output, index });
    else for (const text of piecesOf(output.text)) send({ type: "output", output: { ...output, text }, index });
  } catch (error) {
    const text = `[pinbook] An output of this cell could not be kept, it is no JSON: ${messageOf(error)}\n`;
    send({ type: "output", output: { output_type: "stream", name: "stderr", text }, index });
  }
};

const loadSession = async (): Promise<SessionModule> =>
  sessionModule.endsWith(".cjs")
    ? createRequire(sessionModule)(sessionModule)
    : await import(pathToFileURL(sessionModule).href);

const open = async ({ cwd, env }: Extract<ToWorker, { type: "open" }>): Promise<void> => {
  Object.assign(process.env, env);
  const { createSession } = await loading;
  process.chdir(cwd);
  const onChild = (pid: number, alive: boolean): void => control.postMessage({ pid, alive } satisfies ChildNews);
  session = await createSession({ cwd, onOutput: sendOutput, onChild, interrupts });
  send({ type: "opened" });
};

const execute = async ({ code, executionCount, cellName, index, keep }: WorkerCell): Promise<void> => {
  const current = session;
  if (!current) throw new Error("the session is not open");
  const begun = keep && (await keeping()).begin();
  const reply = await current.execute({ code, executionCount, cellName, tag: index });
  const kept = keep && (await begun?.end(keep, reply.status === "ok"));
  begin(0);
  send({ type: "replied", reply, kept });
};

/** From now on interrupts of that turn count, and those of others no longer. */
const begin = (turn: number): void => {
  Atomics.store(turns, 0, turn);
  seeInterrupt(interrupts);
};

// Loaded with the first cell of which something is to be kept.
const keeping = async (): Promise<Keeper> => {
  if (!session) throw new Error("the session is not open");
  keeper ??= (await import("./worker-keeper.ts")).createKeeper(session);
  return keeper;
};

const close = async (): Promise<void> => {
  await session?.close();
  session = undefined;
  process.disconnect();
  process.exit(0);
};

process.on("message", (message: ToWorker) => {
  if (message.type === "open") {
    open(message).catch((error: unknown) => send({ type: "refused", message: messageOf(error) }));
  } else if (message.type === "close") {
    close().catch(() => process.exit(0));
  } else if (message.type === "restore") {
    keeping()
      .then((keeper) => keeper.restore(message))
      .then(
        () => send({ type: "restored" }),
        (error: unknown) => send({ type: "restored", problem: messageOf(error) }),
      );
  } else {
    begin(message.turn);
    execute(message).catch((error: unknown) => {
      begin(0);
      const reply = { status: "error", ename: "SessionError", evalue: messageOf(error), traceback: [] } as const;
      sendOutput({ output_type: "error", ...reply }, message.index);
      send({ type: "replied", reply });
    });
  }
});

// A cell that ends the process: what the session still holds back goes out now.
process.on("exit", () => session?.interrupt());

// Ctrl+C on a terminal, its end and a service's stop reach this process too: what they mean is the runner's to say.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

const control = new Worker(programFile("src/run/worker-control"), {
  ...{ workerData: { signal: interrupts, turns }, stdout: false, stderr: false },
});
control.on("message", (turn: number) => {
  if (Atomics.load(turns, 0) !== turn) return;
  seeInterrupt(interrupts);
  session?.interrupt();
});
control.unref();

// Before the order to open it comes, which says what went wrong.
const loading = loadSession();
loading.catch(() => {});
