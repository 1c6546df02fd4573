import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { type Ran, type SessionProcess, startSession } from "../support/session-process.ts";
import { temporaryFolder } from "../support/temporary.ts";

let folder: string;
let session: SessionProcess;

beforeAll(async () => {
  folder = await temporaryFolder();
  session = await startSession(packageRoot, folder);
});
afterAll(() => session.close());

const run = (code: string): Promise<Ran> => session.run(code);
const result = async (code: string) => (await run(code)).result;
const error = async (code: string) => {
  const { reply } = await run(code);
  if (reply.status !== "error") throw new Error("the cell did not fail");
  return { ...reply, text: reply.traceback.join("\n") };
};

describe("a cell", () => {
  test("shows the value of its last expression, and nothing of undefined or a declaration", async () => {
    expect(await result("1 + 1")).toBe("2");
    expect(await result("'text';")).toBe("'text'");
    expect(await result("null")).toBe("null");
    expect(await result("undefined")).toBeUndefined();
    expect(await result("1; const shown = 2")).toBeUndefined();
    expect(await result("{ a: 1 }")).toBe("{ a: 1 }");
  });

  test("awaits at the top", async () => {
    expect(
      await result("const later: number = await new Promise((resolve) => setTimeout(() => resolve(5), 5)); later"),
    ).toBe("5");
  });

  test("gives what a promise gives as its last value, and fails with it", async () => {
    expect(await result("Promise.resolve(3)")).toBe("3");
    expect((await error("Promise.reject(new RangeError('late'))")).ename).toBe("RangeError");
    expect(await result("({ then: 1 })")).toBe("{ then: 1 }");
    expect(await result("({ then() { throw new Error('called') } })")).toBe("{ then: [Function: then] }");
  });

  test.each(["const", "let", "var", "class", "function"])("declares a name again that was %s before", async (kind) => {
    const declarations = { const: "const", let: "let", var: "var", class: "class", function: "function" };
    const declare = (as: string) =>
      as === "class" ? "class again {}" : as === "function" ? "function again() {}" : `${as} again = 1`;
    await run(declare(kind));
    for (const next of Object.keys(declarations)) {
      expect((await run(declare(next))).reply).toEqual({ status: "ok" });
      expect((await run(declare(kind))).reply).toEqual({ status: "ok" });
    }
  });

  test("hands later reassignments to earlier closures and functions", async () => {
    await run(
      "let level = 1; const read = () => level; function next() { return helper() }; function helper() { return 'old' }",
    );
    await run("level = 2");
    await run("function helper() { return 'new' }");
    expect(await result("[read(), next()]")).toBe("[ 2, 'new' ]");
  });

  test("calls a function that it declares further down", async () => {
    expect((await run("hoisted();\nfunction hoisted() { console.log('up') }")).stdout).toBe("up\n");
  });

  test("writes streams in order, before it ends, with what is displayed between them", async () => {
    const { outputs } = await run(
      "console.log('a'); process.stdout.write('b\\n'); console.error('c'); display(1); console.log('d')",
    );
    expect(outputs.map((output) => ("text" in output ? `${output.name} ${output.text}` : output.output_type))).toEqual([
      "stdout a\n",
      "stdout b\n",
      "stderr c\n",
      "display_data",
      "stdout d\n",
    ]);
  });

  test("puts many short texts together", async () => {
    const { outputs, stdout } = await run("for (let i = 0; i < 10_000; i++) console.log(i)");
    expect(stdout).toHaveLength(48_890);
    expect(outputs.length).toBeLessThan(1000);
  });

  test("shows no result where it is silent", async () => {
    expect((await session.run("console.log('said'); 5", { silent: true })).outputs).toHaveLength(1);
  });
});

describe("imports", () => {
  test("bring Node's modules, packages, and pinbook's own from any folder", async () => {
    expect(await result("import { sep } from 'node:path'\nimport * as os from 'node:os'\nsep + typeof os.cpus")).toBe(
      "'/function'",
    );
    expect(await result("const { basename } = await import('node:path'); basename('/a/b')")).toBe("'b'");
    expect(await result("require('node:path').basename('/c')")).toBe("'c'");
    expect(await result("import.meta.dirname")).toBe(`'${folder}'`);
  });

  test("name what is missing", async () => {
    expect((await error("import { nope } from 'node:path'")).evalue).toBe(
      "the module node:path has no export named nope",
    );
    expect((await error("import 'no-such-package'")).evalue).toContain("no-such-package");
    expect((await error("import './no-such-file.ts'")).evalue).toContain("no-such-file.ts");
  });

  test("load local TypeScript, anew once it or what it imports was edited, and leave other modules alone", async () => {
    await writeFile(join(folder, "inner.ts"), "export const factor: number = 2;\n");
    await writeFile(
      join(folder, "outer.ts"),
      "import { factor } from './inner.js';\nexport interface Row { n: number }\nexport const scale = (row: Row): number => row.n * factor;\n",
    );
    await writeFile(join(folder, "state.ts"), "export const state = { count: 0 };\n");
    const cell =
      "import { type Row, scale } from './outer.ts';\nimport { state } from './state';\nstate.count++;\n[scale({ n: 3 }), state.count]";
    expect(await result(cell)).toBe("[ 6, 1 ]");
    await writeFile(join(folder, "inner.ts"), "export const factor: number = 10; // edited\n");
    expect(await result(cell)).toBe("[ 30, 2 ]");
  });

  test("tell where a local module fails", async () => {
    await writeFile(
      join(folder, "thrower.ts"),
      "interface Unused {\n  a: 1\n}\nexport const fail = (why: string): never => {\n  throw new Error(why);\n};\n",
    );
    const { text } = await error("import { fail } from './thrower.ts'\nfail('there')");
    expect(text).toContain(`${join(folder, "thrower.ts")}, line 5\n  5 |   throw new Error(why);`);
    expect(text).toMatch(/at Cell \[\d+\], line 2, column 1$/m);
    await writeFile(join(folder, "broken.ts"), "const a: = 1\n");
    expect((await error("import './broken.ts'")).evalue).toContain("broken.ts, line 1, column 10: ");
  });
});

describe("errors", () => {
  test("show the user's frames alone, with the cell, the line and the source", async () => {
    const { text, ename } = await error(
      "const n: number = 1;\nasync function outer(): Promise<void> {\n  await null;\n  (null as any).x;\n}\nawait outer()",
    );
    expect(ename).toBe("TypeError");
    const cell = /Cell \[\d+\]/.exec(text)?.[0] ?? "";
    expect(text.replaceAll(cell, "Cell [N]")).toBe(
      [
        "TypeError: Cannot read properties of null (reading 'x')",
        "Cell [N], line 4",
        "  4 |   (null as any).x;",
        "    |                 ^",
        "    at outer (Cell [N], line 4, column 17)",
        "    at async Cell [N], line 6, column 1",
      ].join("\n"),
    );
  });

  test("print causes and the parts of an AggregateError", async () => {
    expect((await error("throw new Error('out', { cause: new TypeError('in') })")).text).toContain(
      "Caused by: TypeError: in",
    );
    const { text } = await error("throw new AggregateError([new Error('a'), new RangeError('b')], 'all')");
    expect(text).toContain("Error 2 of 2: RangeError: b");
  });

  test("may be any value", async () => {
    expect(await error("throw { code: 5 }")).toMatchObject({ ename: "Thrown", evalue: "{ code: 5 }" });
  });

  test("of syntax name the place, whoever finds them", async () => {
    expect((await error("const a = 1;\nlet b = ;")).text).toContain(", line 2\n  2 | let b = ;\n    |         ^");
    expect((await error("const twice = 1;\nconst twice = 2")).text).toContain(", line 2\n");
    expect((await error("@dec class A {}")).evalue).toContain("decorators are not supported");
  });

  test("that nobody awaits appear on stderr under their cell, and the session goes on", async () => {
    const isUncaught = session.output(
      (output) => output.output_type === "stream" && output.text.includes("Uncaught Error: late"),
    );
    await run("setTimeout(() => { throw new Error('late') }, 5)");
    expect((await isUncaught).output).toMatchObject({ name: "stderr" });
    const isRejection = session.output(
      (output) => output.output_type === "stream" && output.text.includes("Uncaught Error: lost"),
    );
    await run("Promise.reject(new Error('lost')); 0");
    await isRejection;
    expect(await result("'alive'")).toBe("'alive'");
  });
});

describe("interrupting", () => {
  test("ends a cell that waits for what nothing else holds, also after memory was collected", async () => {
    const collected = session.output((output) => output.output_type === "stream" && output.text === "collected\n");
    const waiting = run(`require("node:v8").setFlagsFromString("--expose-gc");
const collect = require("node:vm").runInNewContext("gc");
setTimeout(() => { collect(); collect(); setTimeout(() => { collect(); console.log("collected"); }); });
await new Promise(() => {});`);
    await collected;
    session.interrupt();
    expect((await waiting).reply).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(await result("collect(); collect(); 'alive'")).toBe("'alive'");
  });

  test("ends a pending await and leaves earlier state", async () => {
    await run("const kept = 3");
    const begun = session.output((output) => output.output_type === "stream");
    const waiting = run("console.log('begun'); await new Promise(() => {})");
    await begun;
    session.interrupt();
    expect((await waiting).reply).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(await result("kept")).toBe("3");
  });
});

describe("completion and inspection", () => {
  test("see the values that are there, without side effects", async () => {
    await run(
      "let touched = false; const thing = { alpha: 1, get beta() { touched = true; return {} } }; function add(a: number, b = 2) { return a + b }",
    );
    expect(await session.complete("thing.al")).toEqual({ matches: ["alpha"], cursorStart: 6, cursorEnd: 8 });
    expect((await session.complete("thing.beta.")).matches).toEqual([]);
    expect((await session.complete("'a'.toUpperC")).matches).toEqual(["toUpperCase"]);
    expect((await session.complete("const thingy = 1; thi")).matches).toEqual(["thing", "thingy", "this"]);
    expect((await session.inspect("add(1, ", 7)).data["text/plain"]).toBe("add: function (a, b = 2)");
    expect((await session.inspect("thing", 2)).data["text/plain"]).toContain("alpha: 1");
    expect(await session.inspect("nothing", 2)).toEqual({ found: false, data: {} });
    expect(await result("touched")).toBe("false");
  });

  test.each([
    ["1 + 1", { status: "complete", indent: "" }],
    ["if (a) {\n  b(", { status: "incomplete", indent: "    " }],
    ["`open", { status: "incomplete", indent: "" }],
    ["/* open", { status: "incomplete", indent: "" }],
    ["foo)", { status: "invalid", indent: "" }],
  ])("tell that %j is complete or not", async (code, expected) => {
    expect(await session.isComplete(code)).toEqual(expected);
  });
});
