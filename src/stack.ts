import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Config } from "./config.ts";
import { PinbookError } from "./errors.ts";
import { unwritable } from "./folder-lock.ts";
import { isAlive } from "./is-alive.ts";
import type { KafkaSettings } from "./kafka/index.ts";
import type { KinesisSettings } from "./kinesis/index.ts";
import { programFile } from "./root.ts";
import { packOrders, type StackOptions } from "./stack-orders.ts";

/** Where the pipeline's servers answer, embedded or real. */
export interface Endpoints {
  readonly kafka: KafkaSettings;
  /** Invoke URL of the API gateway. */
  readonly api: string;
  readonly kinesis: KinesisSettings;
}

/** What the embedded stack's process tells of itself, in `stack.json`. */
export interface StackState {
  readonly pid: number;
  /** `host:port` of the embedded broker; undefined where a real one is configured. */
  readonly kafka?: string;
  readonly api: string;
  /** URL of the embedded Kinesis; undefined where a real one is configured. */
  readonly kinesis?: string;
  /** What of the configuration the stack was started with. */
  readonly serves: string;
}

/** What the embedded servers are called where reads and writes are recorded: their ports may differ each time. */
export const embedded = "embedded";

/** The file in which the running stack says where it is. */
export const stateFile = (home: string): string => join(home, "stack.json");

/** The part of the configuration that the stack depends on, as text: where it changed, a running stack is replaced. */
export const servesOf = (config: Config): string =>
  JSON.stringify({ kafka: config.kafka?.brokers, kinesis: config.kinesis && (config.kinesis.endpoint ?? "aws") });

/** The endpoints that the configuration names; for those that it does not, starts the embedded stack unless it runs already. */
export const ensureStack = async (config: Config): Promise<Endpoints> => {
  if (config.api && config.kafka && config.kinesis)
    return { api: config.api, kafka: config.kafka, kinesis: config.kinesis };
  return endpointsOf(config, await startStack(config));
};

/** Starts the embedded stack as a background process, or gives the one that runs. */
export const startStack = async (config: Config, options: StackOptions = {}): Promise<StackState> => {
  const running = await stackStatus(config);
  if (running?.serves === servesOf(config)) return running;
  if (running) await stopStack(config);
  return (await launch(config, options)) ?? (await waitForOther(config));
};

/** Ends the embedded stack and waits until it is gone; false where none runs. Its data stays. */
export const stopStack = async (config: Config): Promise<boolean> => {
  const running = await stackStatus(config);
  if (!running) return false;
  process.kill(running.pid, "SIGTERM");
  for (let waited = 0; isAlive(running.pid); waited += 20) {
    if (waited > 10_000) process.kill(running.pid, "SIGKILL");
    await delay(20);
  }
  await rm(stateFile(config.home), { force: true });
  return true;
};

/** The running stack, asked over its own health route; undefined where none answers. */
export const stackStatus = async (config: Config): Promise<StackState | undefined> => {
  const state = readState(config.home);
  if (!state || !isAlive(state.pid)) return undefined;
  try {
    const reply = await fetch(`${state.api}/pinbook/health`, { signal: AbortSignal.timeout(5_000) });
    const { pid } = (await reply.json()) as { pid?: number };
    return pid === state.pid ? state : undefined;
  } catch {
    return undefined;
  }
};

const endpointsOf = (config: Config, state: StackState): Endpoints => ({
  api: config.api ?? state.api,
  kafka: config.kafka ?? { brokers: [state.kafka ?? ""], name: embedded },
  kinesis: config.kinesis ?? { endpoint: state.kinesis ?? "", name: embedded },
});

/** What the file says, undefined where there is none. */
export const readState = (home: string): StackState | undefined => {
  try {
    return JSON.parse(readFileSync(stateFile(home), "utf8")) as StackState;
  } catch {
    return undefined;
  }
};

// Resolves to undefined when another process was quicker and holds the folder.
const launch = (config: Config, options: StackOptions): Promise<StackState | undefined> => {
  const log = openLog(config);
  const child = spawn(process.execPath, [programFile("src/stack-main")], {
    cwd: config.project,
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  child.send(packOrders({ home: config.home, ...given(config), options, serves: servesOf(config) }));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once(
      "message",
      (message: StackState | { readonly error: string; readonly exitCode: 1 | 2; readonly busy: boolean }) => {
        child.disconnect();
        child.unref();
        if (!("error" in message)) resolve(message);
        else if (message.busy) resolve(undefined);
        else
          reject(new PinbookError(`the embedded stack cannot start: ${message.error}`, { exitCode: message.exitCode }));
      },
    );
    child.once("exit", (code, signal) =>
      reject(
        new PinbookError(
          `the embedded stack ended at its start (${signal ?? `exit code ${code}`}): see ${logFile(config)}`,
        ),
      ),
    );
  });
};

const given = ({ kafka, kinesis }: Config): Pick<Config, "kafka" | "kinesis"> => ({
  ...(kafka ? { kafka } : {}),
  ...(kinesis ? { kinesis } : {}),
});

const logFile = (config: Config): string => join(config.home, "stack.log");

const openLog = (config: Config): number => {
  try {
    mkdirSync(config.home, { recursive: true });
    return openSync(logFile(config), "a");
  } catch (error) {
    throw unwritable(config.home, error);
  }
};

const waitForOther = async (config: Config): Promise<StackState> => {
  for (let waited = 0; waited < 15_000; waited += 50) {
    const state = await stackStatus(config);
    if (state) return state;
    await delay(50);
  }
  throw new PinbookError(
    `another process holds ${config.home} but does not answer: end it, or set PINBOOK_HOME to another folder`,
  );
};
