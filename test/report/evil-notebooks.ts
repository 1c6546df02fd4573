import { type Cell, type Json, type MimeBundle, newNotebook, type Output } from "../../src/notebook/index.ts";
import type { ReportPage } from "../../src/report/index.ts";
import { evilFigures } from "./evil-figures.ts";

/** Puts one hostile text into a place of a notebook; gives the cells that carry it. */
export type Place = (probe: string) => readonly Cell[];

let count = 0;
const id = (): string => `cell-${++count}`;

const text = (source: string, more: object = {}): Cell => ({
  cell_type: "markdown",
  id: id(),
  metadata: {},
  source,
  ...more,
});
const code = (source: string, outputs: readonly Output[], metadata: Cell["metadata"] = {}): Cell => ({
  cell_type: "code",
  id: id(),
  metadata,
  source,
  execution_count: 1,
  outputs,
});
const shows = (data: MimeBundle): Cell => code("show()", [{ output_type: "display_data", data, metadata: {} }]);
const mime =
  (type: string, form: (probe: string) => Json = (probe) => probe): Place =>
  (probe) => [shows({ [type]: form(probe) })];
const base64 = (content: string): string => Buffer.from(content).toString("base64");

/** Each place where a cell carries text. */
export const places: Readonly<Record<string, Place>> = {
  "HTML output": mime("text/html"),
  "HTML output in a table": mime(
    "text/html",
    (probe) =>
      `<table><thead><tr><th>${probe}</th></tr></thead><tbody><tr><td>1</td><td>${probe}</td></tr></tbody></table>`,
  ),
  "HTML output in a long table": mime(
    "text/html",
    (probe) => `<table><tbody>${"<tr><td>1</td></tr>".repeat(205)}<tr><td>${probe}</td></tr></tbody></table>`,
  ),
  "HTML output in an attribute": mime("text/html", (probe) => `<p title="${probe}" class='${probe}' id=${probe}>x</p>`),
  "HTML output in a style": mime(
    "text/html",
    (probe) => `<style>#a{${probe}}${probe}</style><p id=a style="${probe}">x</p>`,
  ),
  "HTML output in an address": mime(
    "text/html",
    (probe) => `<a href="${probe}">x</a><img src="${probe}"><img alt="${probe}">`,
  ),
  "SVG output": mime("image/svg+xml", (probe) => `<svg width="9" height="9">${probe}</svg>`),
  "SVG output as it is": mime("image/svg+xml"),
  "SVG output's text": mime(
    "image/svg+xml",
    (probe) => `<svg><title>${probe}</title><text x="${probe}">${probe}</text></svg>`,
  ),
  "Markdown output": mime("text/markdown"),
  "plain text": mime("text/plain"),
  JSON: mime("application/json", (probe) => ({ [probe]: [probe, { [probe]: null }] })),
  GeoJSON: mime("application/geo+json", (probe) => ({ type: probe, features: [{ properties: { name: probe } }] })),
  LaTeX: (probe) => [
    shows({ "text/latex": `$$${probe}$$` }),
    shows({
      "text/latex": `\\href{${probe}}{x} \\text{${probe}} \\htmlData{x=${probe}}{y} \\includegraphics{${probe}}`,
    }),
  ],
  JavaScript: mime("application/javascript", (probe) => `alert(1);document.body.innerHTML=${JSON.stringify(probe)}`),
  "Vega, Bokeh and others": (probe) => [
    shows({ "application/vnd.vegalite.v5+json": { data: { url: probe }, mark: probe }, "text/plain": probe }),
    shows({ "application/vnd.bokehjs_exec.v0+json": probe, "text/html": probe }),
    shows({ "application/vnd.holoviews_load.v0+json": probe, "application/javascript": probe }),
    shows({ "application/pdf": base64(probe), "application/xhtml+xml": probe, "text/xml": probe }),
  ],
  "a data table's columns": mime("application/vnd.dataresource+json", (probe) => ({
    schema: { fields: [{ name: probe, type: probe }] },
    data: [{ [probe]: probe }],
  })),
  "a MIME type": (probe) => [shows({ [probe]: probe })],
  "pictures' data": (probe) =>
    ["image/png", "image/jpeg", "image/gif", "image/webp"].map((type) => shows({ [type]: probe })),
  "an output's metadata": (probe) => [
    code("show()", [
      {
        output_type: "display_data",
        data: { "image/png": "iVBORw0KGgo=", "text/html": probe },
        metadata: { "image/png": { width: probe, height: probe, alt: probe }, [probe]: probe },
      },
    ]),
  ],
  "stream text": (probe) => [
    code("print()", [
      { output_type: "stream", name: "stdout", text: probe },
      { output_type: "stream", name: "stderr", text: probe },
    ]),
  ],
  "ANSI text": (probe) => [
    code("print()", [
      {
        output_type: "stream",
        name: "stdout",
        text: `\u001b[31m${probe}\u001b[0m \u001b]8;;${probe}\u001b\\link\u001b]8;;\u001b\\ \u001b]0;${probe}\u0007 \u001b[38;2;${probe}m x\r${probe}`,
      },
    ]),
  ],
  "an error": (probe) => [
    code("throw 1", [
      {
        output_type: "error",
        ename: probe,
        evalue: `${probe}\n${probe}`,
        traceback: [`\u001b[0;31m${probe}\u001b[0m`, probe],
      },
    ]),
  ],
  "a stream's name": (probe) => [code("print()", [{ output_type: "stream", name: probe as "stdout", text: "x" }])],
  code: (probe) => [code(probe, []), code(`// ${probe}\nconst a = \`${probe}\`; /${probe}/`, [])],
  "a cell's metadata": (probe) => [
    code("x", [], {
      tags: [probe],
      name: probe,
      title: probe,
      [probe]: probe,
      pinbook: { status: probe, durationMs: probe, reason: probe },
      vscode: { languageId: probe },
    }),
  ],
  "a cell's id": (probe) => [
    { ...code("x", []), id: probe },
    { ...text("# A"), id: probe },
  ],
  parameters: (probe) => [
    code(`const name = ${JSON.stringify(probe)}; // ${probe}`, [], { tags: ["parameters"] }),
    code(`name = ${JSON.stringify(probe)}`, [], { tags: ["injected-parameters"] }),
  ],
  "a raw cell": (probe) => [
    { cell_type: "raw", id: id(), metadata: { raw_mimetype: "text/html", format: "text/html" }, source: probe },
  ],
  Markdown: (probe) => [
    text(probe),
    text(`a ${probe} b\n\n* ${probe}\n\n> ${probe}\n\n    ${probe}\n\n<div>\n${probe}\n\n${probe}\n</div>`),
  ],
  "Markdown tables": (probe) => [text(`| ${probe} | b |\n| :-- | --: |\n| ${probe} | 1 |`)],
  headings: (probe) => [text(`# ${probe}\n\n## \`${probe}\`\n\n${probe}\n===`)],
  "Markdown links": (probe) => [
    text(
      `[x](${probe}) [x](<${probe}>) [x](javascript:alert(1)) [x](JaVaScRiPt&colon;alert(1)) [x](data:text/html,<script>alert(1)</script>) [x](/a "${probe}") [x][r]\n\n[r]: ${probe} '${probe}'\n\n<javascript:alert(1)> <${probe}>`,
    ),
  ],
  "Markdown pictures": (probe) => [
    text(
      `![${probe}](${probe}) ![x](https://evil.example/x.png "${probe}") ![${probe}](data:image/png;base64,AAAA) ![x](javascript:alert(1)) ![x](attachment:${probe})`,
    ),
  ],
  attachments: (probe) => [
    text("![x](attachment:a.png) ![x](attachment:b.svg) ![x](attachment:c)", {
      attachments: {
        "a.png": { "image/png": probe },
        "b.svg": { "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg">${probe}</svg>` },
        c: { [probe]: probe },
        [probe]: { "image/png": probe },
      },
    }),
  ],
  "code in Markdown": (probe) => [
    text(`\`\`\`${probe}\n${probe}\n\`\`\`\n\n\`\`\`html\n${probe}\n\`\`\`\n\n\`${probe}\``),
  ],
  Mermaid: (probe) => [
    text(`\`\`\`mermaid\ngraph TD\n  A["${probe}"] --> B(${probe})\n  click A "javascript:alert(1)"\n\`\`\``),
  ],
  "maths in Markdown": (probe) => [
    text(
      `$${probe}$ and $$${probe}$$ and $\\href{javascript:alert(1)}{x}$ $\\text{${probe}}$ $\\class{${probe}}{x}$ $\\style{${probe}}{x}$ $\\html{${probe}}$`,
    ),
  ],
  ...Object.fromEntries(
    Object.entries(evilFigures).map(([name, figure]) => [
      name,
      (probe: string) => [shows({ "application/vnd.plotly.v1+json": figure(probe), "text/plain": probe })],
    ]),
  ),
};

/** A page whose notebook carries each of the texts in this place, each with words of its own behind it: `after 3.` */
export const evilPage = (name: string, place: Place, probes: readonly string[]): ReportPage => ({
  name,
  notebook: newNotebook(probes.flatMap((probe, index) => [...place(probe), text(`after ${index}.`)])),
});

/** A notebook with hostile texts, each the next one, in all that is told of it and of its run. */
export const evilMetadata = (name: string, next: () => string): ReportPage => {
  const model = {
    model_name: "HTMLModel",
    model_module: next(),
    state: {
      value: next(),
      description: next(),
      placeholder: next(),
      children: ["IPY_MODEL_b"],
      _options_labels: [next()],
      style: "IPY_MODEL_b",
      layout: "IPY_MODEL_b",
    },
  };
  const state = Object.fromEntries(
    ["HTMLModel", "HTMLMathModel", "LabelModel", "TextModel", "DropdownModel", "VBoxModel", "ButtonModel", next()].map(
      (kind, at) => [`m${at}`, { ...model, model_name: kind }],
    ),
  );
  const view = Object.keys(state).map((model_id) =>
    shows({ "application/vnd.jupyter.widget-view+json": { model_id, version_major: 2 }, "text/plain": next() }),
  );
  return {
    name,
    notebook: {
      ...newNotebook([
        text(`# ${next()}`),
        { ...code("x", [], { tags: ["parameters", next()] }), id: "evil" },
        ...view,
        text("after 0."),
      ]),
      metadata: {
        title: next(),
        authors: [{ name: next() }],
        kernelspec: { name: next(), display_name: next(), language: next() },
        language_info: {
          name: next(),
          version: next(),
          file_extension: next(),
          pygments_lexer: next(),
          codemirror_mode: next(),
          mimetype: next(),
        },
        widgets: { "application/vnd.jupyter.widget-state+json": { version_major: 2, version_minor: 0, state } },
        pinbook: { parameters: { [next()]: next() }, status: next(), inputs: [{ name: next(), version: next() }] },
        [next()]: next(),
      },
    },
    result: { status: next(), error: next(), cells: [{ id: next(), status: next() }] },
    facts: {
      startedAt: next(),
      status: next(),
      error: next(),
      parameters: { [next()]: next() },
      data: [{ kind: next(), name: next(), version: next() }],
      packages: [{ name: next(), version: next() }],
      commit: { id: next(), branch: next() },
      cells: [
        { id: "evil", stale: ["edited", "needs", { kind: next(), name: next(), change: "changed" }] },
        { id: next(), stale: [{ kind: "file", name: next(), change: "gone" }] },
      ],
      unseen: [{ kind: next(), name: next(), change: "unseen" }],
    },
  } as ReportPage;
};
