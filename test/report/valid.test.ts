import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { HtmlValidate } from "html-validate";
import { parseNotebook } from "../../src/notebook/index.ts";
import { type ReportPage, renderSite, type Site } from "../../src/report/index.ts";
import { packageRoot } from "../../src/root.ts";
import { fullSite } from "./full-site.ts";

// The standard's own rules, none of taste: attributes may be written and styled as one likes.
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    "element-required-content": "error",
    "no-inline-style": "off",
    "long-title": "off",
    "no-raw-characters": "off",
  },
});

const golden = join(packageRoot, "test/report/golden");
const milestones = join(packageRoot, "notebooks");
const cases = await Promise.all(
  [golden, milestones].map(async (folder) =>
    (await readdir(folder)).filter((name) => name.endsWith(".ipynb")).map((name) => join(folder, name)),
  ),
);

describe("the page", () => {
  test.each(cases.flat())("of %s is valid HTML, and so is its index", async (file) => {
    const notebook = parseNotebook(await readFile(file, "utf8"), file);
    const options = { plotly: { version: "1", source: "" }, title: "All" };
    expect(await faultsOf(renderSite([{ name: "a", notebook }], options))).toEqual([]);
  });
});

const faultsOf = async (site: Site): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const [name, html] of site) {
    if (!name.endsWith(".html")) continue;
    const { results } = await validator.validateString(String(html));
    for (const { ruleId, message, line } of results.flatMap(({ messages }) => messages))
      found.push(`${name}:${line} ${ruleId}: ${message}`);
  }
  return found;
};

describe("a report of all kinds of content", () => {
  let count = 0;
  const { pages, options } = fullSite(() => `word ${++count} & <i>`);

  test.each(["en", "ar"])("is valid HTML on each of its pages, in %s", async (lang) => {
    const site = renderSite(pages, { ...options, lang });
    expect([...site.keys()]).toEqual(expect.arrayContaining(["index.html", "changes.html", "first.html"]));
    expect(await faultsOf(site)).toEqual([]);
  });

  const idsIn = (html: unknown): readonly string[] =>
    [...String(html).matchAll(/\sid="([^"]*)"/g)].map(([, id = ""]) => id);

  test("gives each id once on a page, and leads each reference within the page to one", () => {
    for (const [name, html] of renderSite(pages, options)) {
      if (!name.endsWith(".html")) continue;
      const ids = idsIn(html);
      expect([name, ids.filter((id, at) => ids.indexOf(id) !== at)]).toEqual([name, []]);
      const named = [...String(html).matchAll(/url\(#([^)]+)\)|\shref="#([^"]+)"|aria-labelledby="([^"]+)"/g)]
        .filter(([all]) => !all.includes("--"))
        .map(([, a, b, c]) => decodeURIComponent(a ?? b ?? c ?? ""));
      expect([name, named.filter((id) => !ids.includes(id))]).toEqual([name, []]);
    }
    expect(
      idsIn(renderSite(pages, options).get("first.html")).filter((id) => /^o\d+-/.test(id)).length,
    ).toBeGreaterThan(2);
  });

  test("keeps the ids of what stands above a new cell", () => {
    const [first] = pages;
    if (!first) throw new Error("no page");
    const more: ReportPage = {
      ...first,
      notebook: {
        ...first.notebook,
        cells: [...first.notebook.cells, { cell_type: "markdown", id: "z", metadata: {}, source: "## 7" }],
      },
    };
    const [before, after] = [first, more].map((page) => idsIn(renderSite([page], options).get("first.html")));
    expect(after?.slice(0, before?.length)).toEqual(before);
    expect(after?.length).toBe((before?.length ?? 0) + 1);
  });
});

test("HTML that is not valid is found", async () => {
  const html =
    '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p id="a"><div id="a">x</div></p><img src="x"></body></html>';
  const { results } = await validator.validateString(html);
  const rules = results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
  expect(rules).toEqual(expect.arrayContaining(["no-dup-id", "close-order"]));
});
