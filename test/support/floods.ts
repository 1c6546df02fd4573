import { expect } from "@jest/globals";
import { contentsOf, type KernelClient, resultOf } from "./kernel-client.ts";

/** Floods a kernel with that many lines of output; they come whole, in order and before idle, and take few bytes of memory there. */
export const floodWithLines = async (kernel: KernelClient, count: number, mostBytes: number): Promise<void> => {
  const memory = async () => Number(resultOf(await kernel.execute("process.memoryUsage.rss()")));
  const before = await memory();
  const answer = await kernel.execute(`for (let i = 0; i < ${count}; i++) console.log(i)`);
  const lines = contentsOf(answer, "stream")
    .map(({ text }) => String(text))
    .join("")
    .split("\n");
  expect(lines).toHaveLength(count + 1);
  expect(lines.findIndex((line, index) => line !== (index < count ? String(index) : ""))).toBe(-1);
  expect((await memory()) - before).toBeLessThan(mostBytes);
};

/** Sends a cell of that many bytes, which is answered. */
export const sendLargeCell = async (kernel: KernelClient, bytes: number): Promise<void> => {
  const answer = await kernel.execute(`"${"a".repeat(bytes)}".length`);
  expect(resultOf(answer)).toBe(String(bytes));
};
