import { describe, expect, test } from "@jest/globals";
import { bar, type Figure, figureSvg, histogram, line, scatter, worldMap } from "../../src/plot/index.ts";

const show = (figure: Figure) =>
  (figure as unknown as Record<symbol, () => Record<string, unknown>>)[Symbol.for("Jupyter.display")]?.() ?? {};
const count = (svg: string, element: string): number => svg.split(`<${element} `).length - 1;

const figures: Readonly<Record<string, Figure>> = {
  bar: bar({ x: ["a", "b"], y: [1, 2], title: "Bars" }),
  grouped: bar({ x: ["a", "a", "b"], y: [1, -2, 3], series: ["s", "t", "s"] }),
  stacked: bar({ x: ["a", "a", "b"], y: [1, 2, 3], series: ["s", "t", "s"], stacked: true }),
  horizontal: bar({ x: ["a", "b"], y: [1, 2], horizontal: true }),
  line: line({ x: [new Date(0), new Date(86_400_000), null], y: [1n, null, 3], xLabel: "day" }),
  histogram: histogram({ x: [1, 2, 2, 3, null, "x"] }),
  scatter: scatter({ x: [1, 2], y: [0.1, Number.NaN], text: ["p", "q"] }),
  places: worldMap({ latitude: [51.5, -33.9], longitude: [-0.1, 18.4] }),
  empty: line({ x: [], y: [] }),
  single: scatter({ x: [5], y: [5] }),
  zeros: bar({ x: ["a"], y: [0] }),
};

describe.each(Object.entries(figures))("the figure %s", (_, figure) => {
  test("shows itself as Plotly JSON, SVG and text, the same each time", () => {
    const bundle = show(figure);
    expect(Object.keys(bundle)).toEqual(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"]);
    expect(show(figure)).toEqual(bundle);
    expect(JSON.parse(JSON.stringify(bundle["application/vnd.plotly.v1+json"]))).toEqual(
      bundle["application/vnd.plotly.v1+json"],
    );
  });

  test("has an SVG without impossible numbers", () => {
    const svg = figureSvg(figure);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 760 \d+"[\s\S]*<\/svg>$/);
    expect(svg).not.toMatch(/="-?(NaN|Infinity|undefined)|="[^"]*NaN/);
    expect(svg).not.toMatch(/(width|height)="-/);
  });
});

describe("an SVG", () => {
  test("draws a bar for each value and a dot for each point that has both numbers", () => {
    expect(count(figureSvg(figures.grouped as Figure), "rect")).toBe(3 + 2);
    expect(count(figureSvg(figures.scatter as Figure), "circle")).toBe(1);
    expect(count(figureSvg(figures.places as Figure), "circle")).toBe(2);
  });

  test("escapes every text that comes from data", () => {
    const evil = `<script>alert(1)</script>"'&\u0000\ud800`;
    const svg = figureSvg(
      bar({ x: [evil, "b"], y: [1, 2], series: [evil, "t"], title: evil, xLabel: evil, yLabel: evil }),
    );
    expect(svg).not.toContain("<script");
    expect(svg).not.toMatch(/[\p{Cs}]/u);
    expect(svg).not.toContain("\u0000");
    expect(svg).toContain("&lt;script&gt;");
  });

  test("breaks a line at a null", () => {
    const svg = figureSvg(line({ x: [1, 2, 3, 4, 5], y: [1, 2, null, 4, 5] }));
    expect(/ d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(2);
  });

  test("labels dates by day, month or year as the span asks", () => {
    const years = figureSvg(line({ x: ["2010-01-01", "2020-01-01"], y: [1, 2] }));
    expect(years).toMatch(/>201[0-9]<\/text>/);
    expect(figureSvg(line({ x: ["2020-01-01", "2020-01-06"], y: [1, 2] }))).toContain(">2020-01-03</text>");
  });
});

describe("a histogram", () => {
  test("counts each number once between round edges", () => {
    const [trace] = histogram({ x: [0, 0.5, 1, 9.99, 10], bins: 10 }).data;
    expect(trace?.y).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(trace?.x[0]).toBe(0.5);
  });
});

test("Columns of different lengths are refused by name", () => {
  expect(() => bar({ x: ["a"], y: [1, 2] })).toThrow("bar: x has 1 values and y has 2");
  expect(() => worldMap({ latitude: [1], longitude: [] })).toThrow("latitude has 1 values and longitude has 0");
});
