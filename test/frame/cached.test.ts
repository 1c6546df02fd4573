import { readdir } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { cached, duckdbEngine, Frame, fromRows, type RowOf } from "../../src/frame/index.ts";
import type { ColumnTable, Schema } from "../../src/schema.ts";
import { temporaryFolder } from "../support/temporary.ts";

const rows = [
  { n: 2, t: "b" },
  { n: 1, t: null },
  { n: 3, t: "a" },
];
const schema = [
  { name: "n", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: true },
] as const satisfies Schema;

/** A frame of the rows whose source counts how often it is asked for them. */
const counting = () => {
  const { plan, sources } = fromRows(rows, schema);
  let asked = 0;
  const source = async (): Promise<ColumnTable> => {
    asked += 1;
    return sources.table as ColumnTable;
  };
  return { frame: new Frame<RowOf<typeof schema>>(plan, { table: source }), asked: () => asked };
};

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
    await expect(kept.toRows({ engine: "duckdb" })).rejects.toThrow();
  });

  test("keeps few rows in memory", async () => {
    const folder = await temporaryFolder();
    const { frame, release } = await cached(fromRows(rows), { folder, name: "rows" });
    expect(frame.plan).toMatchObject({ verb: "source", name: "rows" });
    expect(await readdir(folder)).toEqual([]);
    await release();
    expect(await frame.toRows()).toEqual(rows);
  });

  test("is released at the end of a block that uses it", async () => {
    const folder = await temporaryFolder();
    const kept = await cached(fromRows(rows), { engine: "duckdb", folder });
    expect(await readdir(folder)).toHaveLength(1);
    await kept[Symbol.asyncDispose]();
    await kept[Symbol.asyncDispose]();
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(["arquero", "duckdb", undefined] as const)("asks its source for its rows once, on %s", async (engine) => {
    const { frame, asked } = counting();
    const kept = await cached(frame, { engine, folder: await temporaryFolder() });
    expect(await kept.frame.count().toRows()).toEqual([{ count: 3 }]);
    expect(await kept.frame.toRows()).toEqual(rows);
    expect(asked()).toBe(1);
    await kept.release();
  });

  test("leaves nothing behind where it fails", async () => {
    const folder = await temporaryFolder();
    const broken = fromRows(rows).derive((d) => ({ n: d.t.cast("int32") }));
    await expect(cached(broken, { engine: "duckdb", folder })).rejects.toThrow("cannot be cast");
    await expect(cached({ good: fromRows(rows), broken }, { engine: "duckdb", folder })).rejects.toThrow("cast");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("frames that are run once", () => {
  const made = () => {
    const { frame, asked } = counting();
    const doubled = frame.derive((d) => ({ m: d.n.mul(2) }));
    return { asked, frames: { large: doubled.filter((d) => d.m.gt(2)), count: doubled.count() } };
  };

  test.each(["arquero", "duckdb", undefined] as const)("are there by their names, read once, on %s", async (engine) => {
    const folder = await temporaryFolder();
    const { frames, asked } = made();
    const kept = await cached(frames, { engine, folder });
    const { large, count }: typeof frames = kept.frames;
    expect([large.schema, count.schema]).toEqual([frames.large.schema, frames.count.schema]);
    expect(large.plan).toMatchObject({ verb: "source", name: "large" });
    expect(
      await large
        .join(
          count.derive(() => ({ n: 3 })),
          "n",
        )
        .toRows(),
    ).toEqual([{ n: 3, t: "a", m: 6, count: 3 }]);
    expect(asked()).toBe(1);
    expect(await readdir(folder)).toHaveLength(engine === "duckdb" ? 2 : 0);
    await kept.release();
    expect(await readdir(folder)).toEqual([]);
  });

  test("may be none", async () => {
    expect((await cached({})).frames).toEqual({});
  });
});
