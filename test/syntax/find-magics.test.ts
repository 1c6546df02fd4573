import { describe, expect, test } from "@jest/globals";
import { prepareCell } from "../../src/session/index.ts";
import { withoutMagics } from "../../src/syntax/index.ts";

describe("finding magics", () => {
  test.each([
    ["const a = `\n%help\n!ls`"],
    ["/*\n%help\n!ls\n*/"],
    ["f(\n!ls\n)"],
    ["const total = 7, count = 2\nconst r = total\n%count"],
    ["const ready = true\n!ready && 1"],
    ["!(a)"],
    ["!function () {}()"],
    ["!!a"],
  ])("sees none in %j", (code) => {
    expect(withoutMagics(code)).toBe(code);
  });

  test.each([
    ["!ls -la\nx", "       \nx"],
    ["  %cd /tmp\nx", "          \nx"],
    ["%time f({\n  a,\n})\nx", "      f({\n  a,\n})\nx"],
    ["%timeit -n 3 f()", "             f()"],
    ["%%time\nf()", "      \nf()"],
    ["%%html\n<b>", "      \n   "],
    ["!a \\\n b\nx", "    \n  \nx"],
    ["x\n! npm test", "x\n          "],
  ])("blanks what is none of TypeScript in %j", (code, plain) => {
    expect(withoutMagics(code)).toBe(plain);
  });

  test("keeps the lines of a cell and says by how much code on a line moved", () => {
    const { code, shifts } = prepareCell("1\n%time f()\n!ls\nlast()");
    expect(code.split("\n")).toHaveLength(4);
    expect(code.split("\n")[3]).toBe("last()");
    expect(code.split("\n")[1]?.indexOf("f()")).toBe(6 + (shifts.get(2) ?? 0));
  });

  test("places a syntax error beside a magic where it stands", () => {
    expect(() => prepareCell("%time f(]")).toThrow(expect.objectContaining({ offset: 8 }));
    expect(() => prepareCell("!ls\n%help\nlet a = ;")).toThrow(expect.objectContaining({ offset: 18 }));
  });
});
