import { describe, expect, test } from "@jest/globals";
import { cols, fromRows, op } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { frameOf } from "./two-columns.ts";

const abc = frameOf(["a", 1], ["b", 2], ["a", 3], [null, 4], ["b", null], ["a", 3]);
const table = fromRows([{ id: 1, image_a: "x", image_b: "y", size: 2.5, at: new Date("2020-01-01T00:00:00Z") }]);

describe("a verb", () => {
  test("that samples takes the same rows for a seed, others for another, about the share asked for", async () => {
    const many = fromRows(Array.from({ length: 2000 }, (_, n) => ({ n })));
    const taken = async (seed: number) => (await many.sample({ share: 0.25 }, seed).toRows()).map((row) => row.n);
    const first = await taken(1);
    expect(first).toEqual(await taken(1));
    expect(first).not.toEqual(await taken(2));
    expect(Math.abs(first.length - 500)).toBeLessThan(80);
    expect(first).toEqual([...first].sort((a, b) => a - b));
    expect(await many.sample({ rows: 10 }, 3).toRows()).toHaveLength(10);
  });

  test("that pivots on numbers names the columns by them, in the order given", () => {
    expect(abc.pivot("n", [3, 1], () => op.count()).schema.map((field) => field.name)).toEqual(["3", "1"]);
  });

  test("refuses what it cannot do when the plan is built", () => {
    expect(() => table.select(cols.startsWith("zzz") as never)).toThrow("choose no column");
    expect(() => table.select(cols.except("nothing") as never)).toThrow("'nothing'");
    expect(() => table.relocate("id", {} as never)).toThrow("before");
    expect(() => abc.pivot("k", ["a", "a"], () => op.count())).toThrow("two columns 'a'");
    expect(() => abc.groupby("k").pivot("k", ["a"], () => op.count())).toThrow("group by it");
    expect(() => abc.fold(["k", "n"])).toThrow("cast one");
    expect(() => abc.sample({ share: 2 })).toThrow("share from 0 to 1");
    expect(() => abc.derive((d) => ({ x: op.running(d.n) }))).toThrow("take an aggregate");
    expect(() => abc.derive((d) => ({ x: op.rolling(op.sum(d.n), 0) }))).toThrow("whole number from 1");
    expect(() => abc.rollup((d) => ({ x: op.quantile(d.n, 2) }))).toThrow("share from 0 to 1");
    expect(() => abc.cross(abc)).toThrow("both sides".replace("b", "B"));
  });
});

const typed = [
  { name: "id", type: "int64", nullable: false },
  { name: "image_a", type: "string", nullable: true },
  { name: "image_b", type: "string", nullable: false },
  { name: "n", type: "float64", nullable: true },
] as const satisfies Schema;

test("the verbs carry types on", () => {
  const frame = fromRows([], typed);
  type RowType<F> = F extends { toRows(): Promise<readonly (infer R)[]> } ? R : never;
  type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
  const same = <A, B>(..._: Equal<A, B> extends true ? [] : [difference: { is: A; should: B }]): void => {};
  const chosen = frame.select(cols.startsWith("image_"), "n");
  same<
    RowType<typeof chosen>,
    { readonly image_a: string | null; readonly image_b: string; readonly n: number | null }
  >();
  const imputed = frame.select("image_a", "n").impute(() => ({ n: 0 }));
  same<RowType<typeof imputed>, { readonly image_a: string | null; readonly n: number }>();
  const folded = frame.fold(["image_a", "image_b"], ["which", "url"]);
  same<
    RowType<typeof folded>,
    {
      readonly id: bigint;
      readonly n: number | null;
      readonly which: "image_a" | "image_b";
      readonly url: string | null;
    }
  >();
  const pivoted = frame.groupby("id").pivot("image_b", ["x", "y"], (d) => op.sum(d.n));
  same<RowType<typeof pivoted>, { readonly id: bigint; readonly x: number | null; readonly y: number | null }>();
  const joined = frame.select("id", "n").joinLeft(frame.select("id", "image_b").rename({ id: "key" }), { id: "key" });
  same<RowType<typeof joined>, { readonly id: bigint; readonly n: number | null; readonly image_b: string | null }>();
  expect(joined.schema.map((field) => field.name)).toEqual(["id", "n", "image_b"]);
});
