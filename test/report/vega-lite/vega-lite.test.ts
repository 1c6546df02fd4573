import { describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "../../../src/notebook/index.ts";
import { isVegaLite, vegaLiteFigure } from "../../../src/report/vega-lite/index.ts";

const values = [
  { country: "b", pins: 4, year: "2024-01-01", kind: "x" },
  { country: "a", pins: 1, year: "2025-01-01", kind: "x" },
  { country: "b", pins: 2, year: "2025-01-01", kind: "y" },
];
const field = (name: string, type = "nominal", more = {}) => ({ field: name, type, ...more });
const number = (name: string, more = {}) => field(name, "quantitative", more);
const chart = (mark: Json, encoding: JsonObject, more: JsonObject = {}): JsonObject => ({
  data: { values },
  mark,
  encoding,
  ...more,
});
const drawn = (given: Json) => {
  const figure = vegaLiteFigure(given);
  if (!figure) throw new Error("not drawn");
  return { data: figure.data as readonly JsonObject[], layout: figure.layout as JsonObject };
};
const axis = (layout: JsonObject, name: string) => layout[name] as JsonObject;

describe("a Vega-Lite chart", () => {
  test("is known by its type, of any version", () => {
    expect(["application/vnd.vegalite.v5+json", "application/vnd.vegalite.v6.1.0+json"].map(isVegaLite)).toEqual([
      true,
      true,
    ]);
    expect(["application/vnd.vega.v5+json", "text/plain"].map(isVegaLite)).toEqual([false, false]);
  });

  test("of bars stands or lies as its numbers do, its categories in order", () => {
    const { data, layout } = drawn(chart("bar", { x: field("country"), y: number("pins") }, { title: "Pins" }));
    expect(data).toEqual([{ type: "bar", marker: {}, x: ["b", "a", "b"], y: [4, 1, 2] }]);
    expect(layout).toMatchObject({ title: { text: "Pins" }, barmode: "stack", showlegend: false });
    expect(axis(layout, "xaxis")).toEqual({
      title: { text: "country" },
      type: "category",
      categoryorder: "array",
      categoryarray: ["a", "b"],
    });
    const lying = drawn(
      chart({ type: "bar", color: "red" }, { y: field("country", "nominal", { sort: "-x" }), x: number("pins") }),
    );
    expect(lying.data[0]).toMatchObject({ orientation: "h", marker: { color: "red" } });
    expect(axis(lying.layout, "yaxis")).toMatchObject({ autorange: "reversed", categoryarray: ["b", "a"] });
  });

  test("puts rows together as its aggregates and bins say", () => {
    const sum = drawn(chart("bar", { x: field("country"), y: number("pins", { aggregate: "sum" }) }));
    expect(sum.data[0]).toMatchObject({ x: ["b", "a"], y: [6, 1] });
    expect(axis(sum.layout, "yaxis").title).toEqual({ text: "sum of pins" });
    for (const [aggregate, y] of [
      ["mean", 3],
      ["median", 3],
      ["min", 2],
      ["max", 4],
    ] as const)
      expect(drawn(chart("bar", { x: field("country"), y: number("pins", { aggregate }) })).data[0]?.y).toEqual([y, 1]);
    const bins = drawn(chart("bar", { x: number("pins", { bin: { maxbins: 2 } }), y: { aggregate: "count" } }));
    expect(bins.data[0]).toMatchObject({ x: [3, 1], y: [2, 1] });
    expect(axis(bins.layout, "yaxis").title).toEqual({ text: "count" });
  });

  test("has a series a colour, lines from left to right, times as such", () => {
    const { data, layout } = drawn(
      chart(
        { type: "line", point: true },
        { x: field("year", "temporal"), y: number("pins", { scale: { type: "log" } }), color: field("kind") },
      ),
    );
    expect(data.map(({ name, mode, x }) => [name, mode, x])).toEqual([
      ["x", "lines+markers", ["2024-01-01", "2025-01-01"]],
      ["y", "lines+markers", ["2025-01-01"]],
    ]);
    expect([axis(layout, "xaxis").type, axis(layout, "yaxis").type, layout.showlegend]).toEqual(["date", "log", true]);
  });

  test("of arcs is a pie, of layers all of them", () => {
    const pie = drawn(chart({ type: "arc", innerRadius: 20 }, { theta: number("pins"), color: field("country") }));
    expect(pie.data[0]).toMatchObject({ type: "pie", hole: 0.5, values: [4, 1, 2] });
    const encoding = { x: field("country"), y: number("pins") };
    const layers = drawn({
      data: { name: "d" },
      datasets: { d: values },
      encoding,
      layer: [{ mark: "bar" }, { mark: "point" }],
    });
    expect(layers.data.map(({ type }) => type)).toEqual(["bar", "scatter"]);
  });

  test.each<[string, Json]>([
    [
      "transforms",
      chart("bar", { x: field("country"), y: number("pins") }, { transform: [{ filter: "datum.pins > 1" }] }),
    ],
    [
      "data from an address",
      { ...chart("bar", { x: field("country"), y: number("pins") }), data: { url: "https://example.org/x.json" } },
    ],
    ["facets", chart("bar", { x: field("country"), y: number("pins"), row: field("kind") })],
    ["units of time", chart("bar", { x: field("year", "temporal", { timeUnit: "month" }), y: number("pins") })],
    [
      "an aggregate that is not known",
      chart("bar", { x: field("country"), y: number("pins", { aggregate: "stdev" }) }),
    ],
    ["a mark that is not known", chart("geoshape", { x: field("country"), y: number("pins") })],
    ["a field that no row has", chart("bar", { x: field("nothing"), y: number("pins") })],
    ["a colour by numbers", chart("point", { x: number("pins"), y: number("pins"), color: number("pins") })],
    ["parts beside each other", { hconcat: [] }],
    ["nothing", null],
  ])("with %s is not drawn, rather than drawn wrong", (_, given) => {
    expect(vegaLiteFigure(given)).toBeUndefined();
  });
});
