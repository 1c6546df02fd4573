import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { HtmlValidate } from "html-validate";
import { parseNotebook } from "../../src/notebook/index.ts";
import { renderSite } from "../../src/report/index.ts";
import { packageRoot } from "../../src/root.ts";

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
    for (const [name, html] of renderSite([{ name: "a", notebook }], options)) {
      if (!name.endsWith(".html")) continue;
      const { results } = await validator.validateString(String(html));
      const found = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => `${name}:${line} ${ruleId}: ${message}`),
      );
      expect(found).toEqual([]);
    }
  });
});

test("HTML that is not valid is found", async () => {
  const html =
    '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p id="a"><div id="a">x</div></p><img src="x"></body></html>';
  const { results } = await validator.validateString(html);
  const rules = results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
  expect(rules).toEqual(expect.arrayContaining(["no-dup-id", "close-order"]));
});
