import { Session as Inspector } from "node:inspector";
import { resourceLimits } from "node:worker_threads";

interface MemoryWatch {
  /** Bytes of objects at which V8 ends the process, by `objectLimit`. */
  readonly limit: number;
  /** Whether a cell runs. */
  isRunning(): boolean;
  /** Told once for each stretch in which the memory is nearly full; `used` is at most the limit. */
  warn(used: number): void;
}

/** How full is nearly full, and how full is no more so. */
const [nearlyFull, roomy] = [0.75, 0.5];
/** Milliseconds between two looks: while there is much room, and from when there is less than `tight`. */
const [seldom, often, tight] = [200, 20, 0.4];
/** Milliseconds that the main thread has to tell of its objects; one that is short of memory does nothing but collect garbage. */
const patience = 60;

/** Warns before the main thread runs out of memory: V8 then ends the process without a word to the front ends. Call it in another thread. */
export const watchMemory = ({ limit, isRunning, warn }: MemoryWatch): void => {
  let warned = false;
  let before = 0;
  const look = async (): Promise<number> => {
    if (!isRunning()) return seldom;
    // The process's memory is cheap to ask for; it also counts what is no object, such as buffers.
    const whole = process.memoryUsage.rss();
    const grows = whole - before > limit / 100;
    before = whole;
    if (whole < limit * nearlyFull) return whole < limit * tight ? seldom : often;
    const used = (await inTime(heapOfMainThread())) ?? (grows || warned ? whole : 0);
    const isFull = used > limit * (warned ? roomy : nearlyFull);
    if (isFull && !warned) warn(Math.min(used, limit));
    warned = isFull;
    return warned ? seldom : often;
  };
  const again = async (): Promise<void> => {
    const pause = await look();
    setTimeout(() => void again(), pause).unref();
  };
  setTimeout(() => void again(), seldom).unref();
};

/**
 * Bytes of objects that last for which there is room, by V8's limit of the main thread's whole heap. That limit also counts
 * the room for young objects, which V8 never gives to others: 48 MB in Node 20 and 22, 192 in 24. Call it in another thread.
 */
export const objectLimit = (heapLimit: number): number => {
  // A worker's limits are V8's own, whatever the options say: where they make the young room smaller, the warning comes early.
  const young = (resourceLimits.maxYoungGenerationSizeMb ?? 0) * 2 ** 20;
  return heapLimit > young ? heapLimit - young : heapLimit;
};

/** Undefined where there is no answer in time. */
const inTime = (heap: Promise<number>): Promise<number | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  return Promise.race([heap.catch(() => 0), late]).finally(() => clearTimeout(timer));
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
