import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { type Cell, type MimeBundle, newNotebook } from "../../src/notebook/index.ts";
import { bar } from "../../src/plot/index.ts";
import { renderFile } from "../../src/report/index.ts";
import { installedPlotly } from "../../src/report/plotly-bundle.ts";

const code = (source: string, data: MimeBundle): Cell => ({
  cell_type: "code",
  id: source.replace(/\W/g, ""),
  metadata: { pinbook: { status: "ok" } },
  source,
  execution_count: 1,
  outputs: [{ output_type: "display_data", metadata: {}, data }],
});

test("A report of three cells without plots weighs at most 40 KB", () => {
  const table = `<table><thead><tr><th>n</th></tr></thead><tbody>${"<tr><td>1</td></tr>".repeat(20)}</tbody></table>`;
  const cells = ["one()", "two()", "three()"].map((source) => code(source, { "text/html": table }));
  expect(Buffer.byteLength(renderFile({ name: "a", notebook: newNotebook(cells) }))).toBeLessThan(40_000);
});

test("A report with a bar chart weighs, compressed, at most the smallest bundle and 60 KB", async () => {
  const figure = bar({ x: ["a", "b"], y: [1, 2] });
  const bundle = (figure as unknown as Record<symbol, () => MimeBundle>)[Symbol.for("Jupyter.display")]?.() ?? {};
  const plotly = await installedPlotly(new Set(["bar"]));
  if (!plotly) throw new Error("Plotly is not installed");
  const html = renderFile({ name: "a", notebook: newNotebook([code("plot", bundle)]) }, { plotly });
  const most = gzipSync(plotly.source, { level: 9 }).length + 60 * 1024;
  expect(gzipSync(html, { level: 9 }).length).toBeLessThan(most);
});
