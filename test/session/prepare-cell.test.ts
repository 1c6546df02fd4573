import { describe, expect, test } from "@jest/globals";
import { prepareCell } from "../../src/session/index.ts";

describe("preparing a cell", () => {
  test.each([
    ["1 + 1", true],
    ["1 + 1;\n// done", true],
    ["const a = 1", false],
    ["a; if (b) { c }", false],
    ["await f()", true],
    ["{ a: 1 }", true],
    ["{ f(); }", false],
    ["", false],
    ["type A = string", false],
  ])("knows whether %j shows a value", (code, shows) => {
    expect(prepareCell(code).showsValue).toBe(shows);
  });

  test("keeps every line where it was", () => {
    const code =
      "import {\n  a,\n  type B,\n} from 'x'\nexport type T = {\n  b: B\n}\nexport const c: T = a\nfunction f() {\n  g()\n}\n";
    const prepared = prepareCell(code).code.split("\n");
    expect(prepared).toHaveLength(code.split("\n").length);
    expect(prepared[9]).toBe("  g()");
    expect(prepared[8]).toMatch(/^function {2}\(\) \{$/);
  });

  test("asks imports only for the names that are values", () => {
    expect(prepareCell("import { a, B } from 'x'; const c: B = a").code).toContain('_imprt("x", undefined, ["a"])');
    expect(prepareCell("import { a } from 'x'").code).toContain('_imprt("x", undefined, ["a"])');
    expect(prepareCell("import type { A } from 'x'").code.trim()).toBe(";");
  });

  test("keeps the columns after a dynamic import", () => {
    expect(prepareCell("const m = await import('x'); import.meta.url").code).toBe(
      "let   m = await _imprt('x'); _imprt.meta.url",
    );
  });

  test.each([
    "const a = 1; a = 2",
    "const { a } = b; function f() { a++ }",
    "const [a] = b; [a] = c",
    "export const a = 1; a += 1",
  ])("refuses to assign to a constant in %j", (code) => {
    expect(() => prepareCell(code)).toThrow("cannot assign to a, which is a constant: declare it with let");
  });

  test("knows the constants of earlier cells, until one declares the name otherwise", () => {
    const { constants, declares } = prepareCell("const a = 1, b = 2");
    expect([...constants]).toEqual([
      ["a", true],
      ["b", true],
    ]);
    const scope = { constants: new Set(constants.keys()), names: new Set(declares) };
    expect(() => prepareCell("a = 2", scope)).toThrow("cannot assign to a");
    expect([...prepareCell("let a = 1; a = 2; import { b } from 'x'", scope).constants]).toEqual([
      ["a", false],
      ["b", false],
    ]);
  });

  test.each([
    "const a = 1; ((a) => { a = 2 })",
    "const a = 1; { let a = 2; a = 3 }",
    "const a = {}; a.b = 1",
    "let a = 1; a++",
  ])("lets %j through", (code) => {
    expect(() => prepareCell(code)).not.toThrow();
  });

  test("refuses a syntax error with its place", () => {
    expect(() => prepareCell("let a = ;")).toThrow(expect.objectContaining({ offset: 8 }));
  });
});
