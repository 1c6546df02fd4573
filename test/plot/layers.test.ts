import { describe, expect, test } from "@jest/globals";
import { plotlySvg } from "../../src/plot/index.ts";
import { summaryOf } from "../../src/plot/layers/quartiles.ts";

const drawn = (data: readonly unknown[], layout: unknown = {}): string => plotlySvg({ data, layout });
const count = (svg: string, element: string): number => svg.split(`<${element} `).length - 1;
const rects = (svg: string) =>
  [...svg.matchAll(/<rect x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"(?: fill="([^"]*)")?/g)].map(
    ([, x, y, width, height, fill]) => ({
      ...{ x: Number(x), y: Number(y), width: Number(width), height: Number(height) },
      fill,
    }),
  );

describe("boxes", () => {
  test("show quartiles as Plotly computes them, whiskers within one and a half boxes, and what lies beyond", () => {
    expect(summaryOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 30])).toEqual({
      ...{ lower: 3, middle: 5.5, upper: 8 },
      ...{ ends: [1, 9], outside: [30] },
    });
    expect(summaryOf([4])).toMatchObject({ lower: 4, middle: 4, upper: 4, ends: [4, 4], outside: [] });
    const svg = drawn([{ type: "box", name: "b", y: [1, 2, 3, 4, 5, 6, 7, 8, 9, 30] }]);
    expect(svg).toContain("<title>b · 1 · 3 · 5.5 · 8 · 9</title>");
    expect(count(svg, "circle")).toBe(1);
    expect(svg).toContain(">b</text>");
  });

  test("stand by category, side by side where the layout groups them, and lie where their values are in x", () => {
    const trace = (name: string) => ({ type: "box", name, x: ["p", "q", "p", "q"], y: [1, 2, 3, 4] });
    const svg = drawn([trace("one"), trace("two")], { boxmode: "group" });
    expect(svg.match(/<title>p · /g)).toHaveLength(2);
    expect(drawn([trace("one")])).toContain(">q</text>");
    expect(drawn([{ type: "box", name: "lying", x: [1, 2, 3] }])).toMatch(/text-anchor="end">lying</);
  });

  test("take quartiles that are given", () => {
    const given = { type: "box", x: ["p"], q1: [1], median: [2], q3: [3], lowerfence: [0], upperfence: [5] };
    expect(drawn([given])).toContain("<title>p · 0 · 1 · 2 · 3 · 5</title>");
  });
});

test("violins are as wide as values are dense, on the sides and with the box that they ask for", () => {
  const y = [1, 2, 2, 2, 3, 3, 9];
  const whole = drawn([{ type: "violin", y, points: false }]);
  expect([count(whole, "path"), count(whole, "circle")]).toEqual([1, 0]);
  const [points = []] = [...whole.matchAll(/<path d="M([^Z]*)Z"/g)].map(([, path = ""]) =>
    path.split("L").map((pair) => pair.split(" ").map(Number) as [number, number]),
  );
  const widest = points.reduce((most, point) => (point[0] < most[0] ? point : most));
  const span = points.map(([, down]) => down);
  expect((widest[1] - Math.min(...span)) / (Math.max(...span) - Math.min(...span))).toBeGreaterThan(0.5);
  expect(count(drawn([{ type: "violin", y, box: { visible: true }, meanline: { visible: true } }]), "path")).toBe(5);
  expect(drawn([{ type: "violin", y, side: "positive" }])).not.toEqual(drawn([{ type: "violin", y }]));
});

describe("a heat map", () => {
  test("has a cell for each number, in its colour, the first row below, and a bar that tells the colours", () => {
    const scale = [
      [0, "#000000"],
      [1, "#ffffff"],
    ];
    const z = [
      [0, 1],
      [null, 2],
    ];
    const svg = drawn([{ type: "heatmap", z, x: ["a", "b"], y: [10, 20], colorscale: scale }]);
    const cells = rects(svg).slice(0, 3);
    expect(cells.map(({ fill }) => fill)).toEqual(["#000000", "#808080", "#ffffff"]);
    expect(cells[0]?.y).toBeGreaterThan(cells[2]?.y ?? Number.POSITIVE_INFINITY);
    expect(svg).toContain(">a</text>");
    expect(rects(svg)).toHaveLength(3 + 40);
    const turned = rects(drawn([{ type: "heatmap", z, colorscale: scale }], { yaxis: { autorange: "reversed" } }));
    expect(turned[0]?.y).toBeLessThan(turned[2]?.y ?? 0);
  });

  test("writes numbers as its template says, where they have room", () => {
    expect(drawn([{ type: "heatmap", z: [[1.234, 5]], texttemplate: "%{z:.1f}" }])).toMatch(/>1\.2<[\s\S]*>5\.0</);
    const text = [["low", "high"]];
    expect(drawn([{ type: "heatmap", z: [[1, 5]], text, texttemplate: "%{text}" }])).toContain(">high<");
    const narrow = [Array.from({ length: 300 }, (_, at) => at + 0.123)];
    expect(drawn([{ type: "heatmap", z: narrow, texttemplate: "%{z}" }])).not.toContain(">12.12<");
  });

  test("of very many cells is drawn by one of several", () => {
    const z = Array.from({ length: 300 }, (_, row) => Array.from({ length: 300 }, (_, column) => row + column));
    const svg = drawn([{ type: "heatmap", z }]);
    expect(rects(svg).length).toBeLessThan(20_100);
    expect(svg.length).toBeLessThan(2.5e6);
  });

  test("of two columns counts points by cells; contours have colours in steps", () => {
    const grid = drawn([{ type: "histogram2d", x: [0, 0, 1], y: [0, 0, 1], nbinsx: 2, nbinsy: 2 }]);
    expect(grid).toContain(">2</text>");
    const slope = [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => row + column));
    const colors = rects(drawn([{ type: "contour", z: slope }]))
      .slice(0, 169)
      .map(({ fill }) => fill);
    expect(new Set(colors).size).toBeLessThan(16);
    expect(new Set(colors).size).toBeGreaterThan(4);
  });
});

describe("areas", () => {
  test("reach down to zero, to the trace before, or around", () => {
    const svg = drawn([
      { y: [1, 2], fill: "tozeroy", mode: "lines" },
      { y: [2, 3], fill: "tonexty", fillcolor: "rgba(1,2,3,0.4)", mode: "lines" },
      { x: [0, 1, 1], y: [0, 0, 1], fill: "toself", mode: "lines" },
    ]);
    expect(svg.match(/Z" fill="/g)).toHaveLength(3);
    expect(svg).toContain('fill="rgba(1,2,3,0.4)"');
    expect(svg).toContain(">0</text>");
  });

  test("stand on each other by their group", () => {
    const svg = drawn(["a", "b"].map((name) => ({ name, x: [1, 2], y: [3, 4], stackgroup: "one" })));
    expect(svg).toContain(">8</text>");
    expect(svg.match(/Z" fill="/g)).toHaveLength(2);
    expect(count(svg, "circle")).toBe(0);
  });
});

describe("error bars", () => {
  const ends = (error: object): number[] => {
    const svg = drawn([{ x: [0], y: [10], mode: "markers", error_y: error }], { yaxis: { range: [0, 20] } });
    const [, top, bottom] = /v?M[\d.]+ ([\d.]+)V([\d.]+)M/.exec(svg) ?? [];
    const [, box] = /<circle cx="[^"]*" cy="([^"]*)"/.exec(svg) ?? [];
    return [Number(top) - Number(box), Number(box) - Number(bottom)].map((length) => Math.round(length));
  };

  test("are as long as their data, percentages or constants say, on each side", () => {
    const [below = 0, above = 0] = ends({ type: "data", array: [4], arrayminus: [2] });
    expect(above / below).toBeCloseTo(2, 1);
    expect(ends({ type: "percent", value: 20 })).toEqual(ends({ type: "constant", value: 2 }));
    expect(ends({ array: [2] })).toEqual(ends({ type: "data", array: [2], symmetric: true }));
  });

  test("stand on bars too, and the axis holds them", () => {
    const bars = drawn([{ type: "bar", x: ["a"], y: [10], error_y: { type: "data", array: [40] } }]);
    expect(bars).toContain(">40</text>");
    expect(drawn([{ y: [1, 2], error_y: { type: "data", array: [1, 1], visible: false } }])).not.toMatch(/v8|h8/);
  });
});

describe("points", () => {
  test("have their own colours, sizes and words", () => {
    const marker = { size: [10, 40], color: ["red", "lime"] };
    const svg = drawn([{ x: [1, 2], y: [1, 2], mode: "markers+text", text: ["first", "<b>"], marker }]);
    expect([...svg.matchAll(/ r="([^"]*)" fill="([^"]*)"/g)].map(([, r, fill]) => [r, fill])).toEqual([
      ["5", "red"],
      ["20", "lime"],
    ]);
    expect(svg).toContain(">first</text>");
    expect(svg).toContain(">&lt;b&gt;</text>");
    const scaled = drawn([{ y: [1, 2], mode: "markers", marker: { color: [0, 5], showscale: true } }]);
    expect(rects(scaled)).toHaveLength(40);
  });

  test("keep colours and sizes where a long trace is thinned", () => {
    const size = 20_000;
    const color = Array.from({ length: size }, (_, at) => (at % 2 === 0 ? "red" : "lime"));
    const svg = drawn([{ mode: "markers", y: Array(size).fill(1), marker: { color } }]);
    expect(svg).not.toContain('fill="lime"');
    expect(count(svg, "circle")).toBe(10_000);
  });
});

describe("bars", () => {
  test("begin where they say, also on an axis of dates", () => {
    const gantt = { type: "bar", orientation: "h", y: ["job"], base: ["2024-01-01"], x: [31 * 86_400_000] };
    const svg = drawn([gantt], { xaxis: { type: "date" } });
    expect(svg).toMatch(/>2024-01-\d\d<\/text>/);
    expect(rects(svg)[0]?.width).toBeGreaterThan(300);
  });

  test("of a waterfall stand where the last one ended, totals on zero", () => {
    const measure = ["relative", "relative", "total"];
    const [up, down, total] = rects(drawn([{ type: "waterfall", x: ["a", "b", "c"], y: [60, -20, 0], measure }]));
    expect(up?.y).toBe(down?.y);
    expect(total?.height).toBeCloseTo((up?.height ?? 0) * (2 / 3), 0);
  });

  test("of histograms lie, count categories, and stand by dates", () => {
    expect(rects(drawn([{ type: "histogram", y: [1, 1, 2] }])).length).toBeGreaterThan(1);
    const [a, b] = rects(drawn([{ type: "histogram", x: ["a", "b", "a"] }]));
    expect(a?.height).toBeCloseTo((b?.height ?? 0) * 2, 0);
    expect(drawn([{ type: "histogram", x: ["2024-01-01", "2024-03-01", "2024-03-02"] }])).toContain(">2024-02</text>");
  });
});

test("candlesticks are green where the value rose and red where it fell", () => {
  const [open, high, low, close] = [
    [1, 3],
    [4, 4],
    [0, 0],
    [3, 1],
  ];
  const svg = drawn([{ type: "candlestick", x: ["2024-01-01", "2024-01-02"], open, high, low, close }]);
  expect([...svg.matchAll(/stroke="(#3d9970|#ff4136)"/g)].map(([, color]) => color)).toEqual(["#3d9970", "#ff4136"]);
  expect(count(drawn([{ type: "ohlc", open, high, low, close }]), "path")).toBe(2);
});

describe("traces around a point", () => {
  test("have a place for each category, areas, and a legend", () => {
    const theta = ["north", "east", "south"];
    const svg = drawn([
      { type: "scatterpolar", theta, r: [1, 2, 3], fill: "toself", name: "one" },
      { type: "scatterpolar", theta, r: [3, 2, 1], name: "two" },
    ]);
    for (const text of [...theta, "one", "two"]) expect(svg).toContain(`>${text}</text>`);
    expect(svg.match(/fill-opacity="0.35"/g)).toHaveLength(1);
  });

  test("turn with the clock from the top where the layout says so", () => {
    const at = (layout: object) => {
      const svg = drawn([{ type: "scatterpolar", mode: "markers", theta: [90], r: [1] }], layout);
      const [, x, y] = /<circle cx="([^"]*)" cy="([^"]*)" r="3"/.exec(svg) ?? [];
      return [Number(x) - 250, Number(y) - 190].map((length) => Math.round(length / 100));
    };
    expect(at({})).toEqual([0, -1]);
    expect(at({ polar: { angularaxis: { direction: "clockwise" } } })).toEqual([1, 0]);
    const svg = drawn([{ type: "barpolar", theta: [0, 90], r: [1, 2] }]);
    expect(svg.match(/fill-opacity="0.8"/g)).toHaveLength(2);
  });
});
