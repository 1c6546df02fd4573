import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { arqueroEngine, duckdbEngine, type Expr, fromRows, op, type Row } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { type Choices, choicesOf } from "../support/choices.ts";

const schema = [
  { name: "k", type: "int32", nullable: false },
  { name: "x", type: "float64", nullable: true },
  { name: "y", type: "float64", nullable: true },
  { name: "g", type: "int64", nullable: true },
] as const satisfies Schema;

/** How far the engines' answers may lie apart, as a share of the answer. */
const functionTolerance = 2 ** -50;
const varianceTolerance = 1e-9;

const edges = [null, 0, -0, 1, -1, 2, 0.5, -0.5, 1e-300, 1e300, -1e300, Number.NaN, Infinity, -Infinity, 709.9, -745];

const number = (choices: Choices): number | null => {
  if (choices.chance(0.3)) return choices.pick(edges);
  const size = 10 ** (choices.below(40) - 20);
  return (choices.below(2 ** 31) / 2 ** 30 - 1) * size;
};

const table = (seed: number) => {
  const choices = choicesOf(seed);
  const rows: Row[] = Array.from({ length: 200 }, () => ({
    k: choices.below(12),
    x: number(choices),
    y: number(choices),
    g: choices.pick([null, 0n, 7n, -3n, 4611686018427387904n, BigInt(choices.below(1000))]),
  }));
  return fromRows(rows, schema);
};

type Framed = Pick<ReturnType<typeof table>, "plan" | "sources" | "schema">;
let close: () => Promise<void> = async () => {};

beforeAll(async () => {
  close = await duckdbEngine.open();
});
afterAll(() => close());

/** The largest distance of the engines' answers, and the pairs that are no numbers both and not the same. */
const compare = async ({ plan, sources, schema: fields }: Framed) => {
  const [a, b] = [await arqueroEngine.run(plan, sources), await duckdbEngine.run(plan, sources)];
  expect(a.rowCount).toBe(b.rowCount);
  const unlike: unknown[] = [];
  let farthest = 0;
  for (const { name } of fields) {
    for (let row = 0; row < a.rowCount; row++) {
      const [left, right] = [a.columns[name]?.[row], b.columns[name]?.[row]] as [number | null, number | null];
      if (Object.is(left, right)) continue;
      if (left === null || right === null || !Number.isFinite(left) || !Number.isFinite(right))
        unlike.push([name, row, left, right]);
      else farthest = Math.max(farthest, Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right), 1e-300));
    }
  }
  return { farthest, unlike };
};

describe.each([1, 2, 3, 4, 5])("the engines, by seed %i,", (seed) => {
  test("give ln, log10, exp and pow to the last digits", async () => {
    const frame = table(seed).derive((d): Record<string, Expr> => {
      const small = d.x.mod(20);
      return {
        ln: d.x.ln(),
        log10: d.x.log10(),
        exp: d.x.exp(),
        pow: d.x.abs().pow(small),
        power: d.y.pow(3),
        roots: d.x.pow(0.5),
      };
    });
    const { farthest, unlike } = await compare(frame.drop("k", "x", "y", "g"));
    expect(unlike).toEqual([]);
    expect(farthest).toBeLessThan(functionTolerance);
  });

  test("give variances and deviations to nine digits", async () => {
    const sizes = (d: { readonly x: Expr }) => d.x as ReturnType<typeof op.constant<number>>;
    const frame = table(seed)
      .derive((d) => ({ x: op.when(d.x.abs().lt(1e9).and(d.x.abs().gt(1e-9)), d.x).otherwise(null) }))
      .groupby("k")
      .rollup((d) => ({
        variance: op.variance(sizes(d)),
        deviation: op.stddev(sizes(d)),
        whole: op.stddev(d.g),
        odd: op.variance(d.y),
      }))
      .drop("k");
    const { farthest, unlike } = await compare(frame);
    expect(unlike).toEqual([]);
    expect(farthest).toBeLessThan(varianceTolerance);
  });
});
