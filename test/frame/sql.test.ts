import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { duckdbEngine, fromRows, readDelta, sql, toRowsAll } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { temporaryFolder } from "../support/temporary.ts";

const pins = fromRows(
  [
    { kind: "art", n: 1 },
    { kind: "art", n: 2 },
    { kind: "food", n: 3 },
  ],
  undefined,
  { name: "pins" },
);
const counts = [
  { name: "kind", type: "string", nullable: true },
  { name: "posts", type: "int64", nullable: false },
] as const satisfies Schema;
let close: () => Promise<void> = async () => {};

beforeAll(async () => {
  close = await duckdbEngine.open();
});
afterAll(() => close());

describe("a query without a schema", () => {
  test("asks DuckDB for its columns and takes values and frames", async () => {
    const names = fromRows([{ kind: "art", name: "Art" }], undefined, { name: "pins" });
    const frame = await pins.sql`
      SELECT name, count(*) AS posts, sum(n) AS total, avg(n) AS mean
      FROM self JOIN ${names} USING (kind) WHERE n <= ${2} GROUP BY name`;
    expect(frame.schema.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
      ["name", "string", true],
      ["posts", "int64", true],
      ["total", "int64", true],
      ["mean", "float64", true],
    ]);
    expect(await frame.toRows()).toEqual([{ name: "Art", posts: 2n, total: 3n, mean: 1.5 }]);
  });

  test("takes bytes, alone and in lists", async () => {
    const bytes = fromRows([{ y: Uint8Array.of(0, 255) }, { y: Uint8Array.of(1) }, { y: Uint8Array.of() }]);
    const frame = await bytes.sql`
      SELECT y = ${Uint8Array.of(0, 255)} AS same, y IN ${[Uint8Array.of(1), Uint8Array.of()]} AS found FROM self`;
    expect(await frame.toRows()).toEqual([
      { same: true, found: false },
      { same: false, found: true },
      { same: false, found: true },
    ]);
  });

  test("names its columns in the words of the plan and in its hash", async () => {
    const [a, b] = [await pins.sql`SELECT n + ${1} AS m FROM self`, await pins.sql`SELECT n + ${2} AS m FROM self`];
    expect(a.explain()).toBe("read pins: kind string, n int32\nsql SELECT n + 1 AS m FROM self");
    expect(a.explain("duckdb")).toContain("SELECT n + 1 AS m FROM self");
    expect(a.hash).not.toBe(b.hash);
    expect(a.hash).toBe((await pins.sql`SELECT n + ${1} AS m FROM self`).hash);
  });
});

test("a query runs on DuckDB where no engine is named, and Arquero refuses it before it reads anything", async () => {
  const frame = pins.sql("SELECT kind, count(*) AS posts FROM self GROUP BY kind ORDER BY kind", counts);
  expect(await frame.toRows()).toEqual([
    { kind: "art", posts: 2n },
    { kind: "food", posts: 1n },
  ]);
  await expect(frame.collect({ engine: "arquero" })).rejects.toThrow(
    'The engine arquero cannot do sql, which is DuckDB\'s language: collect with { engine: "duckdb" }.',
  );
});

test("a query that several frames share runs once, and is checked for each", async () => {
  const shared = pins.sql("SELECT kind, count(*) AS posts FROM self GROUP BY kind ORDER BY kind", counts);
  const [all, some] = await toRowsAll([shared, shared.filter((d) => d.posts.gt(1n))]);
  expect([all.length, some]).toEqual([2, [{ kind: "art", posts: 2n }]]);
});

test("a frame of a query is kept and read again as what it was", async () => {
  const frame = pins.sql(
    sql`SELECT kind, count(*) AS posts FROM self WHERE n > ${1} GROUP BY kind ORDER BY kind`,
    counts,
  );
  const again = JSON.parse(JSON.stringify(frame.plan));
  expect((await duckdbEngine.run(again, frame.sources)).columns).toEqual((await frame.collect()).columns);
});

const refused: readonly (readonly [string, ReturnType<typeof sql>, string])[] = [
  ["a statement that is no SELECT", sql`DROP TABLE self`, "it is no SELECT"],
  ["several statements", sql`SELECT 1 AS posts; SELECT 2`, "it is more than one statement"],
  ["a file's name as a table", sql`SELECT * FROM '/etc/passwd'`, 'it reads "/etc/passwd", which is no frame of it'],
  ["a table of DuckDB's own", sql`SELECT * FROM information_schema.tables`, "which is no frame of it"],
  [
    "a function that reads files",
    sql`SELECT * FROM self, read_text('/etc/passwd')`,
    "it calls read_text(), which may read files",
  ],
  ["a query in a text", sql`SELECT * FROM query('SELECT 1')`, "it calls query(), which may read files"],
  [
    "a file's name under WITH",
    sql`WITH "x.csv" AS (SELECT 1) SELECT * FROM "x.csv"`,
    'the name "x.csv" in WITH is none',
  ],
  ["what shows tables", sql`FROM (DESCRIBE self)`, "is no SELECT"],
  ["a value in a text", sql`SELECT '${"x"}' AS kind`, "one of its values stands in a text, a name or a comment"],
  [
    "a value in a comment",
    sql`SELECT 1 AS n -- ${"x\n; DROP TABLE self"}`,
    "one of its values stands in a text, a name or a comment",
  ],
  ["a frame in a text", sql`SELECT '${pins}' AS kind`, "one of its frames stands in a text or a comment"],
  ["a parameter without a value", sql`SELECT $n AS n`, "$n has no value"],
  ["a wrong spelling", sql`SELEC 1`, 'syntax error at or near "SELEC"'],
  ["a column that is not there", sql`SELECT nn FROM self`, 'Referenced column "nn" not found'],
  [
    "a type that frames do not have",
    sql`SELECT INTERVAL 1 DAY AS i`,
    "DuckDB's type INTERVAL, which frames do not have",
  ],
];

test.each(refused)("a query is refused: %s", async (_, query, message) => {
  await expect(pins.sql(query)).rejects.toThrow(message);
  await expect(pins.sql(query, counts).collect()).rejects.toThrow(message);
});

test("a query reaches no file whose name is that of a table which is not there", async () => {
  const path = join(await temporaryFolder(), "x.csv");
  await writeFile(path, "a\n1\n");
  await expect(pins.sql(`SELECT * FROM '${path}'`)).rejects.toThrow("which is no frame of it");
  await expect(pins.sql(`SELECT * FROM read_csv('${path}')`)).rejects.toThrow("may read files");
});

test("a query's values have types", () => {
  expect(() => pins.sql(sql`SELECT ${null as never} AS n`, counts)).toThrow(
    "which has no type: write NULL in the text",
  );
  expect(() => pins.sql(sql`SELECT 1 IN ${[]}`, counts)).toThrow("A list of the query is empty");
  const rows = () => pins.sql("SELECT kind, count(*) AS posts FROM self GROUP BY kind", counts).toRows();
  // @ts-expect-error the schema gives the type of the rows
  const wrong = async (): Promise<number | undefined> => (await rows())[0]?.posts;
  expect(wrong).toBeInstanceOf(Function);
});

test("what a query gives is shown, and written as files and as a Delta table", async () => {
  const frame = pins.sql("SELECT kind, count(*) AS posts FROM self GROUP BY kind ORDER BY kind", counts);
  const folder = await temporaryFolder();
  expect(await frame.writeNdjson(join(folder, "counts.ndjson"))).toMatchObject({ rows: 2 });
  const { version } = await frame.writeDelta(join(folder, "counts"));
  expect(version).toBe(0);
  expect(await (await readDelta(join(folder, "counts"), counts)).toRows()).toEqual(await frame.toRows());
});
