import { expect, test } from "@jest/globals";
import { newNotebook } from "../../src/notebook/index.ts";
import { renderFile } from "../../src/report/index.ts";
import { filled, labelsOf } from "../../src/report/labels.ts";
import { translations } from "../../src/report/translations.ts";

const english = Object.entries(labelsOf("en"));
const places = (label: string): readonly string[] => [...new Set(label.match(/\{\w+\}/g))].sort();

test.each(Object.keys(translations))("The labels in %s say all that the English ones do", (lang) => {
  const labels = new Map(Object.entries(labelsOf(lang)));
  expect(labels.get("lang")).toBe(lang);
  for (const [name, label] of english) {
    const translated = labels.get(name) ?? "";
    expect(`${name} ${translated}`).not.toBe(`${name} `);
    expect([name, ...places(translated)]).toEqual([name, ...places(label)]);
  }
});

test("A language is also found by a longer tag, and another is refused with the list", () => {
  expect(labelsOf("de-AT").lang).toBe("de");
  expect(() => labelsOf("tlh")).toThrow("--lang tlh: there are labels in en, de, fr, es, ru, zh, ja, ar");
  expect(() => labelsOf("constructor")).toThrow("--lang constructor");
});

test("One is one row, more are rows", () => {
  const { rows } = labelsOf("en");
  expect(filled(rows, { n: 1 })).toBe("1 row");
  expect(filled(rows, { n: "1,204" })).toBe("1,204 rows");
});

test("A page has its language and side", () => {
  const page = { name: "a", notebook: newNotebook([]) };
  expect(renderFile(page)).toContain('<html lang="en" dir="ltr">');
  expect(renderFile(page, { lang: "ar" })).toContain('<html lang="ar" dir="rtl">');
});
