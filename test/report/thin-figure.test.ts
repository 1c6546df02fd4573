import { expect, test } from "@jest/globals";
import { newNotebook } from "../../src/notebook/index.ts";
import { renderFile } from "../../src/report/index.ts";
import { thinFigure } from "../../src/report/thin-figure.ts";

const long = Array.from({ length: 200_000 }, (_, at) => at);

test("Of long traces every so manieth point stays, with all that belongs to it", () => {
  const bdata = Buffer.from(new Float64Array(long).buffer).toString("base64");
  const { figure, every } = thinFigure({
    data: [
      { type: "scattergl", x: long, y: { dtype: "f8", bdata }, marker: { color: long, size: 3 }, text: "all" },
      { y: [1, 2, 3] },
      { type: "heatmap", z: [long] },
    ],
  });
  expect(every).toBe(5);
  const [first, short, matrix] = figure.data as readonly Record<string, unknown>[];
  const kept = long.filter((at) => at % 5 === 0);
  expect(first).toEqual({ type: "scattergl", x: kept, y: kept, marker: { color: kept, size: 3 }, text: "all" });
  expect(short).toEqual({ y: [1, 2, 3] });
  expect(matrix).toEqual({ type: "heatmap", z: [long] });
});

test("A figure that a browser can draw stays as it is", () => {
  const figure = { data: [{ y: long.slice(0, 50_000) }, null, 3] };
  expect(thinFigure(figure)).toEqual({ figure, every: 1 });
  expect(thinFigure({})).toEqual({ figure: {}, every: 1 });
});

test("A million points make a page of bounded size, which says so", () => {
  const y = Array.from({ length: 1_000_000 }, (_, at) => at % 1000);
  const data = { "application/vnd.plotly.v1+json": { data: [{ type: "scattergl", mode: "markers", y }], layout: {} } };
  const outputs = [{ output_type: "display_data", data, metadata: {} } as const];
  const notebook = newNotebook([{ cell_type: "code", id: "c", metadata: {}, source: "", execution_count: 1, outputs }]);
  const html = renderFile({ name: "a", notebook }, { plotly: { version: "1", source: "" } });
  expect(html.length).toBeLessThan(2e6);
  expect(html).toContain("Of long traces one of 20 points is drawn");
});
