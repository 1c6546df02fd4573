import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { groupsOfLarge, type LargeFormat, writeLargeFile } from "../support/large-file.ts";
import { temporaryFolder } from "../support/temporary.ts";

const megabyte = 1024 * 1024;
const characters = 1000;

/** Reads a large file in a process with so many megabytes of heap, and gives the most memory that it had. */
const read = async (format: LargeFormat, rows: number, heap: number, memoryLimit: string) => {
  const folder = await temporaryFolder();
  const path = join(folder, `large.${format}`);
  await writeLargeFile(path, format, rows, characters);
  const { size } = await stat(path);
  const program = join(packageRoot, "test/support/read-large.js");
  const args = [`--max-old-space-size=${heap}`, program, format, path, memoryLimit, folder];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect(code).toBe(0);
  const { maxRss, ...found } = JSON.parse(printed) as Readonly<Record<string, unknown>>;
  expect(found).toEqual({
    rows,
    characters: rows * characters,
    groups: groupsOfLarge(rows).map((group) => [...group, characters]),
  });
  await rm(folder, { recursive: true });
  return { size, maxRss: maxRss as number };
};

test.each(["ndjson", "csv", "json", "parquet", "arrow"] as const)(
  "150 MB of %s are read, cleaned and grouped with 64 MB of heap and 96 MB for DuckDB",
  async (format) => {
    const { size, maxRss } = await read(format, 150_000, 64, "96MB");
    expect(size).toBeGreaterThan(100 * megabyte);
    expect(maxRss).toBeLessThan(700 * megabyte);
  },
  1_800_000,
);

test("2 GB of JSON lines are read, cleaned and grouped in a quarter of that memory", async () => {
  const { size, maxRss } = await read("ndjson", 2_100_000, 128, "256MB");
  expect(size).toBeGreaterThan(2048 * megabyte);
  expect(maxRss).toBeLessThan(768 * megabyte);
}, 3_600_000);
