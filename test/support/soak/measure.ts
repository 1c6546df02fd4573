import { readFileSync } from "node:fs";
import { resultIn } from "./expect.ts";
import type { Soak } from "./soak.ts";

/** What a kernel holds at one moment. Sizes in MB. */
export interface Measures {
  readonly cells: number;
  readonly rss: number;
  /** After a collection. */
  readonly heap: number;
  readonly external: number;
  /** What keeps the loop alive, such as sockets and processes; no timers. */
  readonly resources: number;
  readonly descriptors: number;
  readonly threads: number;
  /** The resources by their kinds. */
  readonly kinds: string;
}

const code = `(() => {
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  setFlagsFromString("--expose-gc");
  process.getBuiltinModule("node:vm").runInNewContext("gc")();
  const { heapUsed, external, rss } = process.memoryUsage();
  // Node goes on counting a timer whose callback was stopped, though it is gone.
  const kinds = process.getActiveResourcesInfo().filter((kind) => kind !== "Timeout");
  const round = (bytes) => Math.round(bytes / 1e5) / 10;
  return [round(rss), round(heapUsed), round(external), kinds.length,  process.getBuiltinModule("node:fs").readdirSync("/proc/self/fd").length, kinds.sort().join(" ")].join();
})()`;

/** Looks at the kernel through a cell, after a garbage collection. */
export const measure = async (soak: Soak): Promise<Measures> => {
  const cell = await soak.expect(soak.cell(code), { status: "ok" });
  const values = (resultIn(cell) ?? "").slice(1, -1).split(",");
  const [rss = 0, heap = 0, external = 0, resources = 0, descriptors = 0] = values.map(Number);
  const [, threads] = /Threads:\s+(\d+)/.exec(readFileSync(`/proc/${soak.client.process.pid}/status`, "utf8")) ?? [];
  return {
    cells: soak.ledger.sent,
    rss,
    heap,
    external,
    resources,
    descriptors,
    threads: Number(threads),
    kinds: values[5] ?? "",
  };
};

/** How much of what was there more may be there later, and what is too small to matter. */
const growth = 1.2;
const slack = { rss: 40, heap: 8, external: 5, resources: 4, descriptors: 6, threads: 2 } as const;

/** Throws where the median of the last fifth lies above that of the second fifth: the first one warms up. */
export const expectFlat = (measures: readonly Measures[]): void => {
  const fifth = Math.floor(measures.length / 5);
  const [early, late] = [measures.slice(fifth, 2 * fifth), measures.slice(-fifth)];
  for (const key of Object.keys(slack) as (keyof typeof slack)[]) {
    const [before, after] = [early, late].map((part) => median(part.map((one) => one[key])));
    if (before === undefined || after === undefined) throw new Error(`${measures.length} measures are too few`);
    if (after > before * growth + slack[key]) throw new Error(`${key} grew from ${before} to ${after}`);
  }
};

const median = (values: readonly number[]): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
