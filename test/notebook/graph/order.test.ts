import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import {
  type NamedNotebook,
  notebookGraph,
  notebookGraphMermaid,
  notebookGraphText,
  notebookNeeds,
  orderNotebooks,
} from "../../../src/notebook/graph/index.ts";
import { parseNotebook } from "../../../src/notebook/index.ts";
import { packageRoot } from "../../../src/root.ts";
import { codeNotebook } from "../../support/code-notebook.ts";

const named = (name: string, ...sources: readonly string[]): NamedNotebook => ({
  name,
  notebook: codeNotebook(...sources),
});

const fs = 'import { readFileSync, writeFileSync } from "node:fs";\n';
const names = (notebooks: readonly NamedNotebook[]): readonly (string | undefined)[] =>
  orderNotebooks(notebookGraph(notebooks)).map((at) => notebooks[at]?.name);

describe("the order of notebooks", () => {
  test("puts one that reads a file after the one that writes it, whatever the order given", () => {
    const writer = named("writer", `${fs}writeFileSync("/tmp/a.csv", "1");`);
    const reader = named("reader", `${fs}readFileSync("/tmp/a.csv");`);
    const other = named("other", `${fs}readFileSync("/tmp/b.csv");`);
    expect(names([reader, other, writer])).toEqual(["other", "writer", "reader"]);
    expect(names([other, reader])).toEqual(["other", "reader"]);
  });

  test("does not wait for another where a notebook reads what it surely wrote itself before", () => {
    const own = named("own", `${fs}writeFileSync("/tmp/a.csv", "1");`, `readFileSync("/tmp/a.csv");`);
    const writer = named("writer", `${fs}writeFileSync("/tmp/a.csv", "1");`);
    expect(notebookGraph([own, writer]).edges).toEqual([]);
  });

  test("keeps the order given where notebooks need each other, uncertain needs giving way", () => {
    const a = named("a", `${fs}readFileSync("/tmp/x"); writeFileSync("/tmp/y", "");`);
    const b = named("b", `${fs}readFileSync("/tmp/y"); writeFileSync("/tmp/x", "");`);
    const c = named("c", `${fs}readFileSync(process.argv[2]!);`);
    expect(names([b, a])).toEqual(["b", "a"]);
    expect(names([c, a, b])).toEqual(["c", "a", "b"]);
    const needs = notebookNeeds(notebookGraph([b, a]));
    expect(needs).toEqual([[], [0]]);
  });

  test("of the milestone notebooks is that of the journey, from any order given", async () => {
    const folder = join(packageRoot, "notebooks");
    const files = (await readdir(folder)).filter((name) => name.endsWith(".ipynb")).sort();
    const all = await Promise.all(
      files.map(async (name) => ({ name, notebook: parseNotebook(await readFile(join(folder, name), "utf8"), name) })),
    );
    const order = names(all.toReversed());
    const place = (start: string) => order.findIndex((name) => name?.startsWith(start));
    expect(place("3-")).toBeLessThan(place("4-"));
    for (const later of ["5-", "6-", "7-", "8-"]) expect(place("4-")).toBeLessThan(place(later));
    expect(names(all)).toEqual(files);
  });

  test("shows in the text and in Mermaid, uncertain needs marked", () => {
    const writer = named('write "a".ipynb', `${fs}writeFileSync("/tmp/a.csv", "1");`);
    const reader = named("read.ipynb", `${fs}const text = readFileSync("/tmp/a.csv");`, "text");
    const guess = named("guess.ipynb", `${fs}readFileSync(process.argv[2]!);`);
    const graph = notebookGraph([writer, reader, guess]);
    const text = notebookGraphText(graph);
    expect(text).toContain('read.ipynb\n  ← write "a".ipynb: file /tmp/a.csv');
    expect(text).toContain('guess.ipynb\n  ←? write "a".ipynb: file /tmp/a.csv');
    expect(text).toContain("  cell 2 (c2)\n    ← cell 1: text");
    const mermaid = notebookGraphMermaid(graph);
    expect(mermaid).toContain('subgraph n0["write &quot;a&quot;.ipynb"]');
    expect(mermaid).toContain('n0 ==>|"file /tmp/a.csv"| n1');
    expect(mermaid).toContain('n0 -.->|"file /tmp/a.csv"| n2');
    expect(mermaid).toContain('n1c0 -->|"text"| n1c1');
  });
});
