import { describe, expect, test } from "@jest/globals";
import { prefixOf, wholeTexts } from "../../../src/frame/duckdb/finite-pattern.ts";
import { fromRows } from "../../../src/frame/index.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";

duckdbFolder();

const pattern = ({ source, flags }: RegExp) => ({ source, flags });

describe("patterns of whole texts", () => {
  test.each([
    [/^(\s*|None)$/, ["None"], true],
    [/^(a|bc( d)?|e\.?)$/, ["a", "bc d", "bc", "e.", "e"], false],
    [/^(?:x\/y)$/, ["x/y"], false],
    [/^(\s*)$/, [], true],
    [/^(|é😀)$/, ["", "é😀"], false],
  ])("%s is its texts", (regexp, texts, isBlankOne) => {
    expect(wholeTexts(pattern(regexp))).toEqual({ texts, isBlankOne });
  });

  test.each([
    /^(a|b)/,
    /(a)$/,
    /^(a+)$/,
    /^(a.b)$/,
    /^(\d)$/,
    /^(a)$/i,
    /^(a)$/m,
    /^(a)(b)$/,
    /^(a)$|^(b)$/,
    /^(\s+|a)$/,
    /^(a??)$/,
    /^([ab])$/,
    /^(a?b?c?d?e?)$/,
  ])("%s is none of few texts", (regexp) => {
    expect(wholeTexts(pattern(regexp))).toBeUndefined();
  });

  test.each([
    [/^Local save in /, "Local save in "],
    [/^a\.b/g, "a.b"],
    [/^a|b/, undefined],
    [/^a|a/, undefined],
    [/^ab?/, undefined],
    [/a/, undefined],
    [/^a$/, undefined],
    [/^a/i, undefined],
  ])("%s begins a text with %j", (regexp, prefix) => {
    expect(prefixOf(pattern(regexp))).toBe(prefix);
  });

  test("are matched and replaced as any others", async () => {
    const texts = ["", " ", "\t\n", "\u00a0", " a", "a", "a ", "A", "!", "😀é", "😀éa😀éb", "😀", null];
    const found = await fromRows(texts.map((t) => ({ t })))
      .derive((d) => ({
        blank: d.t.matches(/^(\s*|a|!)$/),
        one: d.t.matches(/^(a)$/),
        two: d.t.matches(/^(a|😀é?)$/),
        cut: d.t.replace(/^😀é/, ""),
        changed: d.t.replace(/^😀é/g, "it's "),
        twice: d.t.replace(/^a/, "$$"),
      }))
      .toRows({ engine: "duckdb" });
    const expected = texts.map((t) => ({
      t,
      blank: t && t !== "\u00a0" ? /^([ \t\n]*|a|!)$/.test(t) : t === null ? null : t === "",
      one: t === null ? null : t === "a",
      two: t === null ? null : /^(a|😀é?)$/u.test(t),
      cut: t?.replace(/^😀é/, "") ?? null,
      changed: t?.replace(/^😀é/, "it's ") ?? null,
      twice: t?.replace(/^a/, "$$") ?? null,
    }));
    expect(found).toEqual(expected);
  });
});
