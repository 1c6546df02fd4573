import { describe, expect, test } from "@jest/globals";
import { type CodeCell, type JsonObject, type MimeBundle, newNotebook } from "../../src/notebook/index.ts";
import { headlinesOf } from "../../src/report/headlines.ts";
import { type ReportOptions, type ReportPage, renderSite } from "../../src/report/index.ts";
import { labelsOf } from "../../src/report/labels.ts";

const cell = (data: MimeBundle, metadata: JsonObject = {}): CodeCell => ({
  cell_type: "code",
  id: "c",
  metadata,
  source: "1",
  execution_count: 1,
  outputs: [{ output_type: "display_data", data, metadata: {} }],
});
const page = (name: string, ...cells: readonly CodeCell[]): ReportPage => ({ name, notebook: newNotebook(cells) });
const index = (options: ReportOptions, ...pages: readonly ReportPage[]): string =>
  String(renderSite(pages, options).get("index.html"));
const oneRow =
  "<table><thead><tr><th>rows</th><th>who</th></tr></thead><tbody><tr><td>15000</td><td>a</td></tr></tbody></table>";

describe("headline figures of a notebook", () => {
  test("are what cells tagged headline show", () => {
    const tagged = cell({ "application/json": { posts: 963, share: "4 %", inner: {} } }, { tags: ["headline"] });
    expect(headlinesOf(page("a", cell({ "text/html": oneRow }), tagged), labelsOf())).toEqual([
      { label: "posts", value: "963" },
      { label: "share", value: "4 %" },
    ]);
  });

  test("are else the only rows of tables that have one", () => {
    const two = oneRow.replace("</tbody>", "<tr><td>1</td><td>b</td></tr></tbody>");
    expect(headlinesOf(page("a", cell({ "text/html": two }), cell({ "text/html": oneRow })), labelsOf())).toEqual([
      { label: "rows", value: "15,000" },
      { label: "who", value: "a" },
    ]);
    expect(index({}, page("a", cell({ "text/html": oneRow })))).toContain('<dd dir="auto">15,000</dd>');
  });
});

describe("the pipeline on the index page", () => {
  const edges = [
    { from: 0, to: 1, name: "topic <b>", sure: true },
    { from: 1, to: 2, name: "table", sure: false },
    { from: 2, to: 1, name: "table", sure: false },
  ];

  test("links each notebook and names the data between, as a picture and as text", () => {
    const html = index({ graph: { edges } }, page("a"), page("b"), page("c"));
    expect([...html.matchAll(/<a class="node [^"]*" href="([^"]+)"/g)].map((match) => match[1])).toEqual([
      "a.html",
      "b.html",
      "c.html",
    ]);
    expect([...html.matchAll(/<g class="data">.*?<text[^>]*>([^<]*)</g)].map((match) => match[1])).toEqual(
      ["topic &lt;b>", "table"].map((text) => text.replace(">", "&gt;")),
    );
    expect(html).toContain("<li><bdi>a</bdi> → <bdi>topic &lt;b&gt;</bdi> → <bdi>b</bdi></li>");
    expect(html).toContain("<li><bdi>b</bdi> → <bdi>table</bdi> → <bdi>c</bdi> (perhaps)</li>");
  });

  test("is left out where no notebook hangs on another", () => {
    expect(index({ graph: { edges: [] } }, page("a"), page("b"))).not.toContain('id="pipeline"');
  });
});

test("the last runs are listed with how each notebook ended", () => {
  const run = {
    id: "r1",
    startedAt: "2026-01-02T03:04:05.000Z",
    status: "failed",
    durationMs: 61_000,
    notebooks: [{ name: "a<", status: "failed", durationMs: 1500 }],
  };
  const html = index({ history: [run] }, page("a"), page("b"));
  expect(html).toMatch(/<time datetime="2026-01-02T03:04:05.000Z">2 Jan 2026, 03:04<\/time>.*Failed.*1 min 1 s/);
  expect(html).toContain('<li class="failed" title="a&lt;: Failed, 1.50 s">');
});
