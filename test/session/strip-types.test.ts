import { describe, expect, test } from "@jest/globals";
import { stripTypes } from "../../src/session/index.ts";
import { parseTypeScript, UnsupportedSyntax } from "../../src/syntax/index.ts";

const strip = (code: string): string => {
  const parsed = parseTypeScript(code);
  expect(parsed.errors).toEqual([]);
  return stripTypes(parsed);
};

describe("stripping types", () => {
  test.each([
    [
      "annotations",
      "let a: string, b = c! as unknown as number[], d = x![0]!.y",
      "let a        , b = c                        , d = x [0] .y",
    ],
    [
      "optional parameters and this",
      "function f<T>(this: A, q?: string): void {}",
      "function f   (         q         )       {}",
    ],
    ["a lone this parameter", "function f(this: A) {}", "function f(       ) {}"],
    [
      "generic calls",
      "f<T>(1); new F<T>(); t<T>`a`; if (a < b && c > d) {}",
      "f   (1); new F   (); t   `a`; if (a < b && c > d) {}",
    ],
    ["satisfies and const", "x satisfies T; y as const", "x            ; y         "],
    ["angle casts", "<T>z", "   z"],
    [
      "class members",
      "class A<T> extends B<T> implements C { private readonly x?: number = 1; y!: string }",
      "class A    extends B                 {                  x          = 1; y          }",
    ],
    [
      "abstract classes",
      "abstract class Q { abstract get x(): number }",
      "         class Q { ;                        }",
    ],
    ["overloads", "function f(a: b): void\nfunction f(a: c) {}", ";                     \nfunction f(a   ) {}"],
    [
      "type imports and exports",
      "import { type A, b } from 'x'; export { type C, d }",
      "import {         b } from 'x'; export {         d }",
    ],
    ["type guards", "const f = (x: unknown): x is string => true", "const f = (x         )              => true"],
    ["conditional arrows", "const z = a ? (b): c => d : e", "const z = a ? (b)    => d : e"],
    [
      "definite variables and catch clauses",
      "let v!: T; try {} catch (e: unknown) {}",
      "let v    ; try {} catch (e         ) {}",
    ],
    ["type-only namespaces", "namespace N { type X = 1 }", ";                         "],
    ["what looks like a type in strings", "'a: string'; `b as T`; /c!: d/", "'a: string'; `b as T`; /c!: d/"],
  ])("blanks %s in place", (_, code, expected) => {
    expect(strip(code)).toBe(expected);
  });

  test("ends a statement before a bracket on the next line, as the type did", () => {
    expect(strip("const a = b as any\n(c)")).toBe("const a = b;      \n(c)");
    expect(strip("let a = 1\ntype T = string\n(b)")).toBe("let a = 1\n;              \n(b)");
    expect(strip("class Z { a = 1\n private ['b']?: string }")).toBe("class Z { a = 1\n ;       ['b']          }");
  });

  test("blanks several modifiers before a computed key", () => {
    expect(strip("class Z { a = 1\n private readonly ['b']: string }")).toBe(
      "class Z { a = 1\n ;                ['b']         }",
    );
  });

  test("keeps an arrow on the line of its closing parenthesis", () => {
    const stripped = strip("const f = (a: number): Promise<\n  number\n> => a");
    expect(stripped.split("\n")).toHaveLength(3);
    expect(stripped).toMatch(/\) => a$/);
    expect(strip("const g = async <\n T\n>(x: T) => x")).toMatch(/^const g = async \(/);
  });

  test.each([
    ["enum Color { Red, Green = 5, Blue }", "[Color.Red, Color.Blue, Color[5]]", [0, 6, "Green"]],
    ["enum Flag { A = 1 << 1, B = A | 1,\n C = 'c'.length }", "[Flag.A, Flag.B, Flag.C, Flag[3]]", [2, 3, 1, "B"]],
    ["const enum S { A = 'x', 'b c' = 'y' }", "[S.A, S['b c'], Object.keys(S).length]", ["x", "y", 2]],
  ])("turns %s into an object", (declaration, expression, expected) => {
    const stripped = strip(declaration);
    expect(stripped.split("\n")).toHaveLength(declaration.split("\n").length);
    expect(new Function(`${stripped}; return ${expression}`)()).toEqual(expected);
  });

  test("assigns parameter properties, after super", () => {
    const code =
      "class B {}\nclass A extends B { constructor(private a: number, public b = 2) { super(); this.c = a } c }";
    expect(new Function(`${strip(code)}; return { ...new A(1) }`)()).toEqual({ a: 1, b: 2, c: 1 });
  });

  test.each([
    ["@dec class A {}", /decorators are not supported: call the function .* dec\(…\)/],
    ["class A { @dec() x = 1 }", /decorators are not supported/],
    [
      "namespace N { export const a = 1 }",
      /namespaces with values are not supported: write an object instead, const N =/,
    ],
    ["export = a", /write export default/],
  ])("says what to write instead of %s", (code, message) => {
    expect(() => stripTypes(parseTypeScript(code))).toThrow(UnsupportedSyntax);
    expect(() => stripTypes(parseTypeScript(code))).toThrow(message);
  });
});
