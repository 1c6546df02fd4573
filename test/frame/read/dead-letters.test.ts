import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as zlib from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { duckdbEngine, op, type Rejected, readCsv, readNdjson, scanNdjson } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { fileStore, mount } from "../../../src/storage/index.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";
import { memoryBucket } from "../../support/memory-bucket.ts";
import { files } from "./files.ts";

const folder = duckdbFolder();
let count = 0;

const newFolder = async (contents: Readonly<Record<string, string>> = {}): Promise<string> => {
  const path = join(folder.path, String(++count));
  await mkdir(path);
  for (const [name, content] of Object.entries(contents)) await writeFile(join(path, name), content);
  return path;
};

const schema = [
  { name: "n", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: true },
] as const satisfies Schema;

const quiet = { onNotice: () => {} };

const lettersIn = (text: string): readonly Rejected[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Rejected);

const lettersOf = async (path: string): Promise<readonly Rejected[]> => lettersIn(await readFile(path, "utf8"));
const placesOf = async (path: string) =>
  (await lettersOf(path)).map(({ file, line }) => [file.split("/").at(-1), line]);

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const good = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `{"n":${from + index},"t":"x"}\n`).join("");

describe("the file of dead letters", () => {
  test("holds file, line, reason and text of what became no row, and is there when the reading is done", async () => {
    const deadLetters = join(await newFolder(), "deep/dead.ndjson");
    const { rejectedCount, rejected } = await readNdjson(files('{"n":1}\n{"n":"x"}\n[]'), schema, {
      ...quiet,
      deadLetters,
    });
    expect(rejectedCount).toBe(2);
    expect(await lettersOf(deadLetters)).toEqual(rejected);
    expect(rejected).toEqual([
      { file: "file-0", line: 2, reason: 'n is "x", not int32', text: '{"n":"x"}' },
      { file: "file-0", line: 3, reason: "the line is JSON but no object", text: "[]" },
    ]);
  });

  test("is a path, a URL, a place of a mount, one in a bucket of S3, or compressed", async () => {
    const path = await newFolder();
    const bucket = memoryBucket();
    const places = {
      url: pathToFileURL(join(path, "url.ndjson")).href,
      place: mount("/mnt/pins", fileStore(path)).at("/mnt/pins/bad/place.ndjson"),
      bucket: mount("/mnt/s3", bucket.store).at("bad/dead.ndjson"),
      packed: join(path, "packed.ndjson.gz"),
    };
    const lines: string[] = [];
    for (const deadLetters of Object.values(places)) {
      for (let again = 0; again < 2; again++)
        await readNdjson(files("x"), schema, { deadLetters, onNotice: (line) => lines.push(line) });
    }
    const expected = [expect.objectContaining({ file: "file-0", line: 1 })];
    expect(await lettersOf(join(path, "url.ndjson"))).toEqual(expected);
    expect(await lettersOf(join(path, "bad/place.ndjson"))).toEqual(expected);
    expect(lettersIn(bucket.text("bad/dead.ndjson") ?? "")).toEqual(expected);
    expect(lettersIn(zlib.gunzipSync(await readFile(places.packed)).toString())).toEqual(expected);
    expect(lines.map((line) => line.split("See ")[1])).toEqual(
      [`${path}/url.ndjson.`, "/mnt/pins/bad/place.ndjson.", "/mnt/s3/bad/dead.ndjson.", `${places.packed}.`].flatMap(
        (line) => [line, line],
      ),
    );
  });

  test("holds each once however often a scan is collected, on either engine and in batches, and none of what was mended", async () => {
    const path = await newFolder({ "a.json": `${good(0, 5)}x\n${good(6, 9)}`, "b.json": `{"n":null}\n${good(0, 3)}` });
    const deadLetters = join(path, "dead.ndjson");
    for (const order of [
      ["arquero", duckdbEngine],
      [duckdbEngine, "arquero"],
    ] as const) {
      const frame = scanNdjson(path, schema, { ...quiet, deadLetters });
      for (const engine of order) {
        expect(await frame.toRows({ engine })).toHaveLength(11);
        expect(await frame.rollup(() => ({ n: op.count() })).toRows({ engine })).toEqual([{ n: 11 }]);
        expect(await placesOf(deadLetters)).toEqual([
          ["a.json", 6],
          ["b.json", 1],
        ]);
      }
      let rows = 0;
      for await (const batch of frame.batches()) rows += batch.rowCount;
      expect(rows).toBe(11);
      expect(await placesOf(deadLetters)).toHaveLength(2);
    }
    await writeFile(join(path, "a.json"), good(0, 9));
    const frame = scanNdjson(path, schema, { ...quiet, deadLetters });
    await frame.toRows({ engine: duckdbEngine });
    expect(await placesOf(deadLetters)).toEqual([["b.json", 1]]);
    await writeFile(join(path, "b.json"), good(0, 3));
    expect(await frame.rollup(() => ({ n: op.count() })).toRows({ engine: duckdbEngine })).toEqual([{ n: 12 }]);
    expect(await isThere(deadLetters)).toBe(false);
  });

  test("keeps what readings of other files have put there, several at once too", async () => {
    const path = await newFolder({ "a.json": "x\n", "b.json": "y\n", "c.csv": "n,t\nz,\n" });
    const deadLetters = join(path, "dead.ndjson");
    const options = { ...quiet, deadLetters };
    await Promise.all([
      readNdjson(join(path, "a.json"), schema, options),
      readNdjson(join(path, "b.json"), schema, options),
      readCsv(join(path, "c.csv"), schema, options),
    ]);
    expect((await placesOf(deadLetters)).toSorted()).toEqual([
      ["a.json", 1],
      ["b.json", 1],
      ["c.csv", 2],
    ]);
  });

  test("is not overwritten where it holds anything else, nor read with the files beside it", async () => {
    const path = await newFolder({ "a.json": `x\n${good(0, 2)}` });
    const data = join(path, "a.json");
    await expect(readNdjson(files("y"), schema, { ...quiet, deadLetters: data })).rejects.toThrow(
      `${data} is there and holds no dead letters, as its line 1 shows`,
    );
    expect(await readFile(data, "utf8")).toBe(`x\n${good(0, 2)}`);
    const whole = mount("/mnt/pins", fileStore(path)).at("");
    await expect(readNdjson(files("y"), schema, { deadLetters: whole })).rejects.toThrow("deadLetters names a folder");
    const own = { ...quiet, deadLetters: join(path, "dead.json") };
    for (let again = 0; again < 2; again++) expect((await readNdjson(path, schema, own)).rejectedCount).toBe(1);
  });

  test("takes more than is held in memory, of which nothing else stays on disk", async () => {
    const path = await newFolder({ "a.json": `no JSON ${"#".repeat(190)}\n`.repeat(10_000) });
    const deadLetters = join(path, "dead.ndjson");
    for (let again = 0; again < 2; again++) {
      const { rejectedCount } = await readNdjson(join(path, "a.json"), schema, { ...quiet, deadLetters });
      expect(rejectedCount).toBe(10_000);
    }
    const letters = await lettersOf(deadLetters);
    expect(letters.map(({ line }) => line)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
  });

  test("keeps what stands behind the last line that was asked for, and is left as it is where a reading fails", async () => {
    const text = `x\n${good(0, 200_000)}y\n`;
    const path = await newFolder({ "a.json": text });
    const deadLetters = join(path, "dead.ndjson");
    const options = { ...quiet, deadLetters };
    await readNdjson(join(path, "a.json"), schema, options);
    const all = await placesOf(deadLetters);
    expect(all).toHaveLength(2);
    const frame = scanNdjson(join(path, "a.json"), schema, options);
    for await (const _ of frame.batches(16_384, { engine: "arquero" })) break;
    const [source] = Object.values(frame.sources);
    for await (const _ of (source as { tables(names: readonly string[]): AsyncIterable<unknown> }).tables(["n"])) break;
    expect((await placesOf(deadLetters)).toSorted()).toEqual(all.toSorted());
    const broken = async function* () {
      yield* files("z");
      throw new Error("the line is cut");
    };
    await expect(readNdjson(broken(), schema, options)).rejects.toThrow("the line is cut");
    expect((await placesOf(deadLetters)).toSorted()).toEqual(all.toSorted());
  });
});

describe("what is rejected", () => {
  test("is the same on either engine whatever a plan makes of the rows", async () => {
    const path = await newFolder({ "a.json": `${good(0, 50)}x\n${good(50, 60)}{"n":1.5}\n` });
    const none = await newFolder({ "b.json": "{" });
    const told: Rejected[] = [];
    const lines: string[] = [];
    const options = { onReject: (one: Rejected) => told.push(one), onNotice: (line: string) => lines.push(line) };
    const frame = scanNdjson(join(path, "a.json"), schema, { ...options, name: "a" });
    const empty = scanNdjson(join(none, "b.json"), schema, { ...options, name: "b" });
    const plans = [
      frame,
      frame.filter((d) => d.n.gt(5).and(d.n.lt(3))),
      frame.filter((d) => d.n.lt(0)).select("t"),
      frame.slice(0, 1),
      frame.join(empty.select("n"), "n"),
      frame.semijoin(empty, "n"),
      empty.select("n").join(frame, "n"),
      frame.groupby("t").rollup((d) => ({ m: op.max(d.n) })),
      frame.concat(empty).dedupe("t"),
      frame.orderby("t").slice(0, 0),
    ];
    for (const [index, plan] of plans.entries()) {
      const found = [];
      for (const engine of ["arquero", duckdbEngine] as const) {
        const { rowCount } = await plan.collect({ engine });
        found.push({
          rowCount,
          told: told
            .splice(0)
            .map(({ file, line }) => `${file}:${line}`)
            .sort(),
          lines: lines.splice(0).sort(),
        });
      }
      expect({ index, ...found[1] }).toEqual({ index, ...found[0] });
      expect(found[0]?.told.length).toBe(found[0]?.lines.length === 1 ? 2 : 3);
    }
  });

  test("is told in one line for each reading", async () => {
    const lines: string[] = [];
    const onNotice = (line: string) => lines.push(line);
    await readNdjson(files('{"n":"x"}'), schema, { onNotice });
    await readNdjson(files('{"n":"x"}\n[]', "1"), schema, { onNotice, deadLetters: join(await newFolder(), "d.json") });
    await readNdjson(files('{"n":1}'), schema, { onNotice });
    expect(lines).toEqual([
      '1 row was left out: file-0, line 1: n is "x", not int32. Set deadLetters to keep what is left out, or strict to fail.',
      expect.stringMatching(
        /^3 rows were left out: the first is file-0, line 1: n is "x", not int32\. See .*\/d\.json\.$/,
      ),
    ]);
  });
});
