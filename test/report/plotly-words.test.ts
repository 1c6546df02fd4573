import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "@jest/globals";
import { installedPlotly } from "../../src/report/plotly-bundle.ts";
import { plotlyWords } from "../../src/report/plotly-words.ts";
import { translations } from "../../src/report/translations.ts";

const others = Object.keys(translations).filter((lang) => lang !== "en");

test.each(others)("Plotly has all its words in %s, none of them English", (lang) => {
  const words = plotlyWords(lang) ?? {};
  expect(Object.keys(words)).toEqual(Object.keys(plotlyWords("de") ?? {}));
  const same = Object.entries(words).filter(([english, own]) => english === own);
  expect(same.map(([english]) => english)).toEqual(lang === "fr" ? ["Zoom"] : []);
  if (["ru", "ar"].includes(lang))
    expect(Object.values(words).filter((word) => !/[\p{Script=Cyrillic}\p{Script=Arabic}]/u.test(word))).toEqual([]);
});

test("English needs no words of its own", async () => {
  expect(plotlyWords("en")).toBeUndefined();
  expect((await installedPlotly(new Set(["bar"])))?.words).toBeUndefined();
  expect((await installedPlotly(new Set(["bar"]), "ja"))?.words?.["Zoom in"]).toBe("拡大");
});

test("Every word is one that Plotly says", async () => {
  const script = await readFile(createRequire(import.meta.url).resolve("plotly.js-dist"), "utf8");
  const isSaid = (word: string): boolean =>
    script.includes(`"${word}"`) || script.includes(`"${word.replace("±", "\\xB1").replace("σ", "\\u03C3")}"`);
  expect(Object.keys(plotlyWords("de") ?? {}).filter((word) => !isSaid(word))).toEqual([]);
});
