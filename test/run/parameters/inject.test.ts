import { describe, expect, test } from "@jest/globals";
import { type Cell, newNotebook, tagsOf } from "../../../src/notebook/index.ts";
import { type GivenParameters, injectParameters } from "../../../src/run/parameters/index.ts";
import { codeCell } from "../../support/code-notebook.ts";

const code = (id: string, source: string, tags: readonly string[] = []): Cell =>
  codeCell(id, source, { metadata: { tags } });
const notebookOf = (parameters: string) =>
  newNotebook([code("a", "1"), code("b", parameters, ["parameters"]), code("c", "2")]);
const tagged = notebookOf('let count: number = 10;\nexport const name = "x", other = {};');

const inject = (parameters: string, given: GivenParameters) =>
  injectParameters(notebookOf(parameters), given, "n.ipynb");
/** The last line of the injected cell: what it sets. */
const line = (declaration: string, given: GivenParameters) => {
  const { cells } = inject(declaration, given).notebook;
  return cells[2]?.source.split("\n").slice(1).join("\n");
};
const text = (declaration: string, value: string) => line(declaration, { texts: { p: value } });
const value = (declaration: string, p: unknown) =>
  line(declaration, { values: { p } as GivenParameters["values"] & {} });

describe("values", () => {
  test("follow the parameters cell, declared as it declares them, type and all", () => {
    const { notebook, parameters } = injectParameters(
      tagged,
      { values: { count: 5, name: "y", other: { a: [1] } } },
      "n",
    );
    expect(notebook.cells.map(({ id }) => id)).toEqual(["a", "b", expect.any(String), "c"]);
    expect(notebook.cells[2]?.source).toBe(
      '// Parameters\nlet count: number = 5;\nconst name = "y";\nconst other = { a: [1] };',
    );
    expect(tagsOf(notebook.cells[2] as Cell)).toEqual(["injected-parameters"]);
    expect(parameters).toEqual({ count: "5", name: '"y"', other: "{ a: [1] }" });
  });

  test("given again replace the former ones", () => {
    const once = injectParameters(tagged, { values: { count: 5 } }, "n").notebook;
    const twice = injectParameters(once, { values: { name: "z" } }, "n");
    expect(twice.notebook.cells.map(({ id }) => id)).toEqual(once.cells.map(({ id }) => id));
    expect(twice.notebook.cells[2]?.source).toBe('// Parameters\nconst name = "z";');
    expect(twice.parameters).toEqual({ count: "10", name: '"z"', other: "{}" });
  });

  test("come first where no cell is tagged; without values nothing changes, and what was injected holds", () => {
    expect(
      injectParameters(newNotebook([code("a", "1")]), { values: { x: null } }, "n").notebook.cells[0]?.source,
    ).toBe("// Parameters\nconst x = null;");
    const once = injectParameters(tagged, { values: { count: 5 } }, "n").notebook;
    const again = injectParameters(once, {}, "n");
    expect(again.notebook).toBe(once);
    expect(again.parameters).toMatchObject({ count: "5" });
  });

  test("with a __proto__ field keep it", () => {
    const { cells } = injectParameters(
      newNotebook([]),
      { values: { x: JSON.parse('{"__proto__": {"y": 1}}') } },
      "n",
    ).notebook;
    const read = new Function(`${cells[0]?.source} return x;`) as () => object;
    expect(Object.keys(read())).toEqual(["__proto__"]);
  });

  test("that are long are written over several lines", () => {
    const long = Array.from({ length: 30 }, (_, i) => i * 1000);
    const source = value("let p = [1];", long) ?? "";
    expect(source.split("\n")).toHaveLength(32);
    expect(new Function(`${source} return p;`)()).toEqual(long);
  });
});

describe("the text of a command line is read by the declared type", () => {
  test.each([
    ["let p: string = ''", "42", 'let p: string = "42";'],
    ["let p: string | undefined;", "42", 'let p: string | undefined = "42";'],
    ["const p = 'x'", "true", 'const p = "true";'],
    ["const p = 1", "1_000", "const p = 1000;"],
    ["const p = 1", "-1.5e3", "const p = -1500;"],
    ["const p = 1", "0xff", "const p = 255;"],
    ["const p = false", "true", "const p = true;"],
    ["const p = 5n", "12345678901234567890", "const p = 12345678901234567890n;"],
    ["let p: bigint", "-7n", "let p: bigint = -7n;"],
    ['let p: "fast" | "slow" = "fast"', "slow", 'let p: "fast" | "slow" = "slow";'],
    ["let p: 1 | 2 | 'all' = 1", "2", "let p: 1 | 2 | 'all' = 2;"],
    ["let p: number | string = 1", "7", "let p: number | string = 7;"],
    ["let p: number | string = 1", "seven", 'let p: number | string = "seven";'],
    ["let p: number | null = 1", "null", "let p: number | null = null;"],
    ["let p: string[] = []", '["a", 5]', undefined],
    ["let p: string[] = []", "[a, b]", 'let p: string[] = ["a", "b"];'],
    ["const p = [1]", "[1, 2]", "const p = [1, 2];"],
    ["let p: readonly [string, number?] = ['a']", '["b", 2]', 'let p: readonly [string, number?] = ["b", 2];'],
    [
      "let p: [x: number, ...rest: string[]] = [1]",
      '[1, "a", "b"]',
      'let p: [x: number, ...rest: string[]] = [1, "a", "b"];',
    ],
    ["let p: Date", "2024-02-29", 'let p: Date = new Date("2024-02-29");'],
    ["const p = new Date(0)", "2024-01-31 09:30:00Z", 'const p = new Date("2024-01-31T09:30:00Z");'],
    ["let p: Date | string = ''", "2024-02-30", 'let p: Date | string = "2024-02-30";'],
    ["let p: { a: number; b?: string }", "{a: 1}", "let p: { a: number; b?: string } = { a: 1 };"],
    [
      "interface P { when: Date; big?: bigint }\nlet p: P",
      '{"when": "2024-01-31", "big": 9007199254740993}',
      'let p: P = { when: new Date("2024-01-31"), big: 9007199254740993n };',
    ],
    [
      "type Tree = { v: number; next?: Tree }\nlet p: Tree = { v: 1 }",
      "{v: 1, next: {v: 2}}",
      "let p: Tree = { v: 1, next: { v: 2 } };",
    ],
    ["type Maybe<T> = T | null\nlet p: Maybe<number> = 1", "null", "let p: Maybe<number> = null;"],
    [
      "const kinds = ['pin', 'geo'] as const\nlet p: (typeof kinds)[number] = 'pin'",
      "geo",
      `let p: (typeof kinds)[number] = "geo";`,
    ],
    ["enum Mode { Fast, Slow = 's' }\nlet p = Mode.Fast as Mode", "Slow", "let p = Mode.Slow;"],
    ["let p: Record<string, number> = {}", "{x: 1, y-z: 2}", 'let p: Record<string, number> = { x: 1, "y-z": 2 };'],
    ["let p: import('x').Y", "[1]", "let p: import('x').Y = [1];"],
  ])("%s, given %s", (declaration, given, expected) => {
    if (expected === undefined) expect(() => text(declaration, given)).toThrow(/must be string/);
    else expect(text(declaration, given)).toBe(expected);
  });

  test.each([
    ["let p: number = 1", "ten", 'p is "ten": it must be number'],
    ["const p = true", "yes", 'p is "yes": it must be boolean'],
    ['let p: "fast" | "slow" = "fast"', "medium", 'p is "medium": it must be "fast" | "slow"'],
    ["let p: Date", "2023-02-29", 'p is "2023-02-29": it must be a Date, as in 2024-01-31'],
    ["let p: bigint", "1.5", 'p is "1.5": it must be bigint'],
    ["let p: number[] = []", "1,2", 'p is "1,2": it must be number[], written as JSON or YAML'],
    ["let p: number[] = []", "[1, x]", 'p[1] is "x": it must be number'],
    ["let p: { a: number } = { a: 1 }", "{b: 1}", "p.a is missing: it must be number"],
    ["let p: { a: number } = { a: 1 }", "{a: 1, b: 1}", 'p has no field "b": its fields are a'],
    ["enum Mode { Fast }\nlet p: Mode = 0", "Slow", 'p is "Slow": it must be one of Fast'],
  ])("%s, given %s, is refused", (declaration, given, message) => {
    expect(() => text(declaration, given)).toThrow(`n.ipynb: the parameter ${message}`);
  });
});

describe("values of a file or program", () => {
  test.each<[string, unknown, string]>([
    ["let p: Date", new Date(0), 'let p: Date = new Date("1970-01-01T00:00:00.000Z");'],
    ["let p: bigint", 5n, "let p: bigint = 5n;"],
    ["let p: bigint", "5", "let p: bigint = 5n;"],
    ["let p: number | undefined", undefined, "let p: number | undefined = undefined;"],
    ["let p: Partial<{ a: number }> = {}", {}, "let p: Partial<{ a: number }> = {};"],
  ])("%s takes %p", (declaration, given, expected) => {
    expect(value(declaration, given)).toBe(expected);
  });

  test.each<[string, unknown]>([
    ["let p = 1", "5"],
    ["let p = 'x'", 5],
    ["let p = true", 1],
    ["let p: number[]", { 0: 1 }],
    ["let p: { a: number } = { a: 1 }", [1]],
    ["let p: [number, number] = [1, 2]", [1]],
    ["let p: Date", new Date(Number.NaN)],
    ["let p: bigint", 1.5],
    ["let p: null | 1 = 1", undefined],
  ])("%s refuses %p", (declaration, given) => {
    expect(() => value(declaration, given)).toThrow(/^n\.ipynb: the parameter p is .*: it must be /);
  });
});

describe("refusals list what exists: name, type, default", () => {
  test("a name that does not exist", () => {
    expect(() =>
      inject("let count: number = 10; const name = 'x'; let since: Date", { texts: { cuont: "1" } }),
    ).toThrow(
      "n.ipynb has no parameter \"cuont\": its parameters are count: number = 10, name: string = 'x', since: Date (required).",
    );
  });

  test("one that is declared without default and not given", () => {
    expect(() => inject("let since: Date; let n = 1; let also: Date | undefined", {})).toThrow(
      "n.ipynb needs the parameter since: its parameters are since: Date (required), n: number = 1, also: Date | undefined. Give it as in -p since=VALUE",
    );
  });

  test("a name that no variable can have", () => {
    expect(() => injectParameters(newNotebook([]), { values: { "a b": 1 } }, "n")).toThrow(
      /cannot be a variable's name/,
    );
  });

  test("a parameters cell that does not parse, where values are given", () => {
    expect(() => inject("let p = ;", { texts: { p: "1" } })).toThrow(/the parameters cell of n\.ipynb cannot be read/);
    expect(inject("let p = ;", {}).parameters).toEqual({});
  });
});

test("Magics beside the parameters, functions and classes are none", () => {
  const { parameters } = inject("%env A=1\nconst p = 1;\nconst f = () => 1; class C {}\nfunction g() {}", {});
  expect(parameters).toEqual({ p: "1" });
});
