import { describe, expect, test } from "@jest/globals";
import { plotlySvg } from "../../src/plot/index.ts";
import { seededRandom } from "../support/random.ts";

const drawn = (data: unknown, layout: unknown = {}): string => plotlySvg({ data, layout });
const count = (svg: string, element: string): number => svg.split(`<${element} `).length - 1;

describe("the picture of a Plotly figure", () => {
  test("draws lines, points and bars as Plotly's defaults say", () => {
    const few = drawn([{ y: [1, 2, 3] }]);
    expect([count(few, "path"), count(few, "circle")]).toEqual([1, 3]);
    const many = drawn([{ y: Array(30).fill(1) }]);
    expect([count(many, "path"), count(many, "circle")]).toEqual([1, 0]);
    const points = drawn([{ type: "scattergl", mode: "markers", x: new Float32Array([1, 2]), y: [1, 2] }]);
    expect([count(points, "path"), count(points, "circle")]).toEqual([0, 2]);
    expect(count(drawn([{ type: "bar", x: ["a", "b"], y: [1, 2] }]), "rect")).toBe(2);
  });

  test("draws lying bars, histograms and stacks", () => {
    const lying = drawn([{ type: "bar", orientation: "h", y: ["first", "second"], x: [1, 2] }]);
    expect(lying).toContain(">second</text>");
    expect(count(lying, "rect")).toBe(2);
    expect(count(drawn([{ type: "histogram", x: [1, 2, 2, 3], nbinsx: 2 }]), "rect")).toBe(3);
    const stacked = drawn(
      [
        { type: "bar", x: ["a"], y: [1] },
        { type: "bar", x: ["a"], y: [2] },
      ],
      { barmode: "stack", showlegend: false },
    );
    expect(stacked).toContain(">3</text>");
  });

  test("reads titles, names, colours and dates in the forms that Plotly takes", () => {
    const svg = drawn(
      [
        { name: "one", x: [new Date(0), new Date(86_400_000 * 5)], y: [1, 2], line: { color: "rebeccapurple" } },
        { name: "two", x: ["1970-01-02"], y: [1], marker: { color: ["red"] } },
        { name: "hidden", y: [1], visible: "legendonly" },
      ],
      { title: "A <b>bold</b><br>title", xaxis: { title: { text: "day" } }, yaxis: { title: "how many" } },
    );
    for (const text of ["A bold title", "day", "how many", "one", "two", "1970-01-03"])
      expect(svg).toContain(`>${text}</text>`);
    expect(svg).toContain('stroke="rebeccapurple"');
    expect(svg).not.toContain("hidden");
  });

  test("draws logarithmic axes", () => {
    const svg = drawn([{ y: [1, 10, 1000, 0, -1] }], { yaxis: { type: "log" } });
    for (const text of ["1", "10", "100", "1,000"]) expect(svg).toContain(`>${text}</text>`);
    expect(count(svg, "circle")).toBe(3);
  });

  test("stays small however many points there are, and says so", () => {
    const svg = drawn([{ mode: "markers", y: Array.from({ length: 200_000 }, (_, index) => index) }, { y: [1, 2] }]);
    expect(svg).toContain("one of 20 points is drawn here");
    expect(count(svg, "circle")).toBe(10_000 + 2);
    expect(svg.length).toBeLessThan(1e6);
  });

  test("draws a pie by its shares, the largest first, and rings", () => {
    const pie = drawn([{ type: "pie", labels: ["a", "b", "a", "c"], values: [1, 5, 2, -1] }], { title: "Shares" });
    expect([...pie.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map((match) => match[1])).toEqual([
      "Shares",
      "b: 62.5 %",
      "a: 37.5 %",
    ]);
    expect(count(pie, "path")).toBe(2);
    expect(drawn([{ type: "pie", labels: ["x", "y", "x"] }])).toContain(">x: 66.7 %</text>");
    expect(drawn([{ type: "pie", values: [1], hole: 0.5 }])).toMatch(/ d="M[^L]*L[^L]*Z"/);
    expect(drawn([{ type: "pie" }])).toMatch(/^<svg [\s\S]*<\/svg>$/);
  });

  test("names what it does not draw", () => {
    const mixed = drawn([{ y: [1] }, { type: "surface", z: [[1]] }, { type: "splom", dimensions: [] }]);
    expect(mixed).toContain("only a front end with Plotly draws: surface, splom");
    expect(count(mixed, "circle")).toBe(1);
    const none = drawn([{ type: "volume" }], { title: { text: "Flows" } });
    expect(none).toContain(">Flows</text>");
    expect(none).toContain("with Plotly draws: volume");
    expect(drawn([])).toContain("a Plotly figure without traces");
  });

  test("is one also of figures that make no sense", () => {
    const random = seededRandom(7);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const odd = [
      null,
      undefined,
      0,
      -1,
      Number.NaN,
      "",
      "x",
      [],
      [null],
      [1, "a", null],
      {},
      true,
      1e308,
      "2020-01-01",
    ];
    const object = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, pick(odd)]));
    for (let round = 0; round < 1500; round++) {
      const types = [
        ...["bar", "scatter", "histogram", "pie", "box", "violin", "heatmap", "contour", "histogram2d"],
        ...["candlestick", "ohlc", "waterfall", "scatterpolar", "barpolar", undefined, 3],
        ...["sunburst", "treemap", "icicle", "sankey", "scatterternary", "funnel", "splom"],
      ];
      const trace = () => ({
        ...object(["x", "y", "name", "text", "mode", "marker", "line", "labels", "values", "hole", "base", "measure"]),
        ...object(["r", "theta", "z", "open", "high", "low", "close", "orientation", "fill", "stackgroup", "q1"]),
        ...object(["ids", "parents", "a", "b", "c", "dimensions", "node", "link", "maxdepth", "branchvalues"]),
        ...(random() < 0.3
          ? { link: object(["source", "target", "value", "color"]), dimensions: [object(["values"])] }
          : {}),
        ...{ error_y: object(["type", "array", "value"]), texttemplate: pick(odd) },
        ...(random() < 0.3 ? { marker: object(["size", "color", "colorscale", "sizeref"]) } : {}),
        ...(random() < 0.3 ? { fill: pick(["tozeroy", "tonexty", "toself"]) } : {}),
        type: pick(types),
        ...(random() < 0.3 ? { xaxis: pick(["x2", "x3", "y", 4]), yaxis: pick(["y2", "y3", null]) } : {}),
      });
      const axis = () => ({
        ...object(["title", "range", "type", "domain", "matches", "overlaying", "categoryarray"]),
        ...(random() < 0.3 ? { overlaying: "y", matches: pick(["x", "y", "x3"]) } : {}),
        type: pick(["log", "date", "category", "linear", null]),
      });
      const svg = drawn(pick([[trace(), trace()], [trace()], null, [null]]), {
        ...object(["title", "height", "bargap", "barmode", "colorway", "showlegend"]),
        xaxis: pick([axis(), null]),
        yaxis: pick([axis(), 1]),
        ...{ xaxis2: axis(), yaxis2: axis(), yaxis3: axis(), polar: object(["angularaxis", "radialaxis"]) },
        annotations: pick([odd, [object(["x", "y", "text"])]]),
      });
      expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
      expect(svg).not.toMatch(/="-?(NaN|Infinity|undefined)|="[^"]*NaN/);
    }
  });
});
