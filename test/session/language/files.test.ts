import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../../src/root.ts";
import { startLanguage } from "../../../src/session/language/start-language.ts";
import { beforeRemoval, temporaryFolder } from "../../support/temporary.ts";

const write = (folder: string, files: Readonly<Record<string, string>>, seconds = 1): void => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    utimesSync(join(folder, file), seconds, seconds);
  }
};

/** A notebook's folder with files and the types of its cells. */
const open = async (files: Readonly<Record<string, string>>, notebooks = "") => {
  const root = await temporaryFolder();
  write(root, files);
  const folder = join(root, notebooks);
  mkdirSync(folder, { recursive: true });
  const language = startLanguage({ folder, pinbook: packageRoot, log: () => {} });
  beforeRemoval(async () => language.close());
  const errors = async (code: string): Promise<readonly string[]> =>
    (await language.add(code).check())?.map(({ line, code: number }) => `${line}: TS${number}`) ?? ["no answer"];
  const names = async (code: string): Promise<readonly string[]> =>
    ((await language.complete(code, code.length))?.items ?? []).map(({ text }) => text);
  return { root, folder, language, errors, names };
};

/** In a folder without a tsconfig. */
let plain: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  plain = await open({});
});

describe("types of what cells import", () => {
  test("a local module's types hold, and its newest ones once it was edited, also through another module", async () => {
    const { folder, errors, names } = plain;
    write(folder, {
      "size.ts": "export const size: number = 1;",
      "shapes.ts": "export { size } from './size.ts';\nexport interface Shape { corners: number }",
    });
    const cell =
      "import { size, type Shape } from './shapes.ts';\nsize.toFixed();\nconst shape: Shape = { corners: 3 };";
    expect(await errors(cell)).toEqual([]);
    expect(await names("shape.")).toEqual(["corners"]);
    write(folder, { "size.ts": "export const size: string = 'big';" }, 2);
    expect(await errors(cell)).toEqual(["2: TS2551"]);
    write(folder, { "shapes.ts": "export { size } from './size.ts';\nexport interface Shape { edges: number }" }, 3);
    expect(await names("shape.")).toEqual(["edges"]);
  });

  test("a module and a package that come later are found", async () => {
    const { folder, errors } = plain;
    expect(await errors("import { late } from './late.ts';")).toEqual(["1: TS2307"]);
    write(folder, { "late.ts": "export const late = 1;" }, 2);
    expect(await errors("import { late } from './late.ts'; late.toFixed()")).toEqual([]);
    expect(await errors("import { there } from 'later';")).toEqual(["1: TS2307"]);
    write(folder, {
      "node_modules/later/package.json": '{ "name": "later", "version": "1.0.0", "types": "index.d.ts" }',
      "node_modules/later/index.d.ts": "export declare const there: { is: number };",
    });
    expect(await errors("import { there } from 'later'; there.is.toFixed()")).toEqual([]);
  });

  test("a package is found from the folders above, one without types is no error, pinbook is found from everywhere", async () => {
    const { errors, names } = await open(
      {
        "node_modules/typed/package.json":
          '{ "name": "typed", "type": "module", "exports": { ".": { "types": "./a.d.ts" } } }',
        "node_modules/typed/a.d.ts": "/** Twice. */ export declare const twice: (n: number) => number;",
        "node_modules/untyped/package.json": '{ "name": "untyped", "main": "a.js" }',
        "node_modules/untyped/a.js": "exports.a = 1;",
      },
      "notebooks/deep",
    );
    expect(await errors("import { twice } from 'typed';\nimport { a } from 'untyped';\ntwice('2');")).toEqual([
      "3: TS2345",
    ]);
    expect(await errors("import { mount } from 'pinbook';")).toEqual([]);
    expect(await errors("import { table } from 'arquero';\ntable({ a: [1] }).numRows().length;")).toEqual([
      "2: TS2339",
    ]);
    expect(await names("mount(1).globb")).toEqual([]);
    expect(await names("mount('/mnt', 'file:x').glo")).toEqual(["glob"]);
  });

  test("the user's tsconfig counts, with its paths and strictness, and again once it was edited", async () => {
    const { root, errors } = await open(
      {
        "tsconfig.json":
          '{ // with a comment\n "extends": "./base.json", "compilerOptions": { "strict": false, "module": "commonjs", "isolatedModules": true }, }',
        "base.json":
          '{ "compilerOptions": { "paths": { "#lib/*": ["./lib/*.ts"] }, "noUncheckedIndexedAccess": true } }',
        "lib/one.ts": "export const one = 1;",
      },
      "notebooks",
    );
    const cell = "import { one } from '#lib/one';\nawait one.toFixed();\nlet s: string = null;\nconst f = (x) => x;";
    expect(await errors(cell)).toEqual([]);
    write(root, { "tsconfig.json": '{ "extends": "./base.json", "compilerOptions": { "strict": true } }' }, 2);
    expect(await errors(cell)).toEqual(["3: TS2322", "4: TS7006"]);
    expect(await errors("const first: number = [1][0];")).toEqual(["1: TS2322"]);
  });

  test("what a tsconfig extends counts again once it was edited", async () => {
    const base = (strict: boolean, folder: string) =>
      JSON.stringify({ compilerOptions: { strict, paths: { "#lib/*": [`./${folder}/*.ts`] } } });
    const { folder, errors } = await open({
      "tsconfig.json": '{ "extends": "./middle.json" }',
      "middle.json": '{ "extends": "./base.json" }',
      "base.json": base(true, "lib"),
      "lib/one.ts": "export const one = 1;",
      "other/one.ts": "export const one = 'one';",
    });
    const cell = "import { one } from '#lib/one';\nconst n: number = one;\nconst f = (x) => x;";
    expect(await errors(cell)).toEqual(["3: TS7006"]);
    write(folder, { "base.json": base(false, "other") }, 2);
    expect(await errors(cell)).toEqual(["2: TS2322"]);
    write(folder, { "middle.json": '{ "extends": "./new.json" }', "new.json": base(true, "other") }, 3);
    expect(await errors(cell)).toEqual(["2: TS2322", "3: TS7006"]);
    write(folder, { "new.json": base(false, "lib") }, 4);
    expect(await errors(cell)).toEqual([]);
  });

  test("a tsconfig in the notebook's own folder counts too", async () => {
    const { folder, errors } = await open({
      "tsconfig.json":
        '{ "compilerOptions": { "strict": true, "paths": { "#lib/*": ["./lib/*.ts"] }, "types": [] }, "include": ["src"] }',
      "lib/one.ts": "export const one = 1;",
    });
    expect(await errors("import { one } from '#lib/one'; console.log(one);\nconst f = (x) => x;")).toEqual([
      "2: TS7006",
    ]);
    write(
      folder,
      { "tsconfig.json": '{ "compilerOptions": { "strict": false, "paths": { "#lib/*": ["./lib/*.ts"] } } }' },
      2,
    );
    expect(await errors("import { one } from '#lib/one';\nconst f = (x) => x;")).toEqual([]);
  });

  test("paths and names of modules complete", async () => {
    const { folder, names } = plain;
    write(folder, { "helper.ts": "export const help = 1; export const hello = 2;", "data/x.json": "{}" });
    expect(await names("import { he } from './helper.ts'".slice(0, 11))).toEqual([]);
    expect(await names("import {} from './he")).toEqual(["helper.ts"]);
    expect(await names("import * as all from './helper.ts'; all.he")).toEqual(["hello", "help"]);
  });
});

describe("cells as people write them", () => {
  test("places count in UTF-16 units after any character", async () => {
    const { language } = plain;
    const code = "const s = '😀ü'; const wrong: string = 1;\r\nconst t: string = 2;";
    const problems = await language.add(code).check();
    expect(problems?.map(({ line, column, length }) => [line, column, length])).toEqual([
      [1, 24, 5],
      [2, 7, 1],
    ]);
    const typed = await language.complete("'😀'.toUp", 9);
    expect(typed).toMatchObject({ start: 5, end: 9, items: [{ text: "toUpperCase" }] });
  });

  test("unfinished code completes what it declares itself, before and after the cursor", async () => {
    const { errors, names, language } = plain;
    await errors("const item = { old: 1 };");
    expect(await names("const item = { fresh: 1 };\nif (item.")).toEqual(["fresh"]);
    expect(await names("function f(item: { inner: 1 }) { item.")).toEqual(["inner"]);
    const code = "item.\nconst other = 2;\n";
    expect((await language.complete(code, 5))?.items.map(({ text }) => text)).toEqual(["old"]);
    expect(await names("const { a, b } = { a: { deep: 1 }, b: 2 };\na.de")).toEqual(["deep"]);
  });

  test("a private or optional member and a string key complete", async () => {
    const { errors, names } = plain;
    await errors(
      "let maybe: { 'odd-key': number, plain: number } | undefined = undefined as any; const sure = maybe!;",
    );
    expect(await names("maybe.pl")).toEqual(["plain"]);
    expect(await names("sure['")).toEqual(["odd-key", "plain"]);
    expect(await names("sure['odd-k")).toEqual(["odd-key"]);
    expect(await names("const o: { mode: 'fast' | 'slow' } = { mode: '")).toEqual(["fast", "slow"]);
  });

  test("markup in a cell is read as such", async () => {
    const { errors } = await open({ "tsconfig.json": '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h" } }' });
    const cell =
      "const h = (tag: string, props: unknown) => tag;\ndeclare global { namespace JSX { interface IntrinsicElements { b: { id: string } } } }\nconst ok = <b id='x'></b>;";
    expect(await errors(cell)).toEqual([]);
    expect(await errors("const bad = <b id={1}></b>;")).toEqual(["1: TS2322"]);
  });

  test("a variable of an earlier cell can be assigned and has the type that it was declared with", async () => {
    const { errors } = plain;
    await errors("let open: string | number = 'x'; var counter = 0; let [first, { second }] = [1, { second: 'two' }];");
    expect(await errors("open = 5;\nopen.toFixed();\ncounter++;\nfirst = second;")).toEqual(["4: TS2322"]);
  });

  test("a hundred cells know each other's names, and cells that nothing refers to are let go", async () => {
    const { language, errors, names } = plain;
    for (let i = 0; i < 100; i++)
      language.add(`const name${i} = { value${i}: ${i} };\nfunction use${i}() { return name${i} }`);
    await errors("const warm = 1;");
    expect(await names("name50.")).toEqual(["value50"]);
    expect(await errors("const wrong: string = use7().value7;")).toEqual(["1: TS2322"]);
  });
});

describe("a machine without the service", () => {
  test("gives no types, says so once, and rejects nothing", async () => {
    const lines: string[] = [];
    const find = () => {
      throw new Error("no such package");
    };
    const folder = await temporaryFolder();
    const language = startLanguage({ folder, pinbook: packageRoot, log: (line) => lines.push(line), find });
    expect(await language.complete("JSON.", 5)).toBeUndefined();
    expect(await language.add("1 + 1").check()).toBeUndefined();
    expect(lines).toEqual(["types are off: the TypeScript service does not start: no such package"]);
    language.close();
  });
});
