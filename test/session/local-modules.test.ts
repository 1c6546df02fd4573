import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { type SessionProcess, startSession } from "../support/session-process.ts";
import { temporaryFolder } from "../support/temporary.ts";

let project: string;
let session: SessionProcess;

beforeAll(async () => {
  project = await temporaryFolder();
  await write("notebooks/keep", "");
  await write(
    "tsconfig.json",
    `{ // as people write it
      "extends": "./base", "compilerOptions": { "paths": { "@lib/*": ["./lib/*"], "exact": ["./lib/exact.ts"] }, } }`,
  );
  await write("base.json", '{ "compilerOptions": { "jsx": "react-jsx", "jsxImportSource": "made", "baseUrl": "." } }');
  await write(
    "node_modules/made/package.json",
    '{ "name": "made", "type": "module", "exports": { "./jsx-runtime": "./jsx-runtime.js" } }',
  );
  await write(
    "node_modules/made/jsx-runtime.js",
    "export const jsx = (type, { children, ...props }) => [type, props, children]; export const jsxs = jsx; export const Fragment = 'all'",
  );
  session = await startSession(packageRoot, join(project, "notebooks"));
});
afterAll(() => session.close());

const write = async (path: string, text: string) => {
  const file = join(project, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
};
const result = async (code: string) => {
  const { result, reply } = await session.run(code);
  return reply.status === "error" ? reply.traceback.join("\n") : result;
};

describe("the project's tsconfig.json", () => {
  test("gives imports their paths, in cells and in the modules that they import", async () => {
    await write(
      "lib/one.ts",
      "import { two } from '@lib/deep/two'; import type { A } from './types.ts'; export const one: A = 1 + two",
    );
    await write("lib/types.ts", "export type A = number");
    await write("lib/deep/two.ts", "import { exact } from 'exact'; export const two = 2 + exact");
    await write("lib/exact.ts", "export const exact = 10");
    expect(await result("import { one } from '@lib/one'; import { two } from 'lib/deep/two'; [one, two]")).toBe(
      "[ 13, 12 ]",
    );
    expect(await result("(await import('@lib/one.js')).one")).toBe("13");
    expect(await result("import.meta.resolve('exact')")).toContain("lib/exact.ts");
  });

  test("reloads what its paths lead to", async () => {
    await write("lib/exact.ts", "export const exact: number = 20");
    expect(await result("import { one } from '@lib/one'; one")).toBe("23");
  });

  test("turns JSX on, in cells and in .tsx files", async () => {
    await write(
      "lib/view.tsx",
      "interface Props { name: string }\nexport const View = ({ name }: Props) => <b title='t'>{name}</b>",
    );
    expect(await result("import { View } from '@lib/view'; [<View name='x'/>, View({ name: 'y' })]")).toBe(
      "[ [ [Function: View], { name: 'x' }, undefined ], [ 'b', { title: 't' }, 'y' ] ]",
    );
    expect(await result("<><i/>text</>")).toBe("[ 'all', {}, [ [ 'i', {}, undefined ], 'text' ] ]");
  });

  test("is named where it cannot be read", async () => {
    const other = await temporaryFolder();
    await writeFile(join(other, "tsconfig.json"), '{ "compilerOptions": }');
    const broken = await startSession(packageRoot, other);
    const { reply } = await broken.run("<i/>");
    expect(reply).toMatchObject({ evalue: expect.stringContaining(`${join(other, "tsconfig.json")} cannot be read`) });
    await broken.close();
  });
});

describe("a local module", () => {
  test("may import types as if they were values, as TypeScript allows", async () => {
    await write("notebooks/types.ts", "export interface Shape { size: number }; export const unit = 1");
    await write(
      "notebooks/shape.ts",
      "import { Shape, unit } from './types'\nimport { Shape as Only } from './none'\nexport const shape: Shape & Partial<Only> = { size: unit }",
    );
    expect(await result("import { shape } from './shape.ts'; shape")).toBe("{ size: 1 }");
  });

  test("of JSON is imported with and without its attribute, and read anew once edited", async () => {
    await write("notebooks/data.json", '{ "a": [1] }');
    await write("notebooks/reader.ts", "import data from './data.json'; export const a = data.a");
    expect(await result("import data from './data.json' with { type: 'json' }; data.a")).toBe("[ 1 ]");
    expect(await result("import { a } from './reader.ts'; a")).toBe("[ 1 ]");
    await write("notebooks/data.json", '{ "a": [1, 2] }');
    expect(
      await result("import data from './data.json'; import { a } from './reader.ts'; [data.a.length, a.length]"),
    ).toBe("[ 2, 2 ]");
  });

  test("is reloaded with its importers once it was edited, while others keep their state", async () => {
    await write("notebooks/state.ts", "export const state = { count: 0 }");
    await write("notebooks/leaf.ts", "export const leaf = 'old'");
    await write(
      "notebooks/top.ts",
      "import { leaf } from './leaf.ts'; import { state } from './state.ts'; export const top = () => leaf + ++state.count",
    );
    expect(await result("import { top } from './top.ts'; top()")).toBe("'old1'");
    await write("notebooks/leaf.ts", "export const leaf = 'edited'");
    expect(await result("top()")).toBe("'old2'");
    expect(await result("import { top } from './top.ts'; top()")).toBe("'edited3'");
  });

  test("shows in traces with its own line and column", async () => {
    await write(
      "notebooks/fails.ts",
      "import type { X } from './types.ts'\ninterface A {\n  b: X\n}\nexport function fail<T extends A>(value?: T): never { throw new RangeError('here') }\n",
    );
    const trace = await result("import { fail } from './fails.ts';\n\n  fail()");
    expect(trace).toContain(`${join(project, "notebooks/fails.ts")}, line 5`);
    expect(trace).toContain("fails.ts, line 5, column 61");
    expect(trace).toMatch(/Cell \[\d+\], line 3, column 3$/);
  });
});

describe("require", () => {
  beforeEach(async () => {
    await write("lib/common.ts", "const two: number = require('./number.cts'); module.exports = { two }");
    await write("lib/number.cts", "module.exports = 2 as number");
    await write("notebooks/plain.cjs", "exports.plain = require('../lib/common').two + 1");
  });

  test("loads packages, JSON, and CommonJS in JavaScript and TypeScript, by path and by the project's paths", async () => {
    await write("notebooks/some.json", "[5]");
    expect(
      await result(
        "[require('./plain.cjs').plain, require('@lib/common').two, require('./some.json')[0], require('node:path').sep]",
      ),
    ).toBe("[ 3, 2, 5, '/' ]");
  });

  test("loads anew what was edited below", async () => {
    expect(await result("require('./plain.cjs').plain")).toBe("3");
    await write("lib/number.cts", "module.exports = 30 as number");
    expect(await result("require('./plain.cjs').plain")).toBe("31");
    expect(await result("require('./plain.cjs') === require('./plain.cjs')")).toBe("true");
  });

  test("says what to write for an ES module in TypeScript", async () => {
    await write("notebooks/modern.ts", "export const a: number = 1");
    expect(await result("require('./modern.ts')")).toMatch(
      /^SyntaxError: require cannot load .*modern\.ts, which is an ES module: write import/,
    );
    expect(await result("require('./missing')")).toMatch(/^Error: Cannot find module/);
  });
});
