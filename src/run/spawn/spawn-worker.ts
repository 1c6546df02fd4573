import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { messageOf } from "../../errors.ts";
import { interruptibleOptions } from "../../node-options.ts";
import { programFile } from "../../root.ts";
import { messageDescriptor } from "../protocol.ts";

/** How a worker process ended. */
export interface WorkerExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why the process could not be started at all. */
  readonly error?: string;
  /** V8 said so before it gave up. */
  readonly outOfMemory?: boolean;
}

/** A worker's process, which loads the session's module and waits for the order to open it. */
export interface SpawnedWorker {
  readonly sessionModule: string;
  readonly child: ChildProcess;
  readonly exit: Promise<WorkerExit>;
}

/** The session that notebooks run in unless another is named. */
export const defaultSession = programFile("src/session/index");

let ahead: SpawnedWorker | undefined;

/** A worker's process that no run has taken yet. */
export interface WorkerAhead {
  readonly pid: number | undefined;
  readonly end: () => Promise<void>;
}

/** Starts a worker's process for a run to come: it takes longer to start than the run to be prepared. It ends with this process. */
export const spawnWorkerAhead = (): WorkerAhead => {
  const spawned = spawn(defaultSession);
  for (const one of handlesOf(spawned)) one.unref();
  process.once("exit", () => void ahead?.child.kill("SIGKILL"));
  ahead = spawned;
  const end = async (): Promise<void> => {
    ahead = undefined;
    spawned.child.kill("SIGKILL");
  };
  return { pid: spawned.child.pid, end };
};

/** The process of a worker: the one that was started ahead, or a new one. */
export const spawnWorker = (sessionModule: string): SpawnedWorker => {
  const early = ahead;
  if (early?.sessionModule !== sessionModule) return spawn(sessionModule);
  ahead = undefined;
  for (const one of handlesOf(early)) one.ref();
  return early;
};

/** Where a worker writes what it tells the runner. */
export const messagesOf = (child: ChildProcess): Readable =>
  (child.stdio as readonly unknown[])[messageDescriptor] as Readable;

const spawn = (sessionModule: string): SpawnedWorker => {
  const child = fork(programFile("src/run/worker"), [sessionModule], {
    execArgv: [...interruptibleOptions],
    stdio: ["ignore", "pipe", "pipe", "ipc", "pipe", "pipe"],
  });
  return { sessionModule, child, exit: exitOf(child) };
};

interface Handle {
  ref(): void;
  unref(): void;
}

/** What keeps this process from ending. */
const handlesOf = ({ child }: SpawnedWorker): readonly Handle[] =>
  [child, child.channel, ...child.stdio].filter((one) => one !== null && one !== undefined) as unknown as Handle[];

// A child of the worker may hold its pipes open: no longer than this is waited for them.
const drainTime = 500;

// What was written before the end is still read, unless another process holds the pipes open.
const exitOf = async (child: ChildProcess): Promise<WorkerExit> => {
  const closed = once(child, "close");
  const messages = once(messagesOf(child), "close");
  const exited = once(child, "exit").then(([code, signal]) => ({ code, signal }));
  const how = await exited.catch((error: unknown) => ({ code: null, signal: null, error: messageOf(error) }));
  if ("error" in how) return how;
  await messages;
  let timer: NodeJS.Timeout | undefined;
  const drained = new Promise((resolve) => {
    timer = setTimeout(resolve, drainTime);
  });
  await Promise.race([closed, drained]);
  clearTimeout(timer);
  return how;
};
