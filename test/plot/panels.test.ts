import { describe, expect, test } from "@jest/globals";
import { plotlySvg } from "../../src/plot/index.ts";

const drawn = (data: readonly unknown[], layout: unknown): string => plotlySvg({ data, layout });
const circles = (svg: string) =>
  [...svg.matchAll(/<circle cx="([^"]*)" cy="([^"]*)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
const dots = (more: object) => ({ mode: "markers", x: [1, 2], y: [1, 2], ...more });

describe("a figure with further axes", () => {
  test("has a second scale at the right where one lies over the first", () => {
    const layout = { yaxis2: { overlaying: "y", side: "right", title: "second" } };
    const svg = drawn([dots({}), dots({ y: [1000, 2000], yaxis: "y2" })], layout);
    expect(svg).toContain(">second</text>");
    expect(svg).toContain(">1,600</text>");
    const [low, high, otherLow, otherHigh] = circles(svg);
    expect([otherLow, otherHigh]).toEqual([low, high]);
    expect(svg).not.toContain("with Plotly draws");
  });

  test("has panels where their domains are, with their titles, and each trace its own colour", () => {
    const layout = {
      ...{ xaxis: { domain: [0, 0.45] }, yaxis: { domain: [0.6, 1] } },
      ...{ xaxis2: { domain: [0.55, 1], title: "below" }, yaxis2: { domain: [0, 0.4] } },
      annotations: [
        { text: "<b>First</b>", x: 0.2, y: 1, xref: "paper", yref: "paper" },
        { text: "at a point", x: 1, y: 1, xref: "x" },
      ],
    };
    const svg = drawn([dots({}), dots({ xaxis: "x2", yaxis: "y2" })], layout);
    const [a, b, c, d] = circles(svg);
    expect(Math.max(a?.x ?? 999, b?.x ?? 999)).toBeLessThan(Math.min(c?.x ?? 0, d?.x ?? 0));
    expect(Math.max(a?.y ?? 999, b?.y ?? 999)).toBeLessThan(Math.min(c?.y ?? 0, d?.y ?? 0));
    expect(svg).toContain(">First</text>");
    expect(svg).toContain(">below</text>");
    expect(svg).not.toContain("at a point");
    expect(new Set([...svg.matchAll(/<g fill="([^"]*)"/g)].map(([, color]) => color)).size).toBe(2);
  });

  test("has one scale for axes that match, and no labels where the layout hides them", () => {
    const layout = (more: object) => ({
      ...{ xaxis: { domain: [0, 0.45] }, xaxis2: { domain: [0.55, 1], ...more } },
      yaxis2: { anchor: "x2", matches: "y", showticklabels: false },
    });
    const traces = [dots({}), dots({ x: [1, 100], y: [1, 50], xaxis: "x2", yaxis: "y2" })];
    const matched = circles(drawn(traces, layout({ matches: "x" })));
    const free = circles(drawn(traces, layout({})));
    expect((matched[1]?.x ?? 0) - (matched[0]?.x ?? 0)).toBeLessThan(5);
    expect((free[1]?.x ?? 0) - (free[0]?.x ?? 0)).toBeGreaterThan(100);
    expect(matched[0]?.y).toBe(matched[2]?.y);
    const labels = drawn(traces, layout({})).match(/text-anchor="end">/g) ?? [];
    const all = drawn(traces, { ...layout({}), yaxis2: { matches: "y" } }).match(/text-anchor="end">/g) ?? [];
    expect(all.length).toBe(labels.length * 2);
  });
});
