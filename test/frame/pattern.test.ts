import { describe, expect, test } from "@jest/globals";
import { fromRows } from "../../src/frame/index.ts";
import { compilePattern, patternOf } from "../../src/frame/pattern.ts";

describe("a regular expression", () => {
  test.each([
    [/a(?=b)/, "the look-around '(?='"],
    [/a(?!b)/, "the look-around '(?!'"],
    [/(?<=a)b/, "the look-around '(?<='"],
    [/(?<!a)b/, "the look-around '(?<!'"],
    [/(a)\1/, "the back-reference '\\1'"],
    [/(?<x>a)\k<x>/, "the back-reference '\\k<x>'"],
    [/a{1001}/, "the repetition {1001}"],
    [/a/y, "the flag 'y'"],
    [/[\S]/, "\\S inside [...]"],
    [new RegExp(["a[^", "]"].join("")), "an empty class"],
  ])("%s is refused when the plan is built", (pattern, reason) => {
    expect(() => patternOf(pattern)).toThrow(reason);
    expect(() => fromRows([{ t: "a" }]).filter((d) => d.t.matches(pattern))).toThrow("RE2's dialect");
  });

  test.each([
    [/^\s$/, "\u00a0", false],
    [/^\s$/, "\t", true],
    [/^\S$/, "\u00a0", true],
    [/^[\s]$/, "\u00a0", false],
    [/^.$/, "\u2028", true],
    [/^.$/, "\n", false],
    [/^.$/s, "\n", true],
    [/^.$/, "😀", true],
    [/^[.]$/, "x", false],
    [/^[(?=]$/, "=", true],
    [/^\\1$/, "\\1", true],
    [/^(?:a|b){2,3}$/i, "ABa", true],
    [/^b$/m, "a\nb", true],
    [/^b$/m, "a\rb", false],
    [/a$/, "a\n", false],
    [/^\p{L}$/u, "é", true],
  ])("%s on %j gives %s, as RE2 does", (pattern, text, expected) => {
    expect(compilePattern(patternOf(pattern)).test(text)).toBe(expected);
  });

  test("with a replacement that only JavaScript knows is refused", () => {
    const frame = fromRows([{ t: "a" }]);
    expect(() => frame.derive((d) => ({ t: d.t.replace(/a/, "$&") }))).toThrow("Write $1 to $9 for groups");
    expect(() => frame.derive((d) => ({ t: d.t.replace(/a/, "$$1") }))).not.toThrow();
  });

  test("has the groups that are asked of it, or is refused", () => {
    const frame = fromRows([{ t: "a" }]);
    expect(() => frame.derive((d) => ({ t: d.t.extract(/(a)(?:b)/, 2) }))).toThrow(
      "has no group 2: take one from 0 to 1",
    );
    expect(() => frame.derive((d) => ({ t: d.t.extract(/a/, -1) }))).toThrow("has no group -1");
    expect(() => frame.derive((d) => ({ t: d.t.replace(/(a)/, "$2") }))).toThrow("has no group 2");
    expect(() => frame.derive((d) => ({ t: d.t.extract(/(?<x>a)|(b)/, 2) }))).not.toThrow();
  });
});
