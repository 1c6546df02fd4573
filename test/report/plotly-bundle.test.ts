import { describe, expect, test } from "@jest/globals";
import { type Json, newNotebook } from "../../src/notebook/index.ts";
import { plotTypes } from "../../src/report/plot.ts";
import { installedPlotly, smallestBundle } from "../../src/report/plotly-bundle.ts";

const figures = (...data: readonly Json[]) =>
  newNotebook([
    {
      cell_type: "code",
      id: "a",
      metadata: {},
      source: "",
      execution_count: 1,
      outputs: data.map((trace) => ({
        output_type: "display_data",
        metadata: {},
        data: { "application/vnd.plotly.v1+json": { data: [trace] } },
      })),
    },
  ]);

describe("Plotly's bundle", () => {
  test.each([
    [["bar", "pie"], "basic"],
    [["scatter"], "basic"],
    [["scatter", "scattergeo"], "geo"],
    [["bar", "heatmap"], "cartesian"],
    [["bar", "scattergeo"], "full"],
    [["surface"], "full"],
    [[], "basic"],
  ])("for %j is %s", (types, name) => {
    expect(smallestBundle(types)).toBe(name);
  });

  test("is read where there are plots, and only then", async () => {
    expect(await installedPlotly(new Set())).toBeUndefined();
    const { name, version, source } = (await installedPlotly(new Set(["bar"]))) ?? {};
    expect([name, /^\d+\.\d+\.\d+$/.test(version ?? ""), (source?.length ?? 0) > 1e6]).toEqual(["basic", true, true]);
  });
});

test("The types of a notebook's plots are those that are drawn, WebGL's without WebGL", () => {
  const types = (trace: Json) => [...plotTypes(figures(trace))];
  expect(types({ y: [1] })).toEqual(["scatter"]);
  expect(types({ type: "scattergl", y: [1] })).toEqual(["scatter"]);
  for (const type of ["scattermap", "scattermapbox", "choroplethmap", "densitymapbox", "splom", "parcoords"])
    expect(types({ type })).toEqual([]);
  expect(types({ type: "choropleth", geojson: "https://example.org/x.json" })).toEqual([]);
  expect(types({ type: "choropleth", locations: ["AUT"] })).toEqual(["choropleth"]);
  expect(types({ type: "choropleth", geojson: { type: "FeatureCollection", features: [] } })).toEqual(["choropleth"]);
  for (const type of ["treemap", "heatmap"]) expect(types({ type })).toEqual([type]);
});
