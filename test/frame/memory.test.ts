import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
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

const fileOf = async (format: LargeFormat): Promise<string> => {
  const path = join(folder, `large.${format}`);
  await writeLargeFile(path, format, rows, characters);
  expect((await stat(path)).size).toBeGreaterThan(heap * 1024 * 1024);
  return path;
};

beforeAll(async () => {
  folder = await temporaryFolder();
});

test.each(["ndjson", "csv", "json", "parquet", "arrow"] as const)(
  "%s larger than the heap and than DuckDB's memory is read, cleaned and grouped",
  async (format) => {
    const path = await fileOf(format);
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
      groups: groupsOfLarge(rows).map((group) => [...group, characters]),
    });
  },
  300_000,
);
