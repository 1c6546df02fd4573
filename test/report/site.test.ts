import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Cell, type MimeBundle, newNotebook, type Output, parseNotebook } from "../../src/notebook/index.ts";
import { bar } from "../../src/plot/index.ts";
import {
  type EarlierRun,
  type ReportOptions,
  type ReportPage,
  renderSite,
  writeReport,
} from "../../src/report/index.ts";
import { packageRoot } from "../../src/root.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { probes } from "./probes.ts";

const text = (source: string): Cell => ({ cell_type: "markdown", id: "t", metadata: {}, source });
const code = (source: string, outputs: readonly Output[] = [], metadata: Cell["metadata"] = {}): Cell => ({
  cell_type: "code",
  id: "c",
  metadata,
  source,
  execution_count: 1,
  outputs,
});
const shows = (data: MimeBundle): Output => ({ output_type: "display_data", data, metadata: {} });
const page = (...cells: readonly Cell[]): ReportPage => ({ name: "a", notebook: newNotebook(cells) });
const render = (one: ReportPage, options: ReportOptions = {}): string =>
  String(renderSite([one], options).get("a.html"));
const mainOf = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "";

const figure = bar({ x: ["a", "</script><script>alert(1)</script>"], y: [1, 2], title: "Pins" });
const bundle = (figure as unknown as Record<symbol, () => MimeBundle>)[Symbol.for("Jupyter.display")]?.() ?? {};
const plotly = { version: "4.1.1", source: "window.Plotly = {}" };

const golden = join(packageRoot, "test/report/golden");
const cases = (await readdir(golden)).filter((name) => name.endsWith(".ipynb"));

describe("a page", () => {
  // A new case is a new notebook: UPDATE_GOLDEN=1 writes its page, to be looked at.
  test.each(cases)("of %s is as it was", async (name) => {
    const notebook = parseNotebook(await readFile(join(golden, name), "utf8"), name);
    const file = join(golden, name.replace(".ipynb", ".golden.html"));
    const main = `${mainOf(render({ name: "a", notebook }, { plotly }))}\n`;
    if (process.env.UPDATE_GOLDEN === "1") await writeFile(file, main);
    expect(main).toBe(await readFile(file, "utf8"));
  });

  test("allows its own script by hash and nothing from elsewhere", () => {
    const html = render(page(text("# A")));
    expect(html).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[\w+/=]+'; /,
    );
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test("has a table of contents whose links lead to its headings, also to equal ones", () => {
    const html = render(page(text("# A *b*\n\n## One\n\n## Same\n\n## Same\n\n#### Deep")));
    const targets = [...html.matchAll(/<a href="#([^"]+)"><bdi>([^<]*)</g)].map((match) => match.slice(1));
    expect(targets).toEqual([
      ["s-one", "One"],
      ["s-same", "Same"],
      ["s-same-2", "Same"],
    ]);
    for (const [id] of targets) expect(html).toContain(`id="${id}"`);
  });

  test("shows what failed and why, from the run's result or else from the notebook", () => {
    const error: Output = {
      output_type: "error",
      ename: "TypeError",
      evalue: "no <pins>",
      traceback: ["TypeError: no <pins>\n    at Cell [1], line 1"],
    };
    const failed = code("throw", [error], { pinbook: { status: "failed" } });
    expect(render(page(failed))).toContain('<span class="badge failed">Failed</span>');
    expect(mainOf(render(page(failed)))).toContain(
      '<strong>TypeError</strong> no &lt;pins&gt;</p><pre tabindex="0">    at Cell [1], line 1',
    );
    const html = render({ ...page(failed), result: { status: "died", error: "cell 1 <died>", durationMs: 61_500 } });
    expect(html).toContain("cell 1 &lt;died&gt;");
    expect(html).toContain("1 min 1 s");
  });

  test("leaves out what its tags and options say", () => {
    const hidden = page(
      code("secret()", [], { tags: ["remove-input"] }),
      code("also()", [], { tags: ["remove-cell"] }),
    );
    expect(mainOf(render(hidden))).not.toMatch(/secret|also/);
    expect(mainOf(render(page(code("x()", [shows({ "text/plain": "kept" })])), { hideCode: true }))).toMatch(
      /^(?!.*x\(\)).*kept/s,
    );
  });

  test("takes the best form of an output that is left after sanitising", () => {
    const html = mainOf(render(page(code("1", [shows({ "text/html": "<script>x</script>", "text/plain": "plain" })]))));
    expect(html).toContain('<pre class="text" tabindex="0">plain</pre>');
    expect(mainOf(render(page(code("1", [shows({ "image/png": '"><script>' })]))))).not.toContain("<img");
    expect(mainOf(render(page(code("1", [shows({ "x/y": "z" })]))))).toContain(
      "Output of type x/y, which a report cannot show",
    );
  });

  test("cuts a long text and says how much", () => {
    const html = render(page(code("1", [{ output_type: "stream", name: "stdout", text: "x".repeat(5000) }])), {
      maxText: 1000,
    });
    expect(html).toContain("4,000 more characters not shown");
  });

  test("leads from a notebook's link to that notebook's page", () => {
    const pages = [
      { ...page(text("[b](./b.ipynb#x) [c](c.ipynb)")), name: "a.ipynb" },
      { ...page(text("# B")), name: "b" },
    ];
    const html = String(renderSite(pages).get("a.html"));
    expect(html).toContain('href="b.html#x"');
    expect(html).toContain('href="c.ipynb"');
    expect(html).toContain('rel="next" href="b.html"');
  });

  test("shows an attached picture", () => {
    const cell: Cell = {
      ...text("![x](attachment:a%20b.png)"),
      attachments: { "a b.png": { "image/png": "iVBORw0KGgo=" } },
    } as Cell;
    expect(render(page(cell))).toContain('src="data:image/png;base64,iVBORw0KGgo="');
  });
});

describe("a plot", () => {
  test("is a static picture with its figure beside it, which cannot end its script", () => {
    const html = mainOf(render(page(code("1", [shows(bundle)])), { plotly }));
    expect(html).toMatch(/<figure class="plot"><div class="still"><svg /);
    const json = /<script type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(json).data).toEqual(JSON.parse(JSON.stringify(figure.data)));
  });

  test("stays static without Plotly, and a page without plots does not load it", () => {
    expect(render(page(code("1", [shows(bundle)])))).not.toMatch(/data-plotly=|application\/json/);
    expect([...renderSite([page(text("# A"))], { plotly }).keys()]).toEqual(["index.html", "a.html"]);
    expect([...renderSite([page(code("1", [shows(bundle)]))], { plotly }).keys()]).toContain("assets/plotly-4.1.1.js");
  });

  test("without a static form gets one", () => {
    const html = mainOf(
      render(page(code("1", [shows({ "application/vnd.plotly.v1+json": { data: [{ y: [1, 2] }] } })])), { plotly }),
    );
    expect(html).toMatch(/<div class="still"><svg [\s\S]*<path /);
  });
});

const evilSince = (probe: string): EarlierRun => {
  const outputs = [shows({ "text/html": probe }), shows({ "text/plain": `${probe}!` })];
  const cells = ["c", "gone"].map((id) => ({ id, title: probe, code: probe, status: probe, outputs }));
  const [label, startedAt] = [probe, probe];
  return { label, startedAt, notebooks: [{ status: probe, parameters: { [probe]: probe }, cells }] };
};

test.each(probes)("Nothing runs wherever a notebook carries %s", (probe) => {
  const outputs: readonly Output[] = [
    shows({ "text/html": probe }),
    shows({ "image/svg+xml": `<svg>${probe}</svg>` }),
    shows({ "text/markdown": probe }),
    shows({ "text/plain": probe }),
    shows({ "application/json": { [probe]: probe } }),
    shows({ [probe]: probe }),
    shows({ "application/vnd.plotly.v1+json": { data: [{ text: [probe] }] }, "text/plain": probe }),
    { output_type: "stream", name: "stdout", text: probe },
    { output_type: "error", ename: probe, evalue: probe, traceback: [probe] },
  ];
  const evil: ReportPage = {
    name: probe,
    notebook: {
      ...newNotebook([
        text(`# ${probe}\n\n${probe}\n\n[x](${probe}) ![${probe}](attachment:x)`),
        code(probe, outputs, { pinbook: { status: probe } }),
      ]),
      metadata: { language_info: { name: probe } },
    },
    result: { status: probe, error: probe },
    facts: { parameters: { [probe]: "2" }, commit: { id: probe, branch: probe } },
  };
  const options = {
    title: probe,
    lead: probe,
    footer: probe,
    figures: [{ label: probe, value: probe }],
    plotly: { version: probe, source: "" },
    graph: { edges: [{ from: 0, to: 0, name: probe, sure: false }] },
    history: [
      {
        id: probe,
        startedAt: probe,
        status: probe,
        durationMs: 1,
        notebooks: [{ name: probe, status: probe, durationMs: 1 }],
      },
    ],
    since: evilSince(probe),
  };
  const site = renderSite([evil], options);
  expect([...site.keys()]).toEqual(expect.arrayContaining(["index.html", "changes.html"]));
  for (const [, html] of site) {
    const tags =
      String(html)
        .replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, "")
        .match(/<[a-z][^>]*>/gi) ?? [];
    // Attribute values are quoted and cannot hold a quote or a bracket.
    const acts = (tag: string): boolean =>
      /\s(?:on\w+|srcset|srcdoc|formaction|ping)\s*=|^<(?:iframe|object|embed|link|base|form|video)/i.test(
        tag.replace(/"[^"]*"/g, ""),
      );
    const leads = (tag: string): boolean =>
      /(?:src|href)="\s*(?:javascript|vbscript|data:text|https?:\/\/evil|\/\/evil)/i.test(tag);
    expect(tags.filter((tag) => acts(tag) || leads(tag))).toEqual([]);
    const scripts = String(html).match(/<script\b/g)?.length ?? 0;
    const known = String(html).match(/<script>"use strict"|<script type="application\/json">/g)?.length ?? 0;
    expect(scripts).toBe(known);
  }
});

describe("the index", () => {
  test("has a card a notebook with its headline", () => {
    const pages = [
      {
        ...page(
          text("# Draw *rows*\n\nWhat it **is** for."),
          code("1", [shows(bundle), shows({ "text/html": "<table></table>" })]),
        ),
        result: { status: "ok", durationMs: 240 },
      },
      { ...page(text("# Other")), name: "b" },
    ];
    const html = String(
      renderSite(pages, { title: "The pipeline", figures: [{ label: "rows", value: "500" }] }).get("index.html"),
    );
    expect(html).toContain(
      '<a href="a.html" dir="auto">Draw rows</a></span><span class="badge ok">OK</span></h2><p dir="auto">What it <strong>is</strong> for.</p>',
    );
    for (const part of [
      "1 cell",
      "1 plot",
      "1 table",
      "0.24 s",
      "<dt>rows</dt><dd>500</dd>",
      'class="preview"',
      ">OK<",
    ])
      expect(html).toContain(part);
  });

  test("refuses two notebooks of one name", () => {
    expect(() => renderSite([page(), page()])).toThrow("the report would hold a.html twice");
    expect(() => renderSite([{ ...page(), name: "index" }])).toThrow("index.html twice");
  });
});

test("A report is written with Plotly once, and again over itself", async () => {
  const folder = join(await temporaryFolder(), "reports");
  const pages = [page(code("1", [shows(bundle)]))];
  expect(await writeReport(folder, pages)).toBe(join(folder, "index.html"));
  const [asset = ""] = await readdir(join(folder, "assets"));
  expect(asset).toMatch(/^plotly-basic-\d+\.\d+\.\d+\.js$/);
  const before = await stat(join(folder, "assets", asset));
  await writeReport(folder, pages);
  expect((await stat(join(folder, "assets", asset))).mtimeMs).toBe(before.mtimeMs);
  expect((await readdir(folder)).sort()).toEqual(["a.html", "assets", "index.html"]);
});

test("A report that cannot be written says where and what to do", async () => {
  await expect(writeReport("/dev/null/x", [page()])).rejects.toThrow(/could not be written: .*name another folder/);
});
