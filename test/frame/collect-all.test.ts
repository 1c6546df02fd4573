import { describe, expect, test } from "@jest/globals";
import { scriptOf } from "../../src/frame/duckdb/query.ts";
import { exprText } from "../../src/frame/explain.ts";
import { Frame } from "../../src/frame/frame.ts";
import {
  arqueroEngine,
  collectAll,
  desc,
  duckdbEngine,
  fromRows,
  op,
  type RowOf,
  type Scan,
  toRowsAll,
} from "../../src/frame/index.ts";
import { sharedParts } from "../../src/frame/shared-parts.ts";
import type { Schema } from "../../src/schema.ts";

const rows = Array.from({ length: 40 }, (_, n) => ({ n: 39 - n, kind: n % 3, title: `t${n % 5}` }));
const pins = fromRows(rows);
const ranked = pins
  .filter((d) => d.n.gt(4))
  .groupby("kind")
  .derive((d) => ({ place: op.rank(desc(d.n)) }));
const frames = [
  ranked.filter((d) => d.place.le(2)),
  ranked.groupby("title").count(),
  pins.orderby("n").slice(0, 3),
  ranked.select("kind", "place").orderby("kind", "place"),
] as const;

describe.each([arqueroEngine, duckdbEngine])("$name", (engine) => {
  test("gives each frame the rows that it has alone", async () => {
    const together = await toRowsAll(frames, { engine });
    const alone = await Promise.all(frames.map((frame) => frame.toRows({ engine: arqueroEngine })));
    expect(together).toEqual(alone);
  });

  test("reads a source once for all, with the columns that any of them needs", async () => {
    const read: (readonly string[])[] = [];
    const schema = [
      { name: "n", type: "int32", nullable: false },
      { name: "kind", type: "int32", nullable: false },
      { name: "title", type: "string", nullable: false },
    ] as const satisfies Schema;
    const scan: Scan = {
      async *tables(columns) {
        read.push([...columns].sort());
        yield await fromRows(rows, schema).collect();
      },
    };
    const scanned = new Frame<RowOf<typeof schema>>({ verb: "source", name: "scanned", schema }, { scanned: scan });
    const [counts, most] = await toRowsAll(
      [scanned.groupby("kind").count(), scanned.rollup((d) => ({ most: op.max(d.n) }))],
      { engine },
    );
    expect(counts.map((row) => row.count)).toEqual([14, 13, 13]);
    expect(most).toEqual([{ most: 39 }]);
    expect(read).toEqual([["kind", "n"]]);
  });

  test("tells a scan which rows are used, and filters itself all the same", async () => {
    const asked: (string | undefined)[] = [];
    const schema = [
      { name: "n", type: "int32", nullable: false },
      { name: "kind", type: "int32", nullable: false },
    ] as const satisfies Schema;
    const scan: Scan = {
      async *tables(_, filter) {
        asked.push(filter && exprText(filter));
        yield await fromRows(rows, schema).collect();
      },
    };
    const scanned = new Frame<RowOf<typeof schema>>({ verb: "source", name: "scanned", schema }, { scanned: scan });
    const few = scanned
      .rename({ kind: "sort" })
      .orderby("n")
      .filter((d) => d.sort.eq(1));
    expect((await few.collect({ engine })).rowCount).toBe(13);
    await collectAll([few, scanned.filter((d) => d.n.gt(30)).count()], { engine });
    await collectAll([few, scanned.count()], { engine });
    expect(asked).toEqual(["d.kind.eq(1)", "d.kind.eq(1).or(d.n.gt(30))", undefined]);
  });

  test("keeps frames apart whose sources have one name", async () => {
    const [a, b] = await toRowsAll([fromRows([{ x: 1 }]), fromRows([{ x: 2 }])], { engine });
    expect([a[0]?.x, b[0]?.x]).toEqual([1, 2]);
  });

  test("gives nothing for nothing, and one frame twice", async () => {
    expect(await collectAll([], { engine })).toEqual([]);
    const [first, second] = await collectAll([ranked, ranked], { engine });
    expect(first).toEqual(second);
  });
});

test("steps that several frames share are one part", () => {
  expect(sharedParts(frames.map((frame) => frame.plan))).toEqual([ranked.plan]);
  expect(sharedParts([ranked.plan, ranked.plan])).toEqual([ranked.plan]);
  expect(sharedParts([ranked.plan, pins.plan])).toEqual([]);
  expect(sharedParts([ranked.plan, ranked.count().plan])).toEqual([ranked.plan]);
});

test("DuckDB makes a table of what is shared, once, and reads it for each frame", () => {
  const script = scriptOf(frames.map((frame) => frame.plan));
  const made = script.shared.filter((statement) => statement.startsWith('CREATE OR REPLACE TEMP TABLE "shared"'));
  expect(made).toHaveLength(1);
  expect(script.queries.filter(({ select }) => select.includes('FROM "shared"'))).toHaveLength(3);
  expect(script.queries.filter(({ select }) => select.includes("rank()"))).toEqual([]);
});

test("the rows have each frame's type", async () => {
  const [counted, sliced] = await toRowsAll([ranked.groupby("title").count(), pins.slice(0, 1)]);
  const [title, n]: [string | undefined, number | undefined] = [counted[0]?.title, sliced[0]?.n];
  expect([title, n]).toEqual(["t0", 39]);
});
