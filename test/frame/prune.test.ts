import { describe, expect, test } from "@jest/globals";
import { type AnyFrame, desc, fromRows, op } from "../../src/frame/index.ts";
import { prune } from "../../src/frame/prune.ts";
import { schemaOf } from "../../src/frame/schema-of.ts";
import { runAsItStands } from "../support/run-plan.ts";

const pins = fromRows(
  Array.from({ length: 12 }, (_, n) => ({ ind: n, kind: n % 3, title: `t${n % 2}`, tags: ["a", `b${n}`], extra: n })),
);
const places = fromRows([0, 2, 4, 4].map((ind, n) => ({ ind, place: `p${n}`, other: n })));

const cases: readonly (readonly [string, AnyFrame, readonly string[]])[] = [
  ["a select", pins.derive((d) => ({ x: d.extra.add(1) })).select("title"), ["title"]],
  ["a derive", pins.derive((d) => ({ kind: d.extra })).select("kind"), ["extra"]],
  ["a filter", pins.filter((d) => d.extra.gt(4)).select("ind"), ["ind", "extra"]],
  ["an orderby", pins.orderby((d) => desc(d.extra)).select("ind"), ["ind", "extra"]],
  ["a count", pins.count(), ["ind"]],
  [
    "a rollup",
    pins
      .groupby("kind")
      .rollup((d) => ({ a: op.sum(d.ind), b: op.max(d.title) }))
      .select("a"),
    ["ind", "kind"],
  ],
  [
    "a group's filter",
    pins
      .groupby("kind")
      .filter((d) => d.ind.eq(op.max(d.ind)))
      .select("title"),
    ["ind", "kind", "title"],
  ],
  [
    "a rank",
    pins
      .groupby("kind")
      .derive((d) => ({ r: op.rank(d.extra) }))
      .select("r"),
    ["kind", "extra"],
  ],
  ["a dedupe of all", pins.select("title", "kind").dedupe().select("kind"), ["kind", "title"]],
  ["a dedupe by keys", pins.dedupe("title").select("ind"), ["ind", "title"]],
  ["an unroll", pins.unroll("tags").select("tags"), ["tags"]],
  ["a join", pins.join(places, "ind").select("place"), ["ind"]],
  ["a left join", pins.joinLeft(places, "ind").select("title", "place"), ["ind", "title"]],
  ["a semijoin", pins.semijoin(places, "ind").select("title"), ["ind", "title"]],
  ["a concat", pins.concat(pins.slice(0, 2)).select("kind"), ["kind"]],
  ["nothing to leave out", pins, ["ind", "kind", "title", "tags", "extra"]],
];

/** The columns that a plan reads of the source `table`. */
const columnsRead = (node: unknown): readonly string[] => {
  if (typeof node !== "object" || node === null) return [];
  const plan = node as { verb?: string; input?: { verb?: string; name?: string }; columns?: { from: string }[] };
  if (plan.verb === "select" && plan.input?.verb === "source" && plan.input.name === "table") {
    return (plan.columns ?? []).map((column) => column.from);
  }
  if (plan.verb === "source" && (plan as { name?: string }).name === "table")
    return ["ind", "kind", "title", "tags", "extra"];
  return Object.values(node).flatMap(columnsRead);
};

describe("pruning", () => {
  test.each(cases)("%s reads only the columns that it needs", (_, frame, columns) => {
    expect([...new Set(prune([frame.plan]).flatMap(columnsRead))].sort()).toEqual([...columns].sort());
  });

  test.each(cases)("%s gives the rows of the whole plan", async (_, frame) => {
    const names = frame.schema.map((field) => field.name);
    const whole = runAsItStands(frame.plan, frame.sources);
    expect(await frame.toRows()).toEqual(whole.select(names).objects());
  });

  test("a dedupe takes only its own columns of a part of which others use more", () => {
    const part = pins.derive((d) => ({ x: d.extra.add(1) }));
    const [, pruned] = prune([part.plan, part.dedupe("kind").select("kind").plan]);
    const dedupe = pruned?.verb === "select" ? pruned.input : pruned;
    expect(dedupe?.verb).toBe("dedupe");
    expect(dedupe && schemaOf(dedupe).map(({ name }) => name)).toEqual(["kind"]);
  });
});
