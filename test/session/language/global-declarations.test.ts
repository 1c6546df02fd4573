import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../../src/root.ts";
import { emptyScope, withCell } from "../../../src/session/language/documents.ts";
import { startLanguage } from "../../../src/session/language/start-language.ts";
import type { Language } from "../../../src/session/language/types.ts";
import { temporaryFolder } from "../../support/temporary.ts";

/** The code of the cells that are left of these, by their numbers from 1, without their blanks. */
const left = (...codes: readonly string[]) => {
  const { cells } = codes.reduce((scope, code, i) => withCell(scope, i + 1, code), emptyScope);
  return Object.fromEntries(
    [...cells].map(([id, { document }]) => {
      const code = document.text
        .split("\n")
        .slice(document.above, document.above + document.lines)
        .join("\n");
      return [id, code.replace(/\s+/g, " ")];
    }),
  );
};

describe("what cells declare for the whole program", () => {
  test.each<[string, string, string, string | undefined]>([
    ["another name stays", "declare global { var a: 1 }", "declare global { var b: 1 }", "declare global { var a: 1 }"],
    ["the same name goes", "declare global { var a: 1 }", "declare global { var a: 2 }", undefined],
    [
      "one variable of several goes",
      "declare global { var a: 1, b: 2, c: 3 }",
      "declare global { let b: 1 }",
      "declare global { var a: 1, c: 3 }",
    ],
    [
      "members of an interface go one by one",
      "declare global { interface I { a: 1; b(): 2; b(x: 1): 3; 'c': 4 } }",
      "declare global { interface I { b: 2; c: 5; d: 6 } }",
      "declare global { interface I { a: 1; } }",
    ],
    [
      "an interface goes for a type of its name",
      "declare global { interface I { a: 1 } var v: 1 }",
      "declare global { type I = 1 }",
      "declare global { var v: 1 }",
    ],
    [
      "a type goes for an interface of its name, a value stays",
      "declare global { type I = 1; var I: 1 }",
      "declare global { interface I { a: 1 } }",
      "declare global { var I: 1 }",
    ],
    [
      "names of a namespace are its own",
      "declare global { namespace N { interface E { a: 1; b: 1 } } interface E { a: 1 } }",
      "declare global { namespace N { interface E { a: 2 } } }",
      "declare global { namespace N { interface E { b: 1 } } interface E { a: 1 } }",
    ],
    [
      "a module's are its own",
      "declare module 'm' { export interface I { a: 1 } export function f(): 1 }",
      "declare module 'm' { function f(): 2 }\ndeclare module 'n' { interface I { a: 2 } }",
      "declare module 'm' { export interface I { a: 1 } }",
    ],
    ["a module that was imported for what it does stays", "import './a.ts'", "import './b.ts'", "import './a.ts'"],
    ["and comes once", "import './a.ts'", "import './a.ts'", undefined],
  ])("%s", (_, older, newer, expected) => {
    expect(left(older, newer)[1]).toBe(expected);
  });

  test("its cell keeps those that it refers to", () => {
    const codes = ["interface Shape { a: 1 }", "declare global { var s: Shape }", "interface Shape { b: 1 }", "s"];
    expect(Object.keys(left(...codes))).toEqual(["1", "2", "3", "4"]);
  });
});

describe("types of what a cell declares for the whole program", () => {
  let language: Language;
  beforeAll(async () => {
    language = startLanguage({ folder: await temporaryFolder(), pinbook: packageRoot, log: () => {} });
  });
  afterAll(() => language.close());
  const errorsOf = async (code: string) => (await language.add(code).check())?.map(({ message }) => message);

  test("later cells see it until one declares it anew or all is reset", async () => {
    expect(
      await errorsOf("declare global { interface Array<T> { first(): T; top: string } var limits: { a: number } }"),
    ).toEqual([]);
    expect(await errorsOf("[1].first().toFixed(); ['']\n.top.length; limits.a")).toEqual([]);
    expect(await errorsOf("declare global { interface Array<T> { top: number } var limits: string }")).toEqual([]);
    expect(await errorsOf("[1].first().toFixed(); [1].top.toFixed(); limits.a")).toEqual([
      "Property 'a' does not exist on type 'string'.",
    ]);
    const { items = [] } = (await language.complete("[1].fir", 7)) ?? {};
    expect(items.map(({ text }) => text)).toEqual(["first"]);
    language.clear();
    expect(await errorsOf("[1].first()")).toEqual(["Property 'first' does not exist on type 'number[]'."]);
    expect(await errorsOf("limits")).toEqual(["Cannot find name 'limits'."]);
  });

  test("cells that are checked at the same time see what held when each ran", async () => {
    const codes = [
      "declare global { var now: number }\nnow.toFixed()",
      "now.length",
      "declare global { var now: string }\nnow.toFixed()",
      "now.length",
    ];
    expect(await Promise.all(codes.map(errorsOf))).toEqual([
      [],
      ["Property 'length' does not exist on type 'number'."],
      [expect.stringMatching("Property 'toFixed' does not exist on type 'string'.")],
      [],
    ]);
  });

  test("a cell that was refused declares nothing", async () => {
    const refused = language.add("declare global { var unseen: number }\nunseen.nothing");
    expect(await refused.check()).toHaveLength(1);
    refused.remove();
    expect(await errorsOf("unseen")).toEqual(["Cannot find name 'unseen'."]);
  });
});
