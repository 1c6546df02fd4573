import { Session as Inspector } from "node:inspector";

interface MemoryWatch {
  /** Bytes of objects at which V8 ends the process. */
  readonly limit: number;
  /** Whether a cell runs. */
  isRunning(): boolean;
  /** Told once for each stretch in which the memory is nearly full. */
  warn(used: number): void;
}

/** How full is nearly full. */
const nearlyFull = 0.75;
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
    const isFull = used > limit * nearlyFull;
    if (isFull && !warned) warn(used);
    warned = isFull;
    return warned ? seldom : often;
  };
  const again = async (): Promise<void> => {
    const pause = await look();
    setTimeout(() => void again(), pause).unref();
  };
  setTimeout(() => void again(), seldom).unref();
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
