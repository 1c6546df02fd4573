import { describe, expect, test } from "@jest/globals";
import { exprText } from "../../src/frame/explain.ts";
import { filtersRead } from "../../src/frame/filters-read.ts";
import { type AnyFrame, desc, fromRows, op, type Plan } from "../../src/frame/index.ts";
import { optimize, optimized } from "../../src/frame/optimize.ts";
import { partsOf } from "../../src/frame/plan-inputs.ts";
import { differenceWhenOptimized } from "../support/compare-optimized.ts";
import { randomRecipe } from "../support/random-plan.ts";

const pins = fromRows(
  Array.from({ length: 12 }, (_, n) => ({
    ind: n,
    kind: n % 3,
    title: `t${n % 2}`,
    tags: ["a", `b${n}`],
    part: n / 4,
  })),
  undefined,
  { name: "pins" },
);
const places = fromRows(
  [0, 2, 4, 4].map((ind, n) => ({ ind, place: `p${n}` })),
  undefined,
  { name: "places" },
);

/** A plan's filters: each condition and the verb whose rows it sees. */
const filters = (frame: AnyFrame): readonly string[] =>
  partsOf(optimized(frame.plan)).flatMap((part) =>
    part.verb === "filter" ? [`${exprText(part.condition)} after ${readBy(part.input)}`] : [],
  );

/** The verb of a plan, or what it chooses columns of. */
const readBy = (plan: Plan): string => (plan.verb === "select" ? readBy(plan.input) : plan.verb);

const cases: readonly (readonly [string, AnyFrame, readonly string[]])[] = [
  [
    "a derive of other columns",
    pins.derive((d) => ({ x: d.part.add(1) })).filter((d) => d.kind.eq(1)),
    ["d.kind.eq(1) after source"],
  ],
  [
    "a derive that makes what it compares",
    pins.derive((d) => ({ kind: d.ind })).filter((d) => d.kind.eq(1)),
    ["d.kind.eq(1) after derive"],
  ],
  ["new names", pins.rename({ kind: "sort" }).filter((d) => d.sort.eq(1)), ["d.kind.eq(1) after source"]],
  ["an order", pins.orderby("part").filter((d) => d.kind.eq(1)), ["d.kind.eq(1) after source"]],
  ["a slice", pins.slice(0, 5).filter((d) => d.kind.eq(1)), ["d.kind.eq(1) after slice"]],
  [
    "groups, of their keys",
    pins
      .groupby("kind")
      .count()
      .filter((d) => d.kind.eq(1)),
    ["d.kind.eq(1) after source"],
  ],
  [
    "groups, of what they count",
    pins
      .groupby("kind")
      .count()
      .filter((d) => d.count.gt(1)),
    ["d.count.gt(1) after rollup"],
  ],
  [
    "groups by floats, in which 0 and -0 are one",
    pins
      .groupby("part")
      .count()
      .filter((d) => d.part.eq(0)),
    ["d.part.eq(0) after rollup"],
  ],
  [
    "ranks in groups, of their keys",
    pins
      .groupby("kind")
      .derive((d) => ({ r: op.rank(d.part) }))
      .filter((d) => d.kind.eq(1)),
    ["d.kind.eq(1) after source"],
  ],
  [
    "ranks of all rows",
    pins.derive((d) => ({ r: op.rank(d.part) })).filter((d) => d.kind.eq(1)),
    ["d.kind.eq(1) after derive"],
  ],
  [
    "a dedupe by what it compares",
    pins.dedupe("kind", "title").filter((d) => d.kind.eq(1)),
    ["d.kind.eq(1) after source"],
  ],
  ["a dedupe by another column", pins.dedupe("title").filter((d) => d.kind.eq(1)), ["d.kind.eq(1) after dedupe"]],
  ["an unroll of another column", pins.unroll("tags").filter((d) => d.kind.eq(1)), ["d.kind.eq(1) after source"]],
  ["an unroll of what it compares", pins.unroll("tags").filter((d) => d.tags.eq("a")), ['d.tags.eq("a") after unroll']],
  ["a join's left side", pins.join(places, "ind").filter((d) => d.kind.eq(1)), ["d.kind.eq(1) after source"]],
  ["a join's right side", pins.join(places, "ind").filter((d) => d.place.eq("p1")), ['d.place.eq("p1") after source']],
  [
    "a join's key, on both sides",
    pins.join(places, "ind").filter((d) => d.ind.eq(1)),
    ["d.ind.eq(1) after source", "d.ind.eq(1) after source"],
  ],
  [
    "a left join's right side",
    pins.joinLeft(places, "ind").filter((d) => d.place.isNull()),
    ["d.place.isNull() after join"],
  ],
  [
    "both parts of a condition, each its own way",
    pins.join(places, "ind").filter((d) => d.kind.eq(1).and(d.place.ne("p1"))),
    ["d.kind.eq(1) after source", 'd.place.ne("p1") after source'],
  ],
  [
    "the parts of a concat",
    pins.concat(pins.slice(0, 2)).filter((d) => d.kind.eq(1)),
    ["d.kind.eq(1) after source", "d.kind.eq(1) after slice"],
  ],
  [
    "another filter that may fail",
    pins.filter((d) => d.ind.add(1).gt(3)).filter((d) => d.kind.eq(1)),
    ["d.kind.eq(1) after source", "d.ind.add(1).gt(3) after filter"],
  ],
  [
    "never what may fail below a join",
    pins.join(places, "ind").filter((d) => d.ind.add(1).gt(3)),
    ["d.ind.add(1).gt(3) after join"],
  ],
];

describe("filters", () => {
  test.each(cases)("go below %s where they may", (_, frame, expected) => {
    expect(filters(frame)).toEqual(expected);
  });

  test("stay above what another verb reads as well", () => {
    const ranked = pins.derive((d) => ({ x: op.rank(d.part) }));
    const both = ranked.filter((d) => d.kind.eq(1)).concat(ranked);
    expect(partsOf(optimized(both.plan)).filter((part) => part.verb === "derive")).toHaveLength(1);
  });

  test("reach a source as one condition that all who read it share", () => {
    const some = pins.filter((d) => d.kind.eq(1)).orderby("ind");
    const few = pins.rename({ kind: "k" }).filter((d) => d.k.eq(2));
    expect([...filtersRead(...optimize([some.plan, few.plan])).values()]).toEqual([
      expect.objectContaining({
        fn: "or",
        args: [expect.objectContaining({ fn: "eq" }), expect.objectContaining({ fn: "eq" })],
      }),
    ]);
    expect(filtersRead(...optimize([some.plan, pins.plan])).size).toBe(0);
  });
});

test("parts that were built twice are one", () => {
  const built = () =>
    pins
      .derive((d) => ({ x: op.rank(desc(d.part)) }))
      .groupby("kind")
      .rollup((d) => ({ x: op.max(d.x) }));
  const joined = built().join(built().rename({ x: "y" }), "kind");
  expect(partsOf(joined.plan).filter((part) => part.verb === "rollup")).toHaveLength(2);
  expect(partsOf(optimized(joined.plan)).filter((part) => part.verb === "rollup")).toHaveLength(1);
});

test("random plans give the same rows as they stand and optimised", () => {
  for (let seed = 1; seed <= 150; seed++) {
    expect({ seed, difference: differenceWhenOptimized(randomRecipe(seed, 8)) }).toEqual({
      seed,
      difference: undefined,
    });
  }
});
