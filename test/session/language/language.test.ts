import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../../src/root.ts";
import { startLanguage } from "../../../src/session/language/start-language.ts";
import type { Language } from "../../../src/session/language/types.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const log: string[] = [];
const open = async (files: Readonly<Record<string, string>> = {}) => {
  const folder = await temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return { folder, language: startLanguage({ folder, pinbook: packageRoot, log: (line) => log.push(line) }) };
};

/** The errors of a cell as `line:column TSnumber message`. */
const errorsOf = async (language: Language, code: string): Promise<readonly string[]> => {
  const problems = await language.add(code).check();
  return (
    problems?.map(({ line, column, code: number, message }) => `${line}:${column} TS${number} ${message}`) ?? [
      "no answer",
    ]
  );
};

const names = async (language: Language, code: string, cursor = code.length): Promise<readonly string[]> =>
  ((await language.complete(code, cursor))?.items ?? []).map(({ text }) => text);

describe("types of a notebook's cells", () => {
  let language: Language;
  beforeAll(async () => {
    language = (await open()).language;
  });
  afterAll(() => language.close());

  test("a type error is told with its line and column", async () => {
    expect(await errorsOf(language, "const a = 1;\nconst s: string = a;")).toEqual([
      "2:7 TS2322 Type 'number' is not assignable to type 'string'.",
    ]);
  });

  test("a later cell sees values, types, classes, functions and imports of earlier cells", async () => {
    expect(
      await errorsOf(
        language,
        "interface Point { x: number; y: number }\nclass Box<T> { constructor(readonly of: T) {} }\nfunction norm(p: Point) { return Math.hypot(p.x, p.y) }\nimport { readFileSync } from 'node:fs';\nenum Color { Red, Green }\nlet origin: Point = { x: 0, y: 0 }",
      ),
    ).toEqual([]);
    expect(
      await errorsOf(
        language,
        "const b: Box<Point> = new Box(origin);\nnorm(b.of).toFixed();\nreadFileSync('x').length;\nColor.Red satisfies Color;\norigin = { x: 1, y: 2 };\norigin = 'nowhere';",
      ),
    ).toEqual(["6:1 TS2322 Type 'string' is not assignable to type 'Point'."]);
  });

  test("a cell that ran before is looked at anew once a name of it is declared", async () => {
    const { language } = await open();
    const error = "1:1 TS2304 Cannot find name 'everywhere'.";
    expect(await errorsOf(language, "everywhere + 1")).toEqual([error]);
    expect(await errorsOf(language, "everywhere + 1")).toEqual([error]);
    expect(await errorsOf(language, "const everywhere = 'x'")).toEqual([]);
    expect(await errorsOf(language, "everywhere + 1")).toEqual([]);
    expect(await errorsOf(language, "everywhere * 2")).toHaveLength(1);
    language.close();
  });

  test("a name declared again has its newest type, and cells before it keep theirs", async () => {
    await errorsOf(language, "const value = 1; const twice = () => value * 2;");
    await errorsOf(language, "const value = 'one';");
    expect(await errorsOf(language, "value.toUpperCase(); twice().toFixed(); value.toFixed()")).toEqual([
      expect.stringContaining("1:47 TS2551 Property 'toFixed' does not exist on type"),
    ]);
  });

  test("completes exactly the members of a type", async () => {
    await errorsOf(language, "const shape = { kind: 'circle', radius: 2, area() { return 3 } };");
    expect(await names(language, "shape.")).toEqual(["area", "kind", "radius"]);
    expect(await names(language, "shape.ra")).toEqual(["radius"]);
    expect(await names(language, "const q = { deep: { er: 1 } };\nq.deep.")).toEqual(["er"]);
    expect(await names(language, "'x'.toUpperC")).toEqual(["toUpperCase"]);
    expect(await names(language, "JSON.pa")).toEqual(["parse"]);
  });

  test("top-level await, an object as a cell, and display are known", async () => {
    expect(
      await errorsOf(
        language,
        "const answer = await Promise.resolve(42);\ndisplay(answer); html`<b>x</b>`; process.argv;",
      ),
    ).toEqual([]);
    expect(await errorsOf(language, "{ a: answer.toFixed(), b: answer.nothing }")).toEqual([
      "1:34 TS2339 Property 'nothing' does not exist on type 'number'.",
    ]);
  });
});
