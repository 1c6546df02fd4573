import { describe, expect, test } from "@jest/globals";
import { newNotebook, parseNotebook } from "../../src/notebook/index.ts";
import { renderFile, renderSite, type Site } from "../../src/report/index.ts";
import { labelsOf } from "../../src/report/labels.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { renderMarkdownSite } from "../../src/report/md/site-md.ts";
import { plainText } from "../../src/report/plain-text.ts";
import { Secret } from "../../src/secret.ts";
import { fullSite } from "./full-site.ts";

const word = "hunter2-of-mysql";

const said = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { name: word, display_name: word },
    authors: [{ name: word }],
    language_info: { name: word },
  },
  cells: [
    { cell_type: "markdown", id: "a", metadata: { tags: [word] }, source: `# ${word}\n\n${word} [${word}](x?${word})` },
    {
      cell_type: "code",
      id: "b",
      metadata: { tags: ["parameters"] },
      execution_count: 1,
      source: `const password = "${word}"; // \`${word}\``,
      outputs: [
        { output_type: "stream", name: "stdout", text: [`${word.slice(0, 16)}\n`, `x${word}\n`] },
        { output_type: "error", ename: word, evalue: word, traceback: [`\u001b[31m${word}\u001b[0m`] },
        { output_type: "display_data", metadata: {}, data: { "application/json": { [word]: [word] } } },
        { output_type: "display_data", metadata: {}, data: { "text/html": `<b title="${word}">${word}</b>` } },
        { output_type: "display_data", metadata: {}, data: { "image/svg+xml": `<svg><text>${word}</text></svg>` } },
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "application/vnd.plotly.v1+json": {
              data: [{ type: "bar", x: [word], y: [1] }],
              layout: { title: { text: word } },
            },
          },
        },
      ],
    },
  ],
});

const options = {
  title: word,
  lead: word,
  footer: word,
  figures: [{ label: word, value: word }],
  plotly: { version: "1.0.0", source: "" },
};
const result = { status: "failed", error: `no ${word}`, cells: [{ id: "b", status: "failed" }] };

test("A credential shows in no place of a report", () => {
  const page = { name: word, notebook: parseNotebook(said, "a"), result };
  const open = JSON.stringify([...renderSite([page], options)]);
  expect(open.split(word).length).toBeGreaterThan(20);
  const closed = JSON.stringify([...renderSite([page], { ...options, secrets: [new Secret(word)] })]);
  expect(closed).not.toContain(word);
  expect(closed.split("***").length).toBeGreaterThan(20);
});

const hidden = "wOrd_4the+/dB x";
const secrets = [new Secret(hidden)];
const [front, back] = [hidden.slice(0, 6), hidden.slice(6)];
const markup = (text: string): string => [...text].map((one) => `&#${one.charCodeAt(0)};`).join("");
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const svgOf = (text: string): string => `<svg xmlns="http://www.w3.org/2000/svg"><text>${text}</text></svg>`;

/** A credential as others may have written it. */
const forms: Readonly<Record<string, string>> = {
  "as it is": hidden,
  "over colours of a terminal": `${front}\u001b[31m\u001b[1m${back}\u001b[0m`,
  "over tags": `${front}<b class="x>y">${back}</b>`,
  "over a comment and a script": `${front}<!-- x --><script>1</script>${back}`,
  "over marks of Markdown": `${front}**${back}**`,
  "as entities": markup(hidden),
  "as entities and over tags": `${markup(front)}<i>${markup(back)}`,
  "escaped in Markdown": hidden.replace("_", "\\_").replace("+", "\\+"),
  "with a character without width": `${front}\u200b${back}`,
  "in a link": `[x](https://a.example/?p=${encodeURIComponent(hidden)}) <a href="https://a.example/${[...hidden].map((one) => `%${one.charCodeAt(0).toString(16)}`).join("")}">x</a>`,
  "in base64": base64(`user:${hidden}`),
  "in base64 for URLs": Buffer.from(`u:${hidden}`).toString("base64url"),
  "in a picture that is text": `<img alt="x" src="data:image/svg+xml;base64,${base64(svgOf(`${front}<tspan>${back}</tspan>`))}">`,
  "in a picture in a link": `<img alt="x" src="data:image/svg+xml,${encodeURIComponent(svgOf(markup(hidden)))}">`,
};

/** Where a credential can be read in what is sent on: as text, in addresses, in data. */
const leaksIn = (site: Site): readonly string[] =>
  [...site].flatMap(([file, content]) => {
    if (typeof content !== "string") return readings(Buffer.from(content).toString("latin1")).some(holds) ? [file] : [];
    const html = file.endsWith(".md")
      ? `${content}${renderMarkdown(content, { ids: new Set(), labels: labelsOf() }).html}`
      : content;
    const attributes = [...html.matchAll(/="([^"]*)"/g)].map(([, value = ""]) => value).join("\n");
    const texts = [html, plainText(html), plainText(attributes)];
    return texts.some((text) => readings(text).some(holds)) ? [file] : [];
  });

const holds = (text: string): boolean =>
  text.includes(hidden) ||
  plainText(text)
    .replace(/[\u200b\\]/g, "")
    .includes(hidden);

const readings = (text: string): readonly string[] => [
  text,
  text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  ...(text.match(/[\w+/-]{16,}/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), "base64").toString()),
  ),
];

describe("a credential", () => {
  test.each(Object.entries(forms))("written %s is masked", (_name, form) => {
    const page = {
      name: "a",
      notebook: newNotebook([
        { cell_type: "markdown", id: "m", metadata: {}, source: `before ${form} after` },
        {
          cell_type: "code",
          id: "c",
          metadata: {},
          source: "1",
          execution_count: 1,
          outputs: [{ output_type: "stream", name: "stdout", text: `before ${form} after` }],
        },
      ]),
    };
    const closed = renderFile(page, { secrets });
    expect(leaksIn(new Map([["a.html", renderFile(page)]]))).toEqual(["a.html"]);
    expect(leaksIn(new Map([["a.html", closed]]))).toEqual([]);
    expect(plainText(closed)).toMatch(/before [\s\S]* after[\s\S]*before [\s\S]* after/);
  });

  test.each([0, 7])("is read nowhere in a report, its index, history and changes, nor in Markdown: %d", (start) => {
    let at = start;
    const all = Object.values(forms);
    const { pages, options } = fullSite(() => all[at++ % all.length] ?? "");
    const { plotly: _, ...open } = options;
    const closed = { ...open, secrets };
    if (start === 0)
      expect(leaksIn(renderSite(pages, open))).toEqual(
        expect.arrayContaining(["index.html", "first.html", "changes.html"]),
      );
    expect(leaksIn(renderSite(pages, closed))).toEqual([]);
    expect(leaksIn(renderMarkdownSite(pages, closed))).toEqual([]);
  });

  test("that was printed in pieces is read nowhere", () => {
    const stream = (text: string) => ({ output_type: "stream", name: "stdout", text }) as const;
    const widget = { "application/vnd.jupyter.widget-view+json": { model_id: "w" } };
    const outputs = [
      stream(front),
      stream(back),
      { output_type: "display_data", data: widget, metadata: {} } as const,
      {
        output_type: "display_data",
        data: { "image/png": base64(`xx${hidden}`).replace(/(.{7})/g, "$1\n") },
        metadata: {},
      } as const,
    ];
    const printed = { output_type: "stream", name: "stdout", text: [`x${front}`, back] };
    const state = {
      w: {
        model_name: "OutputModel",
        state: { outputs: [printed, { ...printed, text: [front] }, { ...printed, text: back }] },
      },
    };
    const notebook = {
      ...newNotebook([{ cell_type: "code", id: "c", metadata: {}, source: "1", execution_count: 1, outputs }]),
      metadata: { widgets: { "application/vnd.jupyter.widget-state+json": { state } } },
    };
    const cells = [
      {
        id: "c",
        title: "",
        code: "",
        status: "ok",
        outputs: [stream(`${hidden.slice(0, 3)}`), stream(hidden.slice(3)), null],
      },
    ];
    const since = { label: "x", notebooks: [{ status: "ok", parameters: {}, cells }] };
    const pages = [{ name: "a", notebook }];
    expect(leaksIn(renderSite(pages, { since }))).toEqual(["changes.html", "a.html"]);
    expect(leaksIn(renderSite(pages, { since, secrets }))).toEqual([]);
    expect(leaksIn(renderMarkdownSite(pages, { secrets }))).toEqual([]);
    expect(leaksIn(renderMarkdownSite(pages, {})).length).toBeGreaterThan(1);
  });
});

test("A short credential is hidden in fields and texts that name it, and other words stay", () => {
  const data = { "application/json": { PASSWORD: "tiny", size: "tiny" }, "text/plain": "PASSWORD: 'tiny'" };
  const notebook = newNotebook([
    { cell_type: "markdown", id: "m", metadata: {}, source: "Tiny and tiny" },
    {
      ...{ cell_type: "code", id: "c", metadata: {}, source: 'connect({ password: "tiny" })', execution_count: 1 },
      outputs: [{ output_type: "display_data", metadata: {}, data }],
    },
  ]);
  const shown = plainText(renderFile({ name: "a", notebook }, { secrets: [new Secret("tiny")] }));
  expect(shown).toContain("Tiny and tiny");
  expect(shown.match(/password\W{1,12}tiny/gi)).toBeNull();
  expect(shown).toMatch(/password: "\*\*\*"/);
});
