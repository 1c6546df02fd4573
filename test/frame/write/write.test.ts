import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "@jest/globals";
import {
  fromColumns,
  fromRows,
  readCsv,
  readNdjson,
  readParquet,
  scanNdjson,
  scanParquet,
} from "../../../src/frame/index.ts";
import { entryPoint } from "../../../src/root.ts";
import type { Schema } from "../../../src/schema.ts";
import { fileStore, mount } from "../../../src/storage/index.ts";
import { memoryStore, textOf } from "../../delta/memory-store.ts";
import { crashingStore } from "../../support/crashing-store.ts";
import { keepDuckdbOpen } from "../../support/duckdb-folder.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { everyType } from "./every-type.ts";

keepDuckdbOpen();

const schema = [
  { name: "n", type: "int32", nullable: false },
  { name: "country", type: "string", nullable: true },
  { name: "year", type: "int64", nullable: true },
] as const satisfies Schema;

const countries = ["DE", "FR/é", null, "", "__HIVE_DEFAULT_PARTITION__", "a=b%2F"];
const rows = Array.from({ length: 1000 }, (_, n) => ({
  n,
  country: countries[n % countries.length] ?? null,
  year: n % 7 === 0 ? null : 2020n + BigInt(n % 2),
}));
const frame = fromRows(rows, schema);

const namesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? (entry as { path: string }).path, entry.name)))
    .sort();
};

describe("writing", () => {
  test("refuses a target that is there, and puts the rows in its place where that is asked for", async () => {
    const target = join(await temporaryFolder(), "a/b.ndjson");
    await frame.slice(0, 2).writeNdjson(target);
    await expect(frame.writeNdjson(target)).rejects.toThrow(`There is a file at ${target} already`);
    const { rows: count, bytes } = await frame.slice(0, 3).writeNdjson(target, { overwrite: true });
    expect([count, bytes]).toEqual([3, (await readFile(target)).length]);
    expect(await namesIn(join(target, "../.."))).toEqual(["a/b.ndjson"]);
    await expect(frame.writeNdjson(join(target, ".."))).rejects.toThrow("is a folder: name a file in it");
    await expect(frame.writeParquet("x/*.parquet")).rejects.toThrow("is a glob");
  });

  test("splits by rows or bytes, and the files are those of the folder in order", async () => {
    const folder = join(await temporaryFolder(), "out");
    const byRows = await frame.writeCsv(folder, { rowsPerFile: 300 });
    expect(byRows.files.map((file) => [relative(folder, file.path), file.rows])).toEqual([
      ["part-00000.csv", 300],
      ["part-00001.csv", 300],
      ["part-00002.csv", 300],
      ["part-00003.csv", 100],
    ]);
    await expect(frame.writeCsv(folder, { rowsPerFile: 300 })).rejects.toThrow("There is something at");
    const table = { ...everyType, schema: everyType.schema.slice(0, 1) };
    await fromColumns(table).writeCsv(folder, { rowsPerFile: 5, overwrite: true });
    expect(await namesIn(folder)).toEqual(["part-00000.csv"]);
    const store = memoryStore();
    const large = fromRows(Array.from({ length: 60_000 }, (_, n) => ({ n })));
    const bySize = await large.writeNdjson({ store, path: "x" }, { bytesPerFile: 200_000 });
    expect(bySize.files.length).toBeGreaterThan(1);
    const read = await readNdjson({ store, path: "x" }, large.schema);
    expect((await read.frame.toRows()).map((row) => row.n)).toEqual(Array.from({ length: 60_000 }, (_, n) => n));
  });

  test.each(["writeParquet", "writeNdjson", "writeCsv"] as const)(
    "%s into folders that name columns is read again with them",
    async (verb) => {
      const folder = join(await temporaryFolder(), "out");
      const written = await frame[verb](folder, { partitionBy: ["country", "year"] });
      expect(written.rows).toBe(1000);
      expect(written.files).toHaveLength(12);
      expect(written.files.map((file) => relative(folder, file.path))).toContainEqual(
        expect.stringMatching(/^country=FR%2F%C3%A9\/year=2021\/part-00000\.\w+$/),
      );
      const read = { writeParquet: readParquet, writeNdjson: readNdjson, writeCsv: readCsv as typeof readNdjson }[verb];
      const result = await read(folder, schema, { hive: true });
      const key = (row: object) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
      const back = await result.frame.select("n", "country", "year").toRows();
      expect(back.map(key).sort()).toEqual(rows.map(key).sort());
      const { frame: untyped } = await read(folder, undefined, { hive: true });
      expect(untyped.schema.map((field) => field.name)).toEqual(["n", "country", "year"]);
    },
  );

  test("says what cannot be a partition", async () => {
    const { store, path } = { store: memoryStore(), path: "x" };
    await expect(frame.writeParquet({ store, path }, { partitionBy: ["n", "country", "year"] })).rejects.toThrow(
      "no column would be left",
    );
    await expect(frame.writeParquet({ store, path }, { partitionBy: "no" as "n" })).rejects.toThrow(
      "no column of the frame",
    );
    await expect(fromColumns(everyType).writeParquet({ store, path }, { partitionBy: "list" })).rejects.toThrow(
      "'list' of type list<string>",
    );
  });

  test("shows nothing where it fails, and leaves no piece of it", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "in.json"), `${'{"n":1,"country":null,"year":1}\n'.repeat(50_000)}{}\n`);
    const failing = scanNdjson(join(folder, "in.json"), schema, { strict: true });
    for (const options of [{}, { rowsPerFile: 1000 }]) {
      await expect(failing.writeParquet(join(folder, "out"), options)).rejects.toThrow("line 50001: n is missing");
    }
    expect(await namesIn(folder)).toEqual(["in.json"]);
    const texts = fromRows([{ t: "a" }, { t: "half \ud83d" }]);
    for (const write of [texts.writeCsv(join(folder, "x")), texts.writeParquet(join(folder, "x"))]) {
      await expect(write).rejects.toThrow("half a surrogate pair");
    }
    const years = fromColumns({
      schema: [{ name: "d", type: "date", nullable: false }],
      rowCount: 1,
      columns: { d: [3_000_000] },
    });
    await expect(years.writeNdjson(join(folder, "x"))).rejects.toThrow("not of the years 0 to 9999");
    expect(await namesIn(folder)).toEqual(["in.json"]);
  });

  test("publishes whole files only, wherever it is killed", async () => {
    for (let at = 1; at <= 5; at++) {
      for (const when of ["before", "after"] as const) {
        const store = memoryStore();
        const crashing = crashingStore(store, at, when);
        await frame.writeNdjson({ store: crashing, path: "x" }, { rowsPerFile: 300 }).catch(() => {});
        for await (const { key } of store.list("")) {
          expect((await textOf(store, key)).split("\n")).toHaveLength(key.includes("00003") ? 101 : 301);
        }
      }
    }
  });

  test("goes to a path of a mount, and from there", async () => {
    const pins = mount("/mnt/pins", fileStore(await temporaryFolder()));
    const { files } = await frame.writeParquet(pins.at("clean/pins.parquet"));
    expect(files[0]?.path).toBe("/mnt/pins/clean/pins.parquet");
    expect((await pins.ls("/mnt/pins/clean")).map((entry) => entry.name)).toEqual(["pins.parquet"]);
    expect(await scanParquet(pins.at("clean/*"), schema).toRows({ engine: "arquero" })).toEqual(rows);
  });

  test("of what DuckDB runs gives the same files", async () => {
    const folder = await temporaryFolder();
    const doubled = frame.derive((d) => ({ n: d.n.mul(2) })).filter((d) => d.year.gt(2020n));
    await doubled.writeNdjson(join(folder, "a"), { engine: "arquero" });
    await doubled.writeNdjson(join(folder, "b"), { engine: "duckdb" });
    expect(await readFile(join(folder, "a"), "utf8")).toBe(await readFile(join(folder, "b"), "utf8"));
  });
});

test("a process that is killed while it writes leaves the whole file that was there", async () => {
  const folder = await temporaryFolder();
  const target = join(folder, "a.ndjson");
  const script = `
    const { fromRows } = await import(process.argv[1]);
    const frame = fromRows(Array.from({ length: 20_000 }, (_, n) => ({ n, t: "text " + n })));
    for (;;) {
      await frame.writeNdjson(process.argv[2], { overwrite: true });
      console.log("written");
    }`;
  const module = entryPoint(join("src", "frame", "index"));
  for (const times of [1, 2, 3]) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, "--", module, target]);
    let count = 0;
    for await (const _ of createInterface({ input: child.stdout })) {
      count += 1;
      if (count === times) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    const lines = (await readFile(target, "utf8")).split("\n");
    expect(lines).toHaveLength(20_001);
    expect(JSON.parse(lines[19_999] ?? "")).toEqual({ n: 19_999, t: "text 19999" });
    const { frame: read } = await readNdjson(join(folder, "*.ndjson"));
    expect((await read.collect()).rowCount).toBe(20_000);
  }
});
