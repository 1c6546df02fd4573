import { execFile } from "node:child_process";
import { copyFile, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { groupsOfLarge, type LargeFormat, writeLargeFile } from "../support/large-file.ts";
import { temporaryFolder } from "../support/temporary.ts";

const run = promisify(execFile);

/** Megabytes of JavaScript's heap, and DuckDB's memory; the files are larger than either. */
const heap = 64;
const memoryLimit = "64MB";
const rows = 70_000;
const characters = 1000;
let folder = "";

/** Parquet takes long to write: it is a folder of so many files, which are the same. */
const copies = 20;

const filesOf = async (format: LargeFormat): Promise<string> => {
  const path = join(folder, `large.${format}`);
  await (format === "parquet" ? writeCopies(path) : writeLargeFile(path, format, rows, characters));
  const { size } = await stat(format === "parquet" ? join(path, "0.parquet") : path);
  expect(size * (format === "parquet" ? copies : 1)).toBeGreaterThan(heap * 1024 * 1024);
  return path;
};

const writeCopies = async (path: string): Promise<void> => {
  await mkdir(path);
  const first = join(path, "0.parquet");
  await writeLargeFile(first, "parquet", rows / copies, characters);
  for (let copy = 1; copy < copies; copy++) await copyFile(first, join(path, `${copy}.parquet`));
};

const groupsIn = (format: LargeFormat) => {
  const times = format === "parquet" ? copies : 1;
  return groupsOfLarge(rows / times).map(([g, count, sum]) => [g, count * times, sum * times, characters]);
};

beforeAll(async () => {
  folder = await temporaryFolder();
});

test.each(["ndjson", "csv", "json", "parquet", "arrow"] as const)(
  "%s larger than the heap and than DuckDB's memory is read, cleaned and grouped",
  async (format) => {
    const path = await filesOf(format);
    const program = join(packageRoot, "test/support/read-large.js");
    const { stdout } = await run(process.execPath, [
      `--max-old-space-size=${heap}`,
      program,
      format,
      path,
      memoryLimit,
      folder,
    ]);
    const { maxRss: _, ...found } = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    expect(found).toEqual({
      rows,
      characters: rows * characters,
      groups: groupsIn(format),
    });
  },
  300_000,
);
