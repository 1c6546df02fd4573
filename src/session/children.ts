import { ChildProcess, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as setTimer } from "node:timers";
import { setTimeout } from "node:timers/promises";

/** The processes that this one started without waiting for them. */
export interface Children {
  /** Sends SIGINT to those that the cell of `tag` started and that still run, with all that they started. Detached ones are left alone. */
  interrupt(tag: unknown): void;
  close(): void;
}

/** Keeps an eye on child processes; `tell` hears of each that starts and ends, before anything else can happen in this thread. */
export const trackChildren = (tag: () => unknown, tell: (pid: number, alive: boolean) => void = () => {}): Children => {
  const running = new Map<ChildProcess, unknown>();
  const prototype = ChildProcess.prototype as unknown as { spawn(options: { detached?: boolean }): unknown };
  const { spawn } = prototype;
  prototype.spawn = function (this: ChildProcess, options) {
    const result = spawn.call(this, options);
    const { pid } = this;
    if (pid === undefined) return result;
    tell(pid, true);
    if (!options.detached) running.set(this, tag());
    this.once("exit", () => {
      running.delete(this);
      tell(pid, false);
    });
    return result;
  };
  return {
    interrupt: (cell) => {
      for (const [{ pid }, started] of running)
        if (pid !== undefined && started !== undefined && started === cell) interruptTree(pid);
    },
    close: () => {
      prototype.spawn = spawn;
    },
  };
};

/** Milliseconds after which there is another look for processes that an interrupted one has meanwhile started. */
const looks = [50, 200, 1000];

/**
 * Sends SIGINT to each process of a tree, and only once to those that handle it: a shell may be just starting what it then waits for. By timers and not by
 * promises: another interrupt may come meanwhile, and V8 drops what promises have still to call where it stops a cell.
 */
const interruptTree = (pid: number, told: ReadonlySet<number> = new Set(), [next, ...later] = looks): void => {
  const members = treeOf(pid);
  for (const member of members) if (!told.has(member) || hasMissedIt(member)) signalTo(member, "SIGINT");
  if (next !== undefined) setTimer(interruptTree, next, pid, new Set([...told, ...members]), later).unref();
};

/**
 * Whether a process would have ended by SIGINT and has not: a shell's copy of itself takes no notice just before it
 * becomes the command. Known where there is /proc.
 */
const hasMissedIt = (pid: number): boolean => {
  try {
    const masks = [...readFileSync(`/proc/${pid}/status`, "utf8").matchAll(/^Sig(?:Ign|Cgt):\s*([0-9a-f]+)$/gm)];
    return masks.length === 2 && masks.every(([, mask]) => (Number.parseInt(mask?.slice(-1) ?? "", 16) & 2) === 0);
  } catch {
    return false;
  }
};

/** The processes that this process waits for in execSync or spawnSync: its children but those in `known`. */
export const awaitedChildren = (known: ReadonlySet<number>): readonly number[] =>
  childrenOf(process.pid).filter((pid) => !known.has(pid));

/** Each signal, and how many milliseconds are waited before the next one. */
const escalation = [
  ["SIGINT", 400],
  ["SIGTERM", 600],
  ["SIGKILL", 1000],
] as const;
const step = 5;

/** Ends the processes for which the main thread sleeps in execSync or spawnSync; call it from another thread. Resolves when none is left. */
export const endAwaitedChildren = async (known: ReadonlySet<number>, isAnswered: () => boolean): Promise<void> => {
  for (const [signal, time] of escalation) {
    const awaited = isAnswered() ? [] : awaitedChildren(known);
    if (awaited.length === 0) return;
    for (const pid of awaited) signalTree(pid, signal);
    for (let waited = 0; waited < time && !isAnswered() && awaitedChildren(known).length > 0; waited += step)
      await setTimeout(step);
  }
};

/** Sends a signal to a process and to all that it started, the youngest first; those that are gone are passed over. */
export const signalTree = (pid: number, signal: NodeJS.Signals): void => {
  for (const member of treeOf(pid)) signalTo(member, signal);
};

/** A process with all that it started, the youngest first. */
const treeOf = (pid: number): readonly number[] => [...childrenOf(pid).flatMap(treeOf), pid];

const signalTo = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
};

const childrenOf = (pid: number): readonly number[] => {
  try {
    return numbersIn(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"));
  } catch {
    return process.platform === "linux" || process.platform === "win32" ? [] : listedChildren(pid);
  }
};

/** By `ps`, where there is no /proc; the one that runs for this answer is not in it. */
const listedChildren = (pid: number): readonly number[] => {
  const { stdout, pid: own } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = (stdout ?? "").split("\n").map(numbersIn);
  return rows.flatMap(([child, parent]) => (child !== undefined && parent === pid && child !== own ? [child] : []));
};

const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
