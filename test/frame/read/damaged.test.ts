import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { encodeArrow } from "../../../src/arrow/index.ts";
import {
  duckdbEngine,
  fromRows,
  op,
  type Rejected,
  readArrow,
  readParquet,
  scanParquet,
} from "../../../src/frame/index.ts";
import { parquetEncoder } from "../../../src/parquet/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";

const folder = duckdbFolder();
let count = 0;

const schema = [
  { name: "n", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: true },
] as const satisfies Schema;

const frameOf = (from: number, to: number) =>
  fromRows(
    Array.from({ length: to - from }, (_, index) => ({ n: from + index, t: `text ${(from + index) % 1000}` })),
    schema,
  );

const parquetOf = async (from: number, to: number): Promise<Buffer> => {
  const path = join(folder.path, `${++count}.parquet`);
  await frameOf(from, to).writeParquet(path);
  return readFile(path);
};

/** A file of so many row groups. */
const groupsOf = async (groups: number, rows: number): Promise<Buffer> => {
  const encoder = parquetEncoder(schema);
  const parts: Uint8Array[] = [];
  for (let group = 0; group < groups; group++)
    parts.push(encoder.add(await frameOf(group * rows, (group + 1) * rows).collect()));
  return Buffer.concat([...parts, encoder.end()]);
};

const arrowOf = async (format: "file" | "stream", from: number, to: number): Promise<Buffer> =>
  Buffer.from(encodeArrow(await frameOf(from, to).collect(), format));

const newFolder = async (contents: Readonly<Record<string, Uint8Array | string>>): Promise<string> => {
  const path = join(folder.path, `folder-${++count}`);
  await mkdir(path);
  for (const [name, content] of Object.entries(contents)) await writeFile(join(path, name), content);
  return path;
};

const kept = () => {
  const rejected: Rejected[] = [];
  const lines: string[] = [];
  const options = { onReject: (one: Rejected) => rejected.push(one), onNotice: (line: string) => lines.push(line) };
  return { options, rejected, lines };
};

const named = (rejected: readonly Rejected[]) =>
  rejected.map(({ file, line }) => [file.split("/").at(-1), line] as const);

describe("Parquet files of which some are damaged", () => {
  const damagedFolder = async () => {
    const whole = await parquetOf(0, 3000);
    return newFolder({
      "a.parquet": whole,
      "b-cut.parquet": whole.subarray(0, whole.length - 100),
      "c-text.parquet": "this is no Parquet file",
      "d-none.parquet": "",
      "e.parquet": await parquetOf(3000, 3010),
    });
  };

  test("give the rows of the others, on either engine, and say which and why", async () => {
    const path = await damagedFolder();
    const found = [];
    for (const engine of ["arquero", duckdbEngine] as const) {
      const { options, rejected, lines } = kept();
      const frame = scanParquet(path, schema, options);
      const counted = frame.rollup((d) => ({ rows: op.count(), most: op.max(d.n) }));
      expect(await counted.toRows({ engine })).toEqual([{ rows: 3010, most: 3009 }]);
      expect(named(rejected)).toEqual([
        ["b-cut.parquet", 1],
        ["c-text.parquet", 1],
        ["d-none.parquet", 1],
      ]);
      expect(lines).toEqual([
        expect.stringMatching(
          /^3 damaged files or parts of files were left out: the first is .*b-cut\.parquet cannot be read: /,
        ),
      ]);
      found.push(rejected);
    }
    expect(found[1]).toEqual(found[0]);
    const { options, rejected } = kept();
    const { frame } = await readParquet(path, undefined, options);
    expect((await frame.collect()).rowCount).toBe(3010);
    expect(named(rejected)).toEqual(named(found[0] ?? []));
  });

  test("fail with the name where reading is strict, and without any that is whole where no schema is given", async () => {
    const path = await damagedFolder();
    for (const engine of ["arquero", duckdbEngine] as const) {
      await expect(scanParquet(path, schema, { strict: true }).collect({ engine })).rejects.toThrow(
        /b-cut\.parquet cannot be read: /,
      );
    }
    await expect(readParquet(join(path, "c-text.parquet")) as Promise<unknown>).rejects.toThrow("c-text.parquet");
  });

  test("give all row groups but those that are damaged", async () => {
    const whole = await groupsOf(3, 5000);
    const damaged = Buffer.from(whole);
    // The first pages, behind the magic number, are those of the first row group.
    damaged.fill(0xff, 4, 2000);
    const path = await newFolder({ "a.parquet": whole, "b.parquet": damaged });
    const found = [];
    for (const engine of ["arquero", duckdbEngine] as const) {
      const { options, rejected } = kept();
      const frame = scanParquet(path, schema, options);
      const [counted] = await frame.rollup((d) => ({ rows: op.count(), most: op.max(d.n) })).toRows({ engine });
      found.push({ counted, rejected });
    }
    expect(found[1]).toEqual(found[0]);
    expect(named(found[0]?.rejected ?? [])).toEqual([["b.parquet", 1]]);
    expect(found[0]?.counted).toEqual({ rows: 25_000, most: 14_999 });
  });

  test("are told from files that cannot be had, which is an error", async () => {
    const path = await newFolder({ "a.parquet": await parquetOf(0, 10) });
    const gone = async function* () {
      const read = async (): Promise<Uint8Array> => {
        throw new Error("the network is down");
      };
      yield { path: join(path, "a.parquet"), size: 1000, read };
    };
    await expect(readParquet(gone(), schema)).rejects.toThrow("the network is down");
    const lost = async function* () {
      const pieces = async function* (): AsyncGenerator<Uint8Array> {
        yield new Uint8Array(4);
        throw new Error("the network is down");
      };
      yield { path: "a.arrow", pieces: pieces() };
    };
    await expect(readArrow(lost(), schema)).rejects.toThrow("the network is down");
  });
});

describe("Arrow files of which some are damaged or cut off", () => {
  test.each(["file", "stream"] as const)(
    "give the rows of the others and those before the cut, as a %s",
    async (kind) => {
      const whole = await arrowOf(kind, 0, 1000);
      const path = await newFolder({
        "a.arrow": whole,
        "b-cut.arrow": whole.subarray(0, Math.floor(whole.length / 2)),
        "c-text.arrow": "x,y\nthis is no Arrow file but some CSV\n".repeat(10),
        "d-none.arrow": "",
        "e.arrow": await arrowOf(kind, 1000, 1010),
      });
      const { options, rejected, lines } = kept();
      const { frame } = await readArrow(path, schema, options);
      const rows = await frame.toRows();
      expect(rows).toHaveLength(1010);
      expect(named(rejected)).toEqual([
        ["b-cut.arrow", 1],
        ["c-text.arrow", 1],
        ["d-none.arrow", 1],
      ]);
      expect(lines).toHaveLength(1);
      await expect(readArrow(path, schema, { strict: true })).rejects.toThrow(/b-cut\.arrow cannot be read: /);
      expect((await (await readArrow(path, undefined, options)).frame.collect()).rowCount).toBe(1010);
    },
  );

  test("that are cut off behind a batch give it and say that the rest is missing", async () => {
    const path = join(folder.path, "batches.arrow");
    await frameOf(0, 70_000).writeArrow(path, { overwrite: true });
    const whole = await readFile(path);
    const cut = await newFolder({ "cut.arrow": whole.subarray(0, Math.floor(whole.length - 2000)) });
    const { options, rejected } = kept();
    const { frame } = await readArrow(cut, schema, options);
    const { rowCount } = await frame.collect();
    expect(rowCount).toBeGreaterThan(0);
    expect(named(rejected)).toEqual([["cut.arrow", rowCount + 1]]);
  });
});
