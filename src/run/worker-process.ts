import type { Writable } from "node:stream";
import { PinbookError } from "../errors.ts";
import { readLines } from "./lines.ts";
import {
  controlDescriptor,
  type FromWorker,
  type KeptCell,
  type RestoreOrder,
  type ToWorker,
  type WorkerCell,
} from "./protocol.ts";
import { messagesOf, type SpawnedWorker, spawnWorker, type WorkerExit } from "./spawn/index.ts";
import type { ExecuteReply, SessionOutput } from "./types.ts";

/** A process of its own in which one notebook's cells run, one after another. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** The cell's reply, or how the process ended before it. */
  execute(
    cell: WorkerCell,
  ): Promise<{ readonly reply: ExecuteReply; readonly kept?: KeptCell | undefined } | { readonly exit: WorkerExit }>;
  /** Makes values of a cell again; gives what stands against it, if anything does. */
  restore(order: RestoreOrder): Promise<string | undefined>;
  /** Interrupts the running cell, also one that loops. */
  interrupt(): void;
  /** Reads no more of what the cells put out, so that they wait, until `resume` or an interrupt. */
  pause(): void;
  resume(): void;
  kill(): void;
  /** How the process ended, once it has. */
  exited(): WorkerExit | undefined;
  /** Ends the process and waits for it and its last output, or kills it after `grace` seconds. */
  close(grace: number): Promise<void>;
}

export interface WorkerOptions {
  readonly cwd: string;
  readonly sessionModule: string;
  readonly env: Readonly<Record<string, string>>;
  /** `index` is the cell that made the output, where that is known. */
  readonly onOutput: (output: SessionOutput, index?: number) => void;
}

/** Starts the process and its session; throws a PinbookError (exit code 3) where that fails. */
export const startWorker = async (options: WorkerOptions): Promise<WorkerProcess> => {
  const worker = workerOf(spawnWorker(options.sessionModule), options);
  const { cwd, env } = options;
  const answer = await worker.ask({ type: "open", cwd, env });
  if ("message" in answer && answer.message.type === "opened") return worker;
  worker.kill();
  const why =
    "exit" in answer
      ? `its process ended with ${exitText(answer.exit)}`
      : answer.message.type === "refused"
        ? answer.message.message
        : answer.message.type;
  throw new PinbookError(`the session for the notebook did not start in ${cwd}: ${why}`, { exitCode: 3 });
};

/** `exit code 7`, `signal SIGKILL` or `out of memory`. */
export const exitText = ({ code, signal, error, outOfMemory }: WorkerExit): string =>
  outOfMemory ? "out of memory" : (error ?? (signal ? `signal ${signal}` : `exit code ${code}`));

type Answer = { readonly message: FromWorker } | { readonly exit: WorkerExit };

const workerOf = ({ child, exit: ending }: SpawnedWorker, { onOutput }: WorkerOptions) => {
  let ended: WorkerExit | undefined;
  let outOfMemory = false;
  let settle: (answer: Answer) => void = () => {};
  const exit = ending.then((how) => {
    ended = { ...how, outOfMemory };
    settle({ exit: ended });
  });

  readLines(messagesOf(child), (line) => {
    const message = JSON.parse(line) as FromWorker;
    if (message.type === "output") onOutput(message.output, message.index);
    // What the cell's own children wrote may still wait in the pipes.
    else setImmediate(() => settle({ message }));
  });
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.setEncoding("utf8").on("data", (text: string) => onOutput({ output_type: "stream", name, text }));
  child.stderr?.on("data", (text: string) => {
    outOfMemory ||= text.includes("JavaScript heap out of memory");
  });
  const control = child.stdio[controlDescriptor] as Writable;
  let turn = 0;
  control.on("error", () => {});

  const ask = (message: ToWorker): Promise<Answer> =>
    new Promise((resolve) => {
      settle = resolve;
      if (ended) return resolve({ exit: ended });
      child.send(message, () => {});
    });
  const sources = [messagesOf(child), child.stdout, child.stderr];
  const resume = (): void => {
    for (const source of sources) source?.resume();
  };
  const kill = (): void => {
    resume();
    child.kill("SIGKILL");
  };

  return {
    ask,
    kill,
    pid: child.pid,
    execute: async (cell: WorkerCell) => {
      turn += 1;
      const answer = await ask({ type: "execute", turn, ...cell });
      if ("exit" in answer) return answer;
      if (answer.message.type !== "replied") throw new Error(`the worker answered ${answer.message.type}`);
      return { reply: answer.message.reply, kept: answer.message.kept };
    },
    restore: async (order: RestoreOrder) => {
      const answer = await ask({ type: "restore", ...order });
      if ("exit" in answer) return `the session's process ended with ${exitText(answer.exit)}`;
      return answer.message.type === "restored" ? answer.message.problem : answer.message.type;
    },
    pause: () => {
      for (const source of sources) source?.pause();
    },
    resume,
    interrupt: () => {
      // A cell that waits until its output is read would not hear of it.
      resume();
      control.write(`${turn}\n`);
    },
    exited: () => ended,
    close: async (grace: number) => {
      resume();
      if (!ended && child.connected) child.send({ type: "close" } satisfies ToWorker, () => {});
      const timer = setTimeout(kill, grace * 1000);
      await exit;
      clearTimeout(timer);
    },
  };
};
