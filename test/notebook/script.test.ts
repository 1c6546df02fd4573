import { describe, expect, test } from "@jest/globals";
import {
  type Cell,
  formatNotebook,
  formatScript,
  keepOutputs,
  newNotebook,
  parseNotebook,
  parseScript,
  readNotebook,
  withoutRun,
} from "../../src/notebook/index.ts";
import { randomNotebook } from "../support/random-notebook.ts";

const code = (id: string, source: string, more = {}): Cell => ({
  ...{ cell_type: "code", id, source, metadata: {}, execution_count: null, outputs: [], ...more },
});
const text = (id: string, source: string): Cell => ({ cell_type: "markdown", id, source, metadata: {} });
const sources = (script: string) =>
  parseScript(script, "a.ts").cells.map(({ cell_type: type, source }) => [type, source]);

describe("a script in percent format", () => {
  test("keeps all of a notebook, whatever its cells and metadata hold", () => {
    for (let seed = 0; seed < 800; seed++) {
      const notebook = randomNotebook(seed);
      const script = formatScript(notebook);
      const read = parseScript(script, "a.ts");
      expect({ seed, text: formatNotebook(read) }).toEqual({ seed, text: formatNotebook(notebook) });
      expect(formatScript(read)).toBe(script);
    }
  });

  test("that a person wrote is written back as it was, without ids or a header", () => {
    const script =
      '// %%\nconst a = 1;\n\n// %% [markdown]\n// # Title\n//\n// Text.\n\n// %% tags=["parameters"]\n\nlet b;\n';
    const notebook = parseScript(script, "a.ts");
    expect(notebook.metadata).toEqual(newNotebook([]).metadata);
    expect(notebook.cells).toMatchObject([
      { cell_type: "code", source: "const a = 1;" },
      { cell_type: "markdown", source: "# Title\n\nText." },
      { cell_type: "code", source: "\nlet b;", metadata: { tags: ["parameters"] } },
    ]);
    expect(formatScript(notebook)).toBe(script);
  });

  test("comments magics, and what a cell of another language holds, as jupytext does", () => {
    const cells = [
      code("a", "%time x\n  %cd ..\nx % y\n// %done\n!ls"),
      code("b", "%%bash -x\nls\n\necho hi"),
      code("c", "// %% no cell", { metadata: { tags: ["active-ipynb"] } }),
      { ...text("d", "```mermaid\n%% note\n```\n%% text"), metadata: { title: "A title" } },
    ];
    expect(formatScript(newNotebook(cells))).toBe(
      `// %% id="a"
// %time x
  // %cd ..
x % y
// // %done
!ls

// %% id="b" language="bash" magic_args="-x"
// ls
//
// echo hi

// %% id="c" tags=["active-ipynb"]
// // // %% no cell

// %% A title [markdown] id="d"
// \`\`\`mermaid
// %% note
// \`\`\`
// // %% text
`,
    );
  });

  test("that jupytext wrote is read with its header, encoding line and markers", () => {
    const script = `#!/usr/bin/env deno
// -*- coding: utf-8 -*-
// ---
// title: A document
// jupyter:
//   jupytext:
//     formats: ipynb,ts:percent
//     text_representation:
//       extension: .ts
//       format_name: percent
//       jupytext_version: 1.19.6
//   kernelspec:
//     display_name: Deno
//     name: deno
// author: Someone
// ---

import "./é.ts";

// %%%% Deep [md] {"slideshow": {"slide_type": "slide"}}
// # T

//%% name hidden=true active="ipynb,md" x
// 1 + 1

// %% active="ts"
only(script);

// %% active=""
// nowhere
`;
    const { metadata, cells } = parseScript(script, "a.ts");
    expect(metadata).toEqual({
      kernelspec: { display_name: "Deno", name: "deno" },
      jupytext: {
        ...{ formats: "ipynb,ts:percent", executable: "/usr/bin/env deno", encoding: "// -*- coding: utf-8 -*-" },
      },
    });
    expect(cells.map(({ cell_type: type, source, metadata: own }) => [type, source, own])).toEqual([
      ["raw", "---\ntitle: A document\nauthor: Someone\n---", {}],
      ["code", 'import "./é.ts";', {}],
      ["markdown", "# T", { cell_depth: 2, title: "Deep", slideshow: { slide_type: "slide" } }],
      ["code", "1 + 1", { title: "name", hidden: true, active: "ipynb,md", x: null }],
      ["raw", "only(script);", { active: "ts" }],
      ["raw", "nowhere", {}],
    ]);
    expect(parseScript(formatScript(parseScript(script, "a.ts")), "b.ts").cells).toMatchObject(
      cells.map(({ cell_type: type, source, metadata: own }) => ({ cell_type: type, source, metadata: own })),
    );
  });

  test("may have Windows' line ends and a byte order mark, no marker, or nothing", () => {
    expect(sources("\ufeff// %%\r\na\r\nb\r\n\r\n// %% [raw]\r\n// c\r\n")).toEqual([
      ["code", "a\nb"],
      ["raw", "c"],
    ]);
    expect(sources("const a = 1;\nconst b = 2;\n")).toEqual([["code", "const a = 1;\nconst b = 2;"]]);
    expect(sources("\n\n")).toEqual([]);
    expect(sources("")).toEqual([]);
  });

  test("keeps how Python wrote numbers, wherever they stand", () => {
    const cell = '"cell_type": "raw", "id": "a", "source": [], "later": -0.0';
    const metadata = '{"a b": 2.0, "x": 1e-07, "deep": [{"n": 12345678901234567890}], "notebook": 3.0}';
    const file = `{"cells": [{${cell}, "metadata": ${metadata}}], "metadata": ${metadata}, "nbformat": 4, "nbformat_minor": 5, "more": NaN}`;
    const notebook = parseNotebook(file, "a.ipynb");
    const script = formatScript(notebook);
    expect(formatNotebook(parseScript(script, "a.ts"))).toBe(formatNotebook(notebook));
    expect(formatNotebook(notebook)).toMatch(
      /"later": -0\.0.*1234567890\s.*"notebook": 3\.0.*"x": 1e-07.*"more": NaN/s,
    );
  });

  test("gives two cells of one id an id each", () => {
    const ids = parseScript('// %% id="a"\n1\n\n// %% id="a"\n2\n', "a.ts").cells.map(({ id }) => id);
    expect(ids[0]).toBe("a");
    expect(ids[1]).toMatch(/^[0-9a-f]{8}$/);
  });

  test.each([
    ["// %%\n1\n\n// %% tags=[1\n", /^a\.ts, line 4: .* name=JSON, .* not "\[1"/],
    ['// %% {"a": }\n', /^a\.ts, line 1: .*name=JSON/],
    ["// %% tags='a'\n", /line 1: .* not "'a'"/],
    ['// %% id="a b"\n', /^a\.ts, line 1: the cell's id is "a b".*Delete it/],
    ["// %% [table]\n", /line 1: a cell is no "table": use \[markdown\]/],
    ["// %% metadata=1\n", /line 1, metadata: must be a JSON object/],
    ["// ---\n// jupyter:\n//   a: [\n// ---\n", /^a\.ts, header: is not valid YAML/],
    ["// ---\n// jupyter: 1\n// ---\n", /header: jupyter must hold/],
  ])("that is wrong (%j) gets an error naming the line", (script, message) => {
    expect(() => parseScript(script, "a.ts")).toThrow(message);
  });

  test("cannot hold half of a surrogate pair, and says in which cell", () => {
    expect(() => formatScript(newNotebook([code("a", ""), code("b", "'\ud83d'")]))).toThrow(
      /^cell 2, source: holds half/,
    );
  });
});

describe("a script brought back over its notebook", () => {
  const ran = (id: string, source: string, value: string): Cell =>
    code(id, source, {
      metadata: { tags: ["t"], scrolled: true, execution: { x: "y" }, pinbook: { timeout: 3, status: "ok" } },
      execution_count: 7,
      outputs: [{ output_type: "stream", name: "stdout", text: value }],
    });
  const former = newNotebook(
    [
      ran("one", "1", "a"),
      { ...text("pic", "![](attachment:a.png)"), attachments: { "a.png": { "image/png": "iVBO" } } } as Cell,
      ran("two", "2", "b"),
      ran("three", "2", "c"),
    ],
    { authors: [] },
  );

  test("keeps outputs, counts and what runs noted of the cells that did not change", () => {
    const script = formatScript(former).replace("\n1\n", "\n1 + 1\n");
    const back = keepOutputs(parseScript(script, "a.ts"), former);
    expect(back.cells.slice(1)).toEqual(former.cells.slice(1));
    expect(back.cells[0]).toEqual({ ...withoutRun(former.cells[0] as Cell), source: "1 + 1" });
    expect(keepOutputs(parseScript(formatScript(former), "a.ts"), former)).toEqual(former);
  });

  test("finds cells again whose ids and view the script does not name, in order", () => {
    const script = '// %% tags=["new"]\n2\n\n// %% [markdown]\n// ![](attachment:a.png)\n\n// %%\n0\n\n// %%\n2\n';
    const back = keepOutputs(parseScript(script, "a.ts"), former);
    expect(back.metadata).toEqual(former.metadata);
    expect(back.cells).toMatchObject([
      { id: "two", execution_count: 7, metadata: { tags: ["new"], scrolled: true, pinbook: { status: "ok" } } },
      { id: "pic", attachments: { "a.png": {} } },
      { source: "0", outputs: [], metadata: {} },
      { id: "three", outputs: [{ text: "c" }] },
    ]);
  });
});

describe("a script's cells without ids", () => {
  test("keep the ids of their notebook's cells also where their text changed, unless a cell came in between", () => {
    const former = newNotebook([code("one", "1"), code("two", "2"), code("three", "3")]);
    const idsOf = (script: string) => keepOutputs(parseScript(script, "a.ts"), former).cells.map(({ id }) => id);
    expect(idsOf("// %%\n1\n\n// %%\n22\n\n// %%\n3\n")).toEqual(["one", "two", "three"]);
    expect(idsOf("// %%\n11\n\n// %%\n2\n")).toEqual(["one", "two"]);
    const [first, added, ...rest] = idsOf("// %%\n1\n\n// %%\nnew\n\n// %%\n2\n\n// %%\n3\n");
    expect([first, ...rest]).toEqual(["one", "two", "three"]);
    expect(added).toMatch(/^[0-9a-f]{8}$/);
  });
});

describe("a notebook's file", () => {
  test("is read by its name, as text or bytes", () => {
    const bytes = new TextEncoder().encode(`\ufeff${formatNotebook(newNotebook([code("a", "é")]))}`);
    expect(readNotebook(bytes, "a.ipynb").cells).toMatchObject([{ source: "é" }]);
    expect(readNotebook("// %%\n1", "a.mts").cells).toMatchObject([{ source: "1" }]);
    for (const name of ["a.txt", "a.d.ts", "a"])
      expect(() => readNotebook("", name)).toThrow(/by its name: name an \.ipynb/);
  });

  test("that is no UTF-8 is refused", () => {
    expect(() => readNotebook(new Uint8Array([0xff, 0xfe, 0x7b, 0]), "a.ipynb")).toThrow(/^a\.ipynb is not .* UTF-16/);
    expect(() => readNotebook(new Uint8Array([0x22, 0xe9, 0x22]), "a.ipynb")).toThrow(/Save it again as UTF-8/);
  });
});
