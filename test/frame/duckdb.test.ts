import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { desc, fromColumns, fromRows, makeDuckdbEngine, op } from "../../src/frame/index.ts";
import { packageRoot } from "../../src/root.ts";
import type { Schema } from "../../src/schema.ts";
import { temporaryFolder } from "../support/temporary.ts";

const schema = [
  { name: "n", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: true },
] as const satisfies Schema;

const many = (rowCount: number, text: (row: number) => string | null) =>
  fromColumns<{ n: number; t: string | null }>({
    schema,
    rowCount,
    columns: {
      n: new Int32Array(rowCount).map((_, row) => row),
      t: Array.from({ length: rowCount }, (_, row) => text(row)),
    },
  });

describe("DuckDB's engine", () => {
  test("sorts more than its memory on disk, and leaves nothing there", async () => {
    const tempDirectory = await temporaryFolder();
    const engine = makeDuckdbEngine({ memoryLimit: "50MB", threads: 1, tempDirectory });
    const frame = many(200_000, (row) => `${(row * 7919) % 200_003} ${"x".repeat(200)}`);
    const sorted = frame.orderby((d) => desc(d.t)).derive((d) => ({ t: d.t.slice(0, 6).trim() }));
    let [rows, last] = [0, "~"];
    let spilled = 0;
    for await (const batch of engine.batches(sorted.plan, sorted.sources)) {
      spilled = Math.max(spilled, (await readdir(tempDirectory)).length);
      for (const text of batch.columns.t as string[]) {
        if (text > last) throw new Error(`${text} comes after ${last}`);
        last = text;
      }
      rows += batch.rowCount;
    }
    expect([rows, spilled]).toEqual([200_000, 1]);
    expect(await readdir(tempDirectory)).toEqual([]);
  });

  test("that may not take enough memory says so, with the remedy", async () => {
    const engine = makeDuckdbEngine({ memoryLimit: "5MB", threads: 1, tempDirectory: await temporaryFolder() });
    const frame = many(200_000, (row) => `${row} ${"x".repeat(100)}`);
    await expect(engine.run(frame.plan, frame.sources)).rejects.toThrow("give the engine a larger memoryLimit");
  });

  test("runs several plans at a time, each with tables of its own", async () => {
    const frames = Array.from({ length: 6 }, (_, index) =>
      many(1000 + index, String).rollup((d) => ({ s: op.sum(d.n) })),
    );
    const results = await Promise.all(frames.map((frame) => frame.toRows({ engine: "duckdb" })));
    expect(results).toEqual(frames.map((_, index) => [{ s: ((1000 + index) * (999 + index)) / 2 }]));
  });

  test.each([10, 5000])("keeps U+FEFF at the beginning of %d texts", async (count) => {
    const texts = Array.from({ length: count }, (_, row) => `\ufeff${row}`);
    const { columns } = await many(count, (row) => texts[row] ?? null).collect({ engine: "duckdb" });
    expect(columns.t).toEqual(texts);
  });

  test("carries texts across that hold the characters which stand between texts", async () => {
    const texts = ["\u0001", "\u0002", "\u0003", "a\u0002b", "\u0004\u0005\u0006", "", null, "\ue000", "a\0b"];
    const frame = many(10_000, (row) => texts[row % texts.length] ?? null);
    const { columns } = await frame.collect({ engine: "duckdb" });
    expect(columns.t).toEqual(Array.from({ length: 10_000 }, (_, row) => texts[row % texts.length]));
    const lists = frame.groupby("t").rollup((d) => ({ l: op.values(d.t).slice(0, 2) }));
    const wide = frame.join(lists as never, "t" as never).select("n" as never, "l" as never);
    expect(await wide.toRows({ engine: "duckdb" })).toEqual(await wide.toRows({ engine: "arquero" }));
  });

  test("refuses half a surrogate pair, which it would alter", async () => {
    const frame = fromRows([{ t: "a\ud800b" }]);
    await expect(frame.collect({ engine: "duckdb" })).rejects.toThrow(
      "A text of the column 't' holds half a surrogate pair",
    );
    const lists = fromRows([{ l: ["a", "\ud800"] }]);
    await expect(lists.collect({ engine: "duckdb" })).rejects.toThrow("the column 'l' holds half a surrogate pair");
  });

  test("has letters' case as Arquero has, for every letter", async () => {
    const letters = Array.from({ length: 0x20000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff);
    const all = many(letters.length, (row) => String.fromCodePoint(letters[row] ?? 0));
    const changed = all
      .derive((d) => ({ low: d.t.lower(), up: d.t.upper() }))
      .filter((d) => d.low.ne(d.t).or(d.up.ne(d.t)))
      .select("t", "low", "up");
    const [arquero, duckdb] = await Promise.all(
      (["arquero", "duckdb"] as const).map(async (engine) => (await changed.collect({ engine })).columns),
    );
    for (const name of ["t", "low", "up"])
      expect(Array.from(duckdb?.[name] ?? [])).toEqual(Array.from(arquero?.[name] ?? []));
  });

  test("is not loaded by what runs on Arquero, and does not keep a process from ending", async () => {
    const code = (engine: string) => `
      import { fromRows } from ${JSON.stringify(join(packageRoot, "dist/src/frame/index.js"))};
      const rows = await fromRows([{ a: 1 }]).toRows({ engine: "${engine}" });
      const loaded = process.report.getReport().sharedObjects.some((name) => name.includes("duckdb"));
      console.log(JSON.stringify([rows, loaded]));`;
    const run = promisify(execFile);
    for (const engine of ["arquero", "duckdb"]) {
      const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code(engine)]);
      expect(JSON.parse(stdout)).toEqual([[{ a: 1 }], engine === "duckdb"]);
    }
  });
});
