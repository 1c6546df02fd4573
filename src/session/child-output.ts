import { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { interruption } from "./interruption.ts";
import { quietly } from "./quietly.ts";

type StreamName = "stdout" | "stderr";

/** Where the output of child processes goes that would have gone where this process writes. */
export interface ChildOutput {
  /** Resolves once what the ended children of this tag wrote has come, or another process holds their pipes open. */
  settled(tag: unknown): Promise<void>;
  /** Gives child_process back as it was. */
  close(): void;
}

/**
 * How many milliseconds are waited for output of a child that has ended, as one of its own may hold its pipe open: in
 * steps, for what comes while this process gets no processor is read after a step.
 */
const patience = 500;
const step = 25;

/**
 * Hands what child processes would write to this process's own stdout and stderr (`stdio: "inherit"`) to process.stdout
 * and process.stderr: as it comes, or when they end for those that are waited for synchronously. A wait that ends because
 * of an interrupt throws `Interrupted`.
 */
export const forwardChildOutput = (tag: () => unknown, isInterrupted: () => boolean = () => false): ChildOutput => {
  const open = new Map<Promise<unknown>, { readonly child: ChildProcess; readonly tag: unknown }>();
  const follow = (child: ChildProcess, stream: Readable, name: StreamName) => {
    stream.setEncoding("utf8").on("data", (text: string) => void process[name].write(text));
    const closed: Promise<unknown> = new Promise((resolve) => stream.once("close", resolve)).then(() =>
      open.delete(closed),
    );
    open.set(closed, { child, tag: tag() });
  };
  const restore = [forwardSpawn(follow), forwardSpawnSync(isInterrupted)];
  return {
    settled: async (wanted) => {
      const ended = [...open]
        .filter(([, { child, tag }]) => tag === wanted && hasEnded(child))
        .map(([closed]) => closed);
      const all = Promise.all(ended).then(() => true);
      for (let waited = 0; ended.length > 0 && waited < patience; waited += step)
        if (await Promise.race([all, setTimeout(step, false, { ref: false })])) return;
    },
    close: () => {
      for (const give of restore) give();
    },
  };
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

type Follow = (child: ChildProcess, stream: Readable, name: StreamName) => void;
type SpawnOptions = { stdio?: unknown };

/** All asynchronous ways of child_process end in this method. */
const forwardSpawn = (follow: Follow): (() => void) => {
  const prototype = ChildProcess.prototype as unknown as { spawn(options: SpawnOptions): unknown };
  const { spawn } = prototype;
  const forwarding = function (this: ChildProcess, options: SpawnOptions): unknown {
    const { stdio, inherited } = piped(options.stdio);
    if (inherited.size === 0) return spawn.call(this, options);
    const result = spawn.call(this, { ...options, stdio });
    for (const [index, name] of inherited) {
      const stream = this.stdio?.[index] as Readable | null | undefined;
      if (!stream) continue;
      follow(this, stream, name);
      // To who started the child it looks as it would without us.
      Reflect.set(this.stdio, index, null);
      Reflect.set(this, index === 1 ? "stdout" : "stderr", null);
    }
    return result;
  };
  prototype.spawn = forwarding;
  return () => {
    if (prototype.spawn === forwarding) prototype.spawn = spawn;
  };
};

/** The stdio option with pipes in place of this process's own streams, and which those were. */
const piped = (stdio: unknown): { readonly stdio: unknown; readonly inherited: ReadonlyMap<number, StreamName> } => {
  const list: unknown[] = Array.isArray(stdio) ? [...stdio] : [stdio, stdio, stdio];
  const inherited = new Map<number, StreamName>();
  for (const index of [1, 2]) {
    const name = ownStream(list[index], index);
    if (!name) continue;
    inherited.set(index, name);
    list[index] = "pipe";
  }
  return { stdio: list, inherited };
};

const ownStream = (entry: unknown, index: number): StreamName | undefined => {
  const descriptor = entry === "inherit" ? index : entry;
  if (descriptor === 1 || descriptor === process.stdout) return "stdout";
  return descriptor === 2 || descriptor === process.stderr ? "stderr" : undefined;
};

interface SyncOptions {
  readonly stdio: readonly { readonly type: string; readonly fd?: number }[];
  readonly maxBuffer?: number;
}
interface SyncBinding {
  spawn(options: SyncOptions): { output: (Uint8Array | null)[] | null };
}

/** All synchronous ways of child_process end in one function of Node's own. */
const forwardSpawnSync = (isInterrupted: () => boolean): (() => void) => {
  const binding = syncBinding();
  if (!binding) return () => {};
  const { spawn } = binding;
  const forward = (options: SyncOptions): ReturnType<SyncBinding["spawn"]> => {
    const names = options.stdio.map((entry, index) =>
      index > 0 && /^(inherit|fd)$/.test(entry.type) ? ownStream(entry.fd ?? "inherit", index) : undefined,
    );
    if (!names.some(Boolean)) return spawn.call(binding, options);
    const stdio = options.stdio.map((entry, i) =>
      names[i] ? { type: "pipe", readable: false, writable: true } : entry,
    );
    const others = stdio.some((entry, i) => i > 0 && entry.type === "pipe" && !names[i]);
    const { maxBuffer = Number.POSITIVE_INFINITY } = others ? options : {};
    const result = spawn.call(binding, { ...options, stdio, maxBuffer });
    for (const [index, name] of names.entries()) {
      const bytes = result.output?.[index];
      if (!name || !result.output) continue;
      if (bytes) process[name].write(Buffer.from(bytes).toString());
      result.output[index] = null;
    }
    return result;
  };
  const forwarding = (options: SyncOptions): ReturnType<SyncBinding["spawn"]> => {
    const result = forward(options);
    if (isInterrupted()) throw interruption();
    return result;
  };
  binding.spawn = forwarding;
  return () => {
    if (binding.spawn === forwarding) binding.spawn = spawn;
  };
};

/** Undefined in a Node that does not show it. */
const syncBinding = (): SyncBinding | undefined => {
  try {
    const { binding } = process as unknown as { binding(name: string): SyncBinding };
    const found = quietly(() => binding.call(process, "spawn_sync"));
    return typeof found.spawn === "function" ? found : undefined;
  } catch {
    return undefined;
  }
};
