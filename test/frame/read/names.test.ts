import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as zlib from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { fromRows, op, readCsv, readNdjson, readParquet, scanNdjson, scanParquet } from "../../../src/frame/index.ts";
import { encodeParquet } from "../../../src/parquet/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { fileStore, mount } from "../../../src/storage/index.ts";
import { keepDuckdbOpen } from "../../support/duckdb-folder.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { rowsOf } from "../conforms.ts";

keepDuckdbOpen();

const schema = [
  { name: "n", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: true },
] as const satisfies Schema;

const linesOf = (from: number, count: number, t: string | null = null): string =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify({ n: from + index, t })}\n`).join("");

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

const folderWith = async (contents: Readonly<Record<string, string | Uint8Array>>): Promise<string> => {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
};

describe("reading files by name", () => {
  test("takes a path, a glob, a folder, a URL, a place of a mount, and lists of them, in their order", async () => {
    const folder = await folderWith({
      "a/1.json": linesOf(1, 1),
      "a/2.json": linesOf(2, 1),
      "b/3.json": linesOf(3, 1),
    });
    const read = async (files: Parameters<typeof scanNdjson>[0]) =>
      (await (await readNdjson(files, schema)).frame.toRows()).map((row) => row.n);
    const pins = mount("/mnt/pins", fileStore(folder));
    expect(await read(join(folder, "a/2.json"))).toEqual([2]);
    expect(await read(join(folder, "*/*.json"))).toEqual([1, 2, 3]);
    expect(await read(folder)).toEqual([1, 2, 3]);
    expect(await read(`file://${folder}/a/`)).toEqual([1, 2]);
    expect(await read(pins.at("**/*.json"))).toEqual([1, 2, 3]);
    expect(await read([pins.at("b"), join(folder, "a")])).toEqual([3, 1, 2]);
    expect(await scanNdjson(pins.at("a"), schema).toRows({ engine: "arquero" })).toHaveLength(2);
    await expect(read(join(folder, "c"))).rejects.toThrow(`No file is at ${folder}/c`);
  });

  test("reads thousands of small files in order, and large ones in parts", async () => {
    const small = Object.fromEntries(
      numbers(0, 700).map((index) => [`small/${String(index).padStart(4, "0")}.json`, linesOf(index, 1)]),
    );
    const large = linesOf(0, 60_000, "x".repeat(60));
    const folder = await folderWith({ ...small, "small/0350-large.json": large });
    expect(large.length).toBeGreaterThan(1 << 22);
    const { frame, rejectedCount } = await readNdjson(folder, schema);
    const rows = await frame.toRows();
    expect(rejectedCount).toBe(0);
    expect(rows.map((row) => row.n)).toEqual([...numbers(0, 350), ...numbers(0, 60_000), ...numbers(350, 350)]);
  });

  test("tells the columns' types without a schema", async () => {
    const folder = await folderWith({ "a.csv": "n,t\n1,x\n", "b.csv": "n,t\n2,\n" });
    const { frame } = await readCsv(join(folder, "*.csv"));
    expect(await rowsOf(frame)).toEqual([
      { n: 1, t: "x" },
      { n: 2, t: null },
    ]);
  });

  test("reads of Parquet files only the parts that are needed", async () => {
    const rows = numbers(0, 60_001).map((n) => ({ n, t: `${Math.sin(n)} ${Math.cos(n)} ${Math.tan(n)}` }));
    const folder = await folderWith({ "a.parquet": encodeParquet(await fromRows(rows, schema).collect()) });
    const store = fileStore(folder);
    const asked: number[] = [];
    const counting = {
      ...store,
      get: async (key: string, range?: { readonly start: number; readonly end: number }) => {
        const bytes = await store.get(key, range);
        asked.push(bytes.length);
        return bytes;
      },
    };
    const place = { store: counting, path: "a.parquet" };
    const total = (await store.head("a.parquet"))?.size ?? 0;
    const sums = await scanParquet(place, schema)
      .select("n")
      .rollup((d) => ({ rows: op.count(), most: op.max(d.n) }))
      .toRows({ engine: "duckdb" });
    expect(sums).toEqual([{ rows: 60_001, most: 60_000 }]);
    expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(total / 2);
    const { frame } = await readParquet(place, schema);
    expect((await frame.slice(50_000, 50_001).toRows())[0]).toEqual(rows[50_000]);
  });
});

describe("compressed files", () => {
  const content = linesOf(0, 5000, "abc");

  test.each([
    ["gz", zlib.gzipSync],
    ["br", zlib.brotliCompressSync],
  ] as const)("that end in .%s are unpacked", async (ending, pack) => {
    const folder = await folderWith({ [`a.json.${ending}`]: pack(content), "b.json": linesOf(5000, 1) });
    const { frame } = await readNdjson(folder, schema);
    expect((await frame.toRows()).map((row) => row.n)).toEqual(numbers(0, 5001));
  });

  test("that end in .zst are unpacked where Node can, and refused with the remedy where it cannot", async () => {
    const { zstdCompressSync } = zlib as unknown as { readonly zstdCompressSync?: (text: string) => Uint8Array };
    const folder = await folderWith({ "a.json.zst": zstdCompressSync?.(content) ?? "" });
    const reading = readNdjson(folder, schema);
    if (zstdCompressSync) expect((await reading).frame.plan).toBeDefined();
    else await expect(reading).rejects.toThrow("run Node 22.15 or later, or use .gz");
  });

  test("that are cut off or damaged give what they hold before that, and say so by name", async () => {
    const whole = zlib.gzipSync(content);
    const folder = await folderWith({ "cut.json.gz": whole.subarray(0, whole.length - 20), "none.json.gz": content });
    const lines: string[] = [];
    const { frame, rejected } = await readNdjson(folder, schema, { onNotice: (line) => lines.push(line) });
    const rows = await frame.toRows();
    expect(rows.map((row) => row.n)).toEqual(numbers(0, rows.length));
    expect(rows.length).toBeGreaterThan(1000);
    expect(rejected.map(({ file, line }) => [file, line])).toEqual([
      [join(folder, "cut.json.gz"), rows.length + 1],
      [join(folder, "none.json.gz"), 1],
    ]);
    expect(lines).toEqual([
      expect.stringMatching(/^2 damaged files .*cut\.json\.gz cannot be read from its row \d+ on/),
    ]);
    for (const name of ["cut.json.gz", "none.json.gz"]) {
      await expect(readNdjson(join(folder, name), schema, { strict: true })).rejects.toThrow(
        new RegExp(`${name} cannot be read.* its compression is damaged or cut off`),
      );
    }
  });
});
