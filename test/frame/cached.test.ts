import { readdir } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { cached, duckdbEngine, fromRows } from "../../src/frame/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

const rows = [
  { n: 2, t: "b" },
  { n: 1, t: null },
  { n: 3, t: "a" },
];

describe("a frame that is run once", () => {
  test("gives the same rows from files, which release removes", async () => {
    const folder = await temporaryFolder();
    const frame = fromRows(rows)
      .derive((d) => ({ m: d.n.mul(2) }))
      .orderby("n");
    const { frame: kept, release } = await cached(frame, { engine: "duckdb", folder });
    expect(kept.schema).toEqual(frame.schema);
    expect(await readdir(folder)).toHaveLength(1);
    expect(await kept.toRows({ engine: duckdbEngine })).toEqual(await frame.toRows());
    expect(await kept.filter((d) => d.m.gt(2)).toRows({ engine: "arquero" })).toEqual([
      { n: 2, t: "b", m: 4 },
      { n: 3, t: "a", m: 6 },
    ]);
    await release();
    expect(await readdir(folder)).toEqual([]);
  });

  test("keeps few rows in memory", async () => {
    const folder = await temporaryFolder();
    const { frame } = await cached(fromRows(rows), { folder, name: "rows" });
    expect(await readdir(folder)).toEqual([]);
    expect(await frame.toRows()).toEqual(rows);
  });
});
