import { timeitOptions } from "../../syntax/index.ts";
import { formatDuration } from "./duration.ts";
import type { Magic } from "./types.ts";

/** A run lasts at least this many milliseconds, unless the number of loops is given. */
const leastRun = 100;

/** `%timeit CODE`: runs it many times and tells the mean; promises that it gives are awaited. */
export const timeit: Magic = {
  usage: "%timeit [-n LOOPS] [-r RUNS] CODE, %%timeit",
  summary: "runs the code, or the cell, many times and tells the mean",
  run: async ({ text, action }, { print, signal }) => {
    const aborted = signal();
    const runs = optionOf(text, "r") ?? 5;
    const loops = optionOf(text, "n") ?? (await enoughLoops(action, aborted));
    const times: number[] = [];
    for (let i = 0; i < runs; i++) times.push((await measure(action, loops, aborted)) / loops);
    const mean = times.reduce((sum, each) => sum + each, 0) / runs;
    const deviation = Math.sqrt(times.reduce((sum, each) => sum + (each - mean) ** 2, 0) / runs);
    const counts = `${runs} runs, ${loops.toLocaleString("en")} ${loops === 1 ? "loop" : "loops"} each`;
    print(`${formatDuration(mean)} ± ${formatDuration(deviation)} a loop (mean ± standard deviation of ${counts})\n`);
  },
};

const optionOf = (text: string, letter: string): number | undefined => {
  const [, digits] = new RegExp(`-${letter}\\s*(\\d+)`).exec(timeitOptions.exec(text)?.[0] ?? "") ?? [];
  return digits === undefined ? undefined : Math.max(1, Number(digits));
};

const enoughLoops = async (action: () => unknown, signal: AbortSignal): Promise<number> => {
  for (let loops = 1; ; loops *= 10)
    for (const some of [loops, loops * 2, loops * 5])
      if ((await measure(action, some, signal)) >= leastRun) return some;
};

const measure = async (action: () => unknown, loops: number, signal: AbortSignal): Promise<number> => {
  const start = performance.now();
  for (let i = 0; i < loops; i++) {
    const result = action();
    if (!(result instanceof Promise)) continue;
    await result;
    signal.throwIfAborted();
  }
  return performance.now() - start;
};
