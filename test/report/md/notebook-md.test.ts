import { describe, expect, test } from "@jest/globals";
import MarkdownIt from "markdown-it";
import { type Cell, type MimeBundle, newNotebook, type Output } from "../../../src/notebook/index.ts";
import type { ReportOptions } from "../../../src/report/index.ts";
import { renderMarkdownSite } from "../../../src/report/md/site-md.ts";
import { Secret } from "../../../src/secret.ts";
import { probes } from "../probes.ts";

const text = (source: string, more: object = {}): Cell => ({
  cell_type: "markdown",
  id: "t",
  metadata: {},
  source,
  ...more,
});
const code = (source: string, outputs: readonly Output[] = [], metadata: Cell["metadata"] = {}): Cell => ({
  cell_type: "code",
  id: "c",
  metadata,
  source,
  execution_count: 1,
  outputs,
});
const shows = (data: MimeBundle): Output => ({ output_type: "display_data", data, metadata: {} });
const site = (cells: readonly Cell[], options: ReportOptions = {}) =>
  renderMarkdownSite([{ name: "a", notebook: newNotebook(cells) }], options);
const md = (...cells: readonly Cell[]): string => String(site(cells).get("a.md"));
const png = "iVBORw0KGgo=";

describe("a notebook as Markdown", () => {
  test("has its code between fences that the code does not hold", () => {
    expect(md(code("const a = `x`;\n// ```"))).toBe("# a\n\n````typescript\nconst a = `x`;\n// ```\n````\n");
  });

  test("has tables as GFM tables, numbers right, without marks that would change them", () => {
    const html =
      "<table><thead><tr><th>n</th><th>a|b</th></tr></thead><tbody><tr><td>1,000</td><td>*x* &lt;b&gt;</td></tr><tr><td></td><td>y_z `q`</td></tr></tbody></table><p>2 rows</p>";
    const out = md(code("t", [shows({ "text/html": html, "text/plain": "no" })]));
    expect(out).toContain("| n | a\\|b |\n| ---: | --- |\n| 1,000 | \\*x\\* &lt;b> |\n|   | y_z \\`q\\` |\n\n2 rows");
    const shown = new MarkdownIt().render(out);
    expect(shown).toContain('<td style="text-align:right">1,000</td>');
    expect(shown).toContain("<td>*x* &lt;b&gt;</td>");
    expect(shown).toContain("<td>y_z `q`</td>");
  });

  test("puts pictures into files beside it, plots as their static picture", () => {
    const files = site([
      text("# A\n\n![p](attachment:my%20pic.png)", { attachments: { "my pic.png": { "image/png": png } } }),
      code("1", [shows({ "image/png": png })]),
      code("2", [
        shows({
          "application/vnd.plotly.v1+json": { data: [], layout: {} },
          "image/svg+xml": '<svg viewBox="0 0 1 1" onload="evil()"><linearGradient id="g"/></svg>',
          "text/plain": "bar chart",
        }),
      ]),
    ]);
    expect([...files.keys()]).toEqual([
      "a.md",
      "a_files/1-my-pic.png",
      "a_files/output-2-1.png",
      "a_files/output-3-1.svg",
    ]);
    const out = String(files.get("a.md"));
    expect(out).toContain("![p](a_files/1-my-pic.png)");
    expect(out).toContain("![bar chart](a_files/output-3-1.svg)");
    expect(Buffer.from(files.get("a_files/output-2-1.png") ?? "").toString("base64")).toBe(png);
    expect(files.get("a_files/output-3-1.svg")).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><linearGradient id="x-g"></linearGradient></svg>',
    );
  });

  test("leads links to headings and notebooks where GitHub has them", () => {
    const pages = [
      {
        name: "a",
        notebook: newNotebook([text("# A\n\n## Two: Words\n\n## Two: Words\n\n[x](#Two:-Words) [b](b.ipynb#s)")]),
      },
      { name: "b", notebook: newNotebook([text("# B")]) },
    ];
    const files = renderMarkdownSite(pages);
    expect([...files.keys()]).toEqual(["index.md", "a.md", "b.md"]);
    expect(files.get("a.md")).toContain("- [Two: Words](#two-words)\n- [Two: Words](#two-words-1)");
    expect(files.get("a.md")).toContain("[x](#two-words-1) [b](b.md#s)");
    expect(files.get("index.md")).toContain("[A](a.md)");
  });

  test("shows errors, ANSI text without its codes, LaTeX as math and what it cannot show by name", () => {
    const out = md(
      code("x", [
        { output_type: "error", ename: "TypeError", evalue: "no *x*", traceback: ["\u001b[31mat 1\u001b[0m"] },
        { output_type: "stream", name: "stdout", text: "\u001b[1mbold\u001b[0m\n" },
        shows({ "text/latex": "$$\\frac12$$" }),
        shows({ "application/x-odd": "1" }),
      ]),
    );
    expect(out).toContain("> [!CAUTION]\n> **TypeError** no \\*x\\*\n\n```text\nat 1\n```");
    expect(out).toContain("```text\nbold\n```");
    expect(out).toContain("```math\n\\frac12\n```");
    expect(out).toContain("*Output of type `application/x-odd`, which a report cannot show.*");
  });

  test("draws what has a figure alone, and names what its text stands for", () => {
    const files = site([
      code("1", [
        shows({
          "application/vnd.plotly.v1+json": { data: [{ type: "bar", x: ["a"], y: [1] }] },
          "text/plain": "<Figure>",
        }),
      ]),
      code("2", [shows({ "application/geo+json": { type: "Point", coordinates: [16, 48] }, "text/plain": "places" })]),
      code("3", [shows({ "application/vnd.vega.v5+json": {}, "text/plain": "a chart" })]),
    ]);
    const out = String(files.get("a.md"));
    expect(out).toContain("![Picture](a_files/output-1-1.svg)");
    expect(out).toContain("![places](a_files/output-2-1.svg)");
    expect(out).toMatch(/a chart\n```\n\n\*[^\n]*`application\/vnd\.vega\.v5\+json`[^\n]*\*/);
    expect(String(files.get("a_files/output-1-1.svg"))).toContain("<rect ");
  });

  test("keeps to --hide-code, to tags and to the length of texts", () => {
    const hidden = site([code("secret()", [{ output_type: "stream", name: "stdout", text: "abcdef" }])], {
      hideCode: true,
      maxText: 3,
    });
    expect(hidden.get("a.md")).toBe(
      "# a\n\n```text\nabc\n```\n\n*3 more characters not shown; the notebook has them.*\n",
    );
    const tagged = (tag: string) =>
      md(code("s()", [{ output_type: "stream", name: "stdout", text: "o" }], { tags: [tag] }));
    expect(tagged("hide-input")).not.toContain("s()");
    expect(tagged("remove-output")).not.toContain("```text");
    expect(tagged("remove-cell")).toBe("# a\n");
  });

  test("writes *** for credentials", () => {
    const out = site([code("login('hunter22')")], { secrets: [new Secret("hunter22")] });
    expect(out.get("a.md")).toContain("login('***')");
  });

  test.each(probes)("lets nothing run in a viewer that takes HTML: %s", (probe) => {
    const out = md(
      text(`a ${probe} b\n\n${probe}`),
      code("1", [shows({ "text/html": `<table><tr><td>${probe}</td></tr></table>` })]),
    );
    const html = new MarkdownIt({ html: true }).render(out);
    expect(html).not.toMatch(/<[^>]*=\s*["']?\s*(?:javascript|vbscript):/i);
    // What stands between quotes is no attribute.
    const bare = html.replace(/"[^"]*"/g, '""');
    expect(bare).not.toMatch(/<(?:script|iframe|object|embed|style|link|meta|base|form)\b|<[^>]*\son\w+\s*=/i);
  });
});
