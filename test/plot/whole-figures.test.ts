import { describe, expect, test } from "@jest/globals";
import { plotlySvg } from "../../src/plot/index.ts";
import { squares } from "../../src/plot/tree/squares.ts";

const drawn = (trace: object, layout: unknown = {}): string => plotlySvg({ data: [trace], layout });
const said = (svg: string): readonly (string | undefined)[] =>
  [...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, text]) => text);
const written = (svg: string): readonly (string | undefined)[] =>
  [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, text]) => text);

const family = {
  labels: ["Eve", "Cain", "Seth", "Enos", "Noam"],
  parents: ["", "Eve", "Eve", "Seth", "Seth"],
  values: [10, 14, 12, 10, 2],
};

describe.each(["sunburst", "treemap", "icicle"])("the picture of a %s", (type) => {
  test("holds each part with all that is in it, the largest first, and names what has room", () => {
    const svg = drawn({ type, ...family }, { title: "Family" });
    expect(said(svg)).toEqual(["Eve: 48", "Seth: 24", "Enos: 10", "Noam: 2", "Cain: 14"]);
    for (const name of ["Family", "Eve", "Seth", "Enos", "Cain"]) expect(written(svg)).toContain(name);
  });

  test("takes values as totals, counts leaves where there are none, and knows parts by their ids", () => {
    const totals = drawn({ type, ...family, values: [48, 14, 24, 10, 2], branchvalues: "total" });
    expect(said(totals)).toEqual(["Eve: 48", "Seth: 24", "Enos: 10", "Noam: 2", "Cain: 14"]);
    expect(said(drawn({ type, labels: family.labels, parents: family.parents }))).toContain("Eve: 3");
    const ids = { ids: ["a", "b", "a-x", "b-x"], labels: ["A", "B", "x", "x"], parents: ["", "", "a", "b"] };
    expect(said(drawn({ type, ...ids, values: [0, 0, 3, 4] }))).toEqual(["B: 4", "x: 4", "A: 3", "x: 3"]);
  });

  test("draws as many levels as asked for, colours by numbers, and parts in circles once", () => {
    expect(said(drawn({ type, ...family, maxdepth: 2 }))).toEqual(["Eve: 48", "Seth: 24", "Cain: 14"]);
    const coloured = drawn({ type, ...family, marker: { colors: [0, 0, 10, 5, 5], colorscale: "Greys" } });
    expect(coloured).toContain('fill="#ffffff"');
    const circle = drawn({ type, labels: ["a", "b"], parents: ["b", "a"], values: [1, 1] });
    expect(circle).toMatch(/^<svg [\s\S]*<\/svg>$/);
  });
});

test("boxes of a treemap have areas in proportion and fill their box", () => {
  const whole = { left: 10, top: 20, width: 300, height: 200 };
  const sizes = [6, 6, 4, 3, 2, 2, 1];
  const boxes = squares(sizes, whole);
  for (const [at, { left, top, width, height }] of boxes.entries()) {
    expect(width * height).toBeCloseTo(((sizes[at] ?? 0) / 24) * 60_000, 6);
    expect(left).toBeGreaterThanOrEqual(10);
    expect(top).toBeGreaterThanOrEqual(20);
    expect(left + width).toBeLessThanOrEqual(310 + 1e-9);
    expect(top + height).toBeLessThanOrEqual(220 + 1e-9);
  }
  expect(squares([0, 0], whole)).toEqual([0, 0].map(() => ({ ...whole, width: 0, height: 0 })));
});

describe("the picture of a sankey", () => {
  const node = { label: ["A1", "A2", "B1", "B2", "C1", "C2"] };

  test("stands places in columns by what reaches them, and says each flow", () => {
    const link = { source: [0, 1, 0, 2, 3, 3], target: [2, 3, 3, 4, 4, 5], value: [8, 4, 2, 8, 4, 2] };
    const svg = drawn({ type: "sankey", node, link }, { title: "Flows" });
    expect(said(svg).slice(0, 2)).toEqual(["A1 → B1: 8", "A2 → B2: 4"]);
    expect(said(svg).slice(6)).toEqual(["A1: 10", "A2: 4", "B1: 8", "B2: 6", "C1: 12", "C2: 2"]);
    const across = [...svg.matchAll(/<rect x="([\d.]+)"/g)].map(([, x]) => x);
    expect(across).toEqual(["16", "16", "370", "370", "724", "724"]);
    const heights = [...svg.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height));
    expect((heights[0] ?? 0) / (heights[2] ?? 1)).toBeCloseTo(10 / 8, 1);
  });

  test("leads what flows back around under all others, and leaves out what makes no sense", () => {
    const circle = drawn({ type: "sankey", node, link: { source: [0, 1, 2], target: [1, 2, 0], value: [3, 2, 1] } });
    expect(circle.match(/fill="none"/g)).toHaveLength(1);
    expect(said(circle)).toContain("B1 → A1: 1");
    const odd = drawn({ type: "sankey", link: { source: [0, 1, -1, 0.5], target: [0, 2, 1, 1], value: [1, 5, 1, 1] } });
    expect(said(odd).filter((text) => text?.includes("→"))).toEqual([" → : 5"]);
    expect(drawn({ type: "sankey" }, { title: { text: "Flows" } })).toContain(">Flows</text>");
  });
});

describe("the picture of a ternary plot", () => {
  test("places points by their shares, whatever they sum to, with the axes' titles", () => {
    const layout = { ternary: { sum: 100, aaxis: { title: "A" }, baxis: { title: { text: "B" } } } };
    const trace = { type: "scatterternary", mode: "markers", a: [2, 0, 0], b: [0, 5, 0], c: [0, 0, 0.1] };
    const svg = drawn(trace, layout);
    const points = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(points.map(([x = 0]) => x)).toEqual([320, 150, 490]);
    expect(points[1]?.[1]).toBe(points[2]?.[1]);
    for (const text of ["A", "B", "c", "20", "80"]) expect(written(svg)).toContain(text);
  });

  test("takes the third share from what two leave, and draws lines and areas", () => {
    const svg = drawn({ type: "scatterternary", a: [0.5, 0.2], b: [0.5, 0.2], fill: "toself" });
    expect(said(svg)).toEqual(["0.5, 0.5, 0", "0.2, 0.2, 0.6"]);
    expect(svg).toContain('fill-opacity="0.35"');
  });
});

describe("the picture of a funnel", () => {
  const steps = { y: ["seen", "read", "bought"], x: [40, 20, 10] };

  test("stands bars around the middle, the first at the top, with what goes on between them", () => {
    const svg = drawn({ type: "funnel", ...steps });
    expect(said(svg)).toEqual(["seen: 40", "read: 20", "bought: 10"]);
    expect(svg.match(/fill-opacity="0.35"/g)).toHaveLength(2);
    for (const text of ["40", "20", "10", "seen"]) expect(written(svg)).toContain(text);
    const tops = ["seen", "read", "bought"].map((name) => new RegExp(`y="([\\d.]+)"[^>]*>${name}<`).exec(svg)?.[1]);
    expect(tops.map(Number)).toEqual(tops.map(Number).toSorted((a, b) => a - b));
  });

  test("sets several side by side, and stands where it says so", () => {
    const svg = plotlySvg({
      data: [
        { type: "funnel", name: "a", ...steps },
        { type: "funnel", name: "b", ...steps },
      ],
      layout: {},
    });
    expect(said(svg)).toHaveLength(6);
    expect(drawn({ type: "funnel", orientation: "v", x: ["seen", "read"], y: [2, 1] })).toContain("seen: 2");
  });
});

test("a splom is a panel for each pair of columns, without the halves that it hides, and thinned where there are many points", () => {
  const dimensions = ["a", "b", "c"].map((label, at) => ({ label, values: [1, 2, 3 + at] }));
  const svg = drawn({ type: "splom", dimensions });
  expect(svg.match(/<circle /g)).toHaveLength(27);
  for (const label of ["a", "b", "c"]) expect(written(svg)).toContain(label);
  expect(
    drawn({ type: "splom", dimensions, showupperhalf: false, diagonal: { visible: false } }).match(/<circle /g),
  ).toHaveLength(9);
  const many = [{ values: Array.from({ length: 50_000 }, (_, at) => at) }, { values: Array(50_000).fill(1) }];
  const thinned = drawn({ type: "splom", dimensions: many });
  expect(thinned).toContain("one of 10 points is drawn here");
  expect(thinned.match(/<circle /g)).toHaveLength(20_000);
});
