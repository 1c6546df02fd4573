import { describe, expect, test } from "@jest/globals";
import { mostRowsInMemory } from "../../src/frame/choose-engine.ts";
import { arqueroEngine, duckdbEngine, type Engine, fromColumns, fromRows } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { keepDuckdbOpen } from "../support/duckdb-folder.ts";

keepDuckdbOpen();

const schema = [{ name: "n", type: "int32", nullable: false }] as const satisfies Schema;
const numbers = (rowCount: number) =>
  fromColumns<{ n: number }>({ schema, rowCount, columns: { n: new Int32Array(rowCount).map((_, index) => index) } });

const notices = () => {
  const lines: string[] = [];
  return { lines, onNotice: (line: string) => void lines.push(line) };
};

describe("the engine", () => {
  test("is chosen by name", async () => {
    const { lines, onNotice } = notices();
    for (const engine of ["arquero", "duckdb"] as const) {
      expect(await numbers(3).toRows({ engine, onNotice })).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    }
    expect(lines).toEqual([]);
  });

  test("of no known name is refused", async () => {
    await expect(numbers(1).collect({ engine: "spark" as never })).rejects.toThrow(
      'There is no engine \'spark\': write "arquero" or "duckdb".',
    );
    await expect(numbers(1).collect({ engine: "toString" as never })).rejects.toThrow("There is no engine");
  });

  test("may be one's own", async () => {
    const engine: Engine = { name: "none", run: async () => ({ schema: [], rowCount: 7, columns: {} }) };
    expect((await numbers(1).collect({ engine })).rowCount).toBe(7);
  });

  test("is DuckDB above so many rows, with one line that says so", async () => {
    const { lines, onNotice } = notices();
    await numbers(mostRowsInMemory).count().collect({ onNotice });
    expect(lines).toEqual([]);
    const [row] = await numbers(mostRowsInMemory + 1)
      .count()
      .toRows({ onNotice });
    expect(row).toEqual({ count: mostRowsInMemory + 1 });
    expect(lines).toEqual([
      '500,001 rows, more than 500,000: this runs on DuckDB; { engine: "arquero" } keeps it on Arquero.',
    ]);
  });

  test("counts the rows of all sources, and asks each for them once", async () => {
    const half = numbers(mostRowsInMemory / 2 + 1);
    let asked = 0;
    const source = async () => {
      asked++;
      return half.sources.table as never;
    };
    const lazy = new (half.constructor as new (...args: unknown[]) => typeof half)(half.plan, { table: source });
    const { lines, onNotice } = notices();
    const other = fromColumns<{ n: number }>(await half.collect(), { name: "other" });
    await lazy.semijoin(other, "n").count().collect({ onNotice });
    expect([asked, lines.length]).toEqual([1, 1]);
  });
});

describe("DuckDB's engine", () => {
  const frame = fromRows(
    [
      { k: "a", n: 1 },
      { k: "b", n: 2 },
      { k: "a", n: 3 },
    ],
    undefined,
    { name: "pins" },
  );

  test("explains a plan as a query with a part for each verb", () => {
    const counted = frame
      .filter((d) => d.n.gt(1))
      .groupby("k")
      .count()
      .orderby("k");
    expect(duckdbEngine.explain(counted.plan)).toBe(`WITH
"filter" AS (
  SELECT "pins".*
  FROM "pins"
  WHERE ("pins"."n" > 1)
),
"rollup" AS (
  SELECT "k", CAST(count(*) AS INTEGER) AS "count"
  FROM "filter"
  GROUP BY "filter"."k"
),
"orderby" AS (
  SELECT *, "k" AS "key"
  FROM "rollup"
)
SELECT "k", "count"
FROM "orderby"
ORDER BY "key" ASC NULLS LAST;`);
  });

  test("gives rows in batches", async () => {
    const many = numbers(50_000).derive((d) => ({ t: d.n.cast("string") }));
    const batches: number[] = [];
    const texts: string[] = [];
    for await (const batch of duckdbEngine.batches(many.plan, many.sources, 10_000)) {
      batches.push(batch.rowCount);
      texts.push(...Array.from(batch.columns.t as string[]));
    }
    expect(texts).toHaveLength(50_000);
    expect(texts.findIndex((text, index) => text !== String(index))).toBe(-1);
    expect(batches.length).toBeGreaterThan(3);
  });

  test("names a source that is missing", async () => {
    await expect(duckdbEngine.run(frame.plan, {})).rejects.toThrow("pins");
    await expect(arqueroEngine.run(frame.plan, {})).rejects.toThrow("pins");
  });
});
