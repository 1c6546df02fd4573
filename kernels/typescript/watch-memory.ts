import { Session as Inspector } from "node:inspector";

interface MemoryWatch {
  /** Bytes of objects at which V8 ends the process. */
  readonly limit: number;
  /** Whether a cell runs. */
  isRunning(): boolean;
  /** Told once for each stretch in which the memory is nearly full. */
  warn(used: number): void;
}

/** How full is nearly full, and how many milliseconds lie between two looks. */
const nearlyFull = 0.75;
const interval = 200;

/** Warns before the main thread runs out of memory: V8 then ends the process without a word to the front ends. Call it in another thread. */
export const watchMemory = ({ limit, isRunning, warn }: MemoryWatch): void => {
  let warned = false;
  let looking = false;
  const look = async () => {
    // The process's memory is cheap to ask for; it also counts what is no object, such as buffers.
    if (looking || !isRunning() || process.memoryUsage.rss() < limit * nearlyFull) return;
    looking = true;
    const used = await heapOfMainThread().catch(() => 0);
    looking = false;
    const isFull = used > limit * nearlyFull;
    if (isFull && !warned) warn(used);
    warned = isFull;
  };
  setInterval(() => void look(), interval).unref();
};

const heapOfMainThread = (): Promise<number> => {
  const inspector = new Inspector();
  inspector.connectToMainThread();
  return new Promise<number>((resolve, reject) => {
    inspector.post("Runtime.getHeapUsage", (error: Error | null, result: { usedSize?: number } | undefined) =>
      error ? reject(error) : resolve(result?.usedSize ?? 0),
    );
  }).finally(() => inspector.disconnect());
};
