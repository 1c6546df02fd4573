import { Session as Inspector } from "node:inspector";
import { setTimeout } from "node:timers/promises";
import { awaitedChildren, endAwaitedChildren } from "./children.ts";
import {
  changeStop,
  type InterruptSignal,
  isInterruptSeen,
  setStop,
  stopName,
  stopOf,
  stopState,
} from "./interrupt-signal.ts";

/** What came of a stop: V8 has stopped what the main thread ran; nothing ran there; or it could not be stopped just then. */
type Stop = "stopped" | "idle" | "later";

/**
 * Stops the main thread, again and again (a stopped tick or timer may run anew), until it has seen the interrupt of that
 * number, and ends the processes for which it sleeps in execSync or spawnSync: its children but those in `known`. A thread
 * that sees it within `patience` milliseconds is left alone. Call it from a worker. False where it gives up: the thread is
 * in native code.
 */
export const interruptMainThread = async (
  signal: InterruptSignal,
  number: number,
  known: ReadonlySet<number>,
  { patience = 20, attempts = 100 }: { readonly patience?: number; readonly attempts?: number } = {},
): Promise<boolean> => {
  const isSeen = () => isInterruptSeen(signal, number);
  if (!isSeen()) await setTimeout(patience / 2);
  let refused: number | undefined;
  let asked: Promise<Stop> | undefined;
  let pause = patience;
  for (let attempt = 0; attempt < attempts; ) {
    await endAwaitedChildren(known, isSeen);
    if (isSeen()) return true;
    await setTimeout(pause);
    if (isSeen()) return true;
    asked ??= stopMainThread(signal, waited(refused));
    const stop = await firstOf(asked, known);
    // A thread that sleeps answers once its child has ended; asked twice it would be stopped twice.
    if (stop !== "sleeps") asked = undefined;
    refused = stop === "later" && waited(refused) < mostRefused ? (refused ?? performance.now()) : undefined;
    if (refused === undefined) attempt++;
    pause = refused !== undefined ? 1 : stop === "idle" ? patience / 4 : patience;
  }
  return isSeen();
};

/** What comes first: the answer; a child that the main thread waits for, seen twice, for news of others takes a moment; or a second has passed. */
const firstOf = async (asked: Promise<Stop>, known: ReadonlySet<number>): Promise<Stop | "sleeps" | undefined> => {
  let isOver = false;
  const sleeps = async () => {
    let last: readonly number[] = [];
    for (const end = performance.now() + 1000; !isOver && performance.now() < end; await setTimeout(look)) {
      const awaited = awaitedChildren(known);
      if (awaited.some((pid) => last.includes(pid))) return "sleeps";
      last = awaited;
    }
    return undefined;
  };
  const first = await Promise.race([asked, sleeps()]);
  isOver = true;
  return first;
};

/** Milliseconds between two looks for processes that the main thread waits for. */
const look = 20;

/** For so many milliseconds a thread may say that it cannot be stopped just then before that counts as an attempt. */
const mostRefused = 200;

const waited = (since: number | undefined): number => (since === undefined ? 0 : performance.now() - since);

/** Never rejects: V8 answers a stop in the middle of another one with an error. */
const stopMainThread = async (signal: InterruptSignal, refused: number): Promise<Stop> => {
  const inspector = new Inspector();
  inspector.connectToMainThread();
  const post = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve) => {
      inspector.post(method, params, (_, reply) => resolve((reply as Evaluated | undefined)?.result?.value));
    });
  setStop(signal, stopState.asked);
  const expression = `globalThis[Symbol.for(${JSON.stringify(stopName)})]?.(${refused}) ?? "unknown"`;
  try {
    let isOver = false;
    const asked = post("Runtime.evaluate", { expression, silent: true }).then((answer) => {
      isOver = true;
      // A thread that does not know how to agree is stopped wherever it is.
      if (answer === "unknown") setStop(signal, stopState.agreed);
    });
    while (!isOver && stopOf(signal) === stopState.asked) await Promise.race([asked, setTimeout(1)]);
    if (!changeStop(signal, stopState.agreed, stopState.telling))
      return stopOf(signal) === stopState.idle ? "idle" : "later";
    const stopped = post("Runtime.terminateExecution", {});
    setStop(signal, stopState.told);
    await stopped;
    return "stopped";
  } finally {
    inspector.disconnect();
  }
};

interface Evaluated {
  readonly result?: { readonly value?: unknown };
}
