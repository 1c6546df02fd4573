import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { readRows } from "../src/delta/index.ts";
import { fromColumns } from "../src/frame/index.ts";
import { rawGeoSchema, rawPinSchema, rawUserSchema } from "../src/pins/index.ts";
import { packageRoot } from "../src/root.ts";
import { openStore } from "../src/storage/index.ts";
import { geoRow, pinRow, type RawRow, rowOnLine, userRow } from "./bench/batch/rows.ts";
import { rowsOf } from "./frame/conforms.ts";
import type { CleanRows } from "./pins/clean-oracle.ts";
import { oracle } from "./pins/oracle.ts";
import { type Clean, cleanGeo, cleanPin, cleanUser, distinct } from "./support/plain-cleans.ts";
import { temporaryFolder } from "./support/temporary.ts";

const run = promisify(execFile);
const tables = { seed: 7, rows: 1000 };
const lines = (row: typeof pinRow): readonly RawRow[] =>
  Array.from({ length: tables.rows }, (_, line) => row(tables, rowOnLine(tables, line)));
const raw = { pin: lines(pinRow), geo: lines(geoRow), user: lines(userRow) };
const names = (schema: readonly { readonly name: string }[]) => schema.map(({ name }) => name);
const cleaned: Readonly<Record<string, readonly Clean[]>> = {
  pin: distinct(raw.pin, names(rawPinSchema)).map(cleanPin),
  geo: distinct(raw.geo, names(rawGeoSchema)).map(cleanGeo),
  user: distinct(raw.user, names(rawUserSchema)).map(cleanUser),
};

/** Runs a program of the bench; gives what it prints. */
const start = async (program: string, folder: string, ...more: string[]): Promise<unknown> => {
  const script = join(packageRoot, "test/bench/batch/start.js");
  const files = ["--pins", "pin/*.ndjson", "--geo", "geo/*.ndjson", "--users", "user/*.ndjson"];
  const { stdout } = await run(process.execPath, [script, program, ...files, ...more], { cwd: folder });
  return JSON.parse(stdout);
};

describe("the batch half that is timed", () => {
  let folder = "";

  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const [kind, rows] of Object.entries(raw)) {
      await mkdir(join(folder, kind));
      for (const half of [0, 1]) {
        const text = rows.slice(half * 500, half * 500 + 500).map((row) => `${JSON.stringify(row)}\n`);
        await writeFile(join(folder, kind, `part-${half}.ndjson`), text.join(""));
      }
    }
  });

  test.each([
    ["in memory", ["--in-memory"]],
    ["scanned", []],
  ])("cleans and answers as plain loops do, %s", async (how, options) => {
    const out = join(folder, how);
    const result = await start("pinbook", folder, "--out", out, ...options);
    const answers = oracle(cleaned as unknown as CleanRows, {});
    const counts = Object.fromEntries(Object.entries(cleaned).map(([kind, rows]) => [kind, rows.length]));
    expect(counts.pin).toBeLessThan(tables.rows);
    expect(result).toMatchObject({ rows: counts });
    expect(sorted((result as { answers: typeof answers }).answers)).toEqual(sorted(answers));
    for (const [kind, expected] of Object.entries(cleaned)) {
      const table = await readRows({ store: openStore(out), path: kind });
      expect(asText(await rowsOf(fromColumns(table)))).toEqual(asText(expected));
    }
  });
});

const asText = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();

const sorted = (answers: Readonly<Record<string, readonly unknown[]>>) =>
  Object.fromEntries(Object.entries(answers).map(([name, rows]) => [name, asText(rows)]));
