import { describe, expect, test } from "@jest/globals";
import { newNotebook } from "../../src/notebook/index.ts";
import { cutNote, type ReportOptions, renderFile, renderSite } from "../../src/report/index.ts";
import { labelsOf } from "../../src/report/labels.ts";
import { renderMarkdownSite } from "../../src/report/md/site-md.ts";
import { plainText } from "../../src/report/plain-text.ts";
import { translations } from "../../src/report/translations.ts";
import { fullSite } from "./full-site.ts";

// Words of others that belong to no language.
const pagesIn = (options: ReportOptions): readonly string[] => {
  let count = 100;
  const full = fullSite(() => `⟦${count++}⟧`);
  return [
    ...renderSite(full.pages, { ...full.options, ...options }).values(),
    renderFile({ name: "7", notebook: newNotebook([]) }, { ...options, trusted: true }),
    String(renderSite(full.pages, options).get("index.html")),
    String(
      renderSite(full.pages.slice(0, 1), { ...options, since: { label: "7", notebooks: [] } }).get("changes.html"),
    ),
  ].map(String);
};

const markdownIn = (options: ReportOptions): readonly string[] => {
  const full = fullSite(() => "⟦1⟧");
  return [...renderMarkdownSite(full.pages, { ...full.options, ...options })]
    .filter(([name]) => name.endsWith(".md"))
    .map(([, text]) => String(text))
    .concat([0, 7].map((kept) => `>${cutNote({ output: 1, field: "⟦1⟧", bytes: 9, kept }, options.lang)}`));
};

/** All that a page says to people: its texts, the attributes that are shown or read out, the words of its script. */
const saidIn = (html: string): readonly string[] => {
  const body = html.replace(/<(style|script)\b[\s\S]*?<\/\1>/g, "").replace(/<\/?noscript>/g, "");
  const shown = body.match(/>[^<]+/g) ?? [];
  const attributes = [...body.matchAll(/\s(?:title|alt|aria-label|placeholder|content)="([^"]*)"/g)];
  const script = Object.values(JSON.parse(plainText(/data-labels="([^"]*)"/.exec(html)?.[1] ?? "{}")) as object);
  return [...shown.map((text) => text.slice(1)), ...attributes.map(([, value = ""]) => value), ...script.map(String)]
    .map((text) => plainText(text).trim())
    .filter((text) => /\p{L}/u.test(text));
};

const lettersOf = (text: string): string =>
  text
    .replace(/\{\w+\}/g, " ")
    .replace(/[^\p{L}\p{M}]+/gu, " ")
    .trim();

const formsOf = (label: string): readonly string[] => label.split("|").map(lettersOf);
const isSaidIn = (said: string, label: string): boolean =>
  label.split("|").some((form) => form.split(/\{\w+\}/).every((part) => said.includes(lettersOf(part))));

const english = [...new Set([...pagesIn({}), ...markdownIn({})].flatMap(saidIn))];
// The program's name, what browsers read of the page's set-up, and what the sample holds itself.
const neutral =
  /^(?:pinbook|no-referrer|light dark|width=device.*|default-src.*|const.*|a =|20 rows × 3|https:\/\/1\.2\/|video\/x|[wxyz]|!\[[\s\S]*)$/;

test("The sample report says all that there are labels for", () => {
  const said = ` ${english.map(lettersOf).join(" ")} `;
  const unsaid = Object.entries(labelsOf("en")).filter(
    ([name, label]) => !["lang", "thinned"].includes(name) && !isSaidIn(said, label),
  );
  expect(unsaid.map(([name]) => name)).toEqual([]);
});

describe.each(Object.keys(translations).filter((lang) => lang !== "en"))("A report in %s", (lang) => {
  const labels = Object.entries(labelsOf(lang));
  const same = new Set(
    labels
      .filter(([name, label]) => Reflect.get(labelsOf("en"), name) === label)
      .flatMap(([, label]) => formsOf(label)),
  );
  const pages = pagesIn({ lang }).flatMap(saidIn);
  const said = [...new Set([...pages, ...markdownIn({ lang }).flatMap(saidIn)])];

  test("says nothing as the English one does, but for words that are the same in both", () => {
    const inEnglish = new Set(english);
    const left = said.filter((text) => inEnglish.has(text) && !neutral.test(text) && !same.has(lettersOf(text)));
    expect(left).toEqual([]);
  });

  test("holds no word of Latin letters that its labels do not hold", () => {
    const isLatin = /^\p{Script=Latin}/u.test(labelsOf(lang).contents);
    const names = ["application", "video", "https", "x", "y", "scattermap", "scattergeo", "parcoords"];
    const known = new Set([...names, ...labels.flatMap(([, label]) => label.match(/\p{Script=Latin}+/gu) ?? [])]);
    const foreign = pages
      .filter((text) => !neutral.test(text))
      .flatMap((text) => text.match(/\p{Script=Latin}+/gu) ?? [])
      .filter((word) => !known.has(word));
    // Months and the like come from the language itself.
    expect(isLatin ? [] : foreign).toEqual([]);
  });
});
