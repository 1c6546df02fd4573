import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { type SessionProcess, startSession } from "../support/session-process.ts";
import { temporaryFolder } from "../support/temporary.ts";

let session: SessionProcess;

beforeAll(async () => {
  session = await startSession(packageRoot, await temporaryFolder());
});
afterAll(() => session.close());

const failure = async (code: string) => {
  const { reply } = await session.run(code);
  if (reply.status !== "error") throw new Error("the cell did not fail");
  return reply;
};

describe("what a cell throws", () => {
  test.each([
    ["throw 'text'", "Thrown", "'text'"],
    ["throw undefined", "Thrown", "undefined"],
    ["throw { code: 7 }", "Thrown", "{ code: 7 }"],
    ["throw null", "Thrown", "null"],
    ["throw new Proxy({}, { get() { throw 1 } })", "Thrown", "{}"],
    ["import vm from 'node:vm'; vm.runInNewContext(`throw new TypeError('other realm')`)", "TypeError", "other realm"],
    [
      "throw Object.defineProperty(new Error(), 'message', { get() { throw 1 } })",
      "Error",
      "its name or message cannot be read",
    ],
    ["throw new DOMException('gone', 'AbortError')", "AbortError", "gone"],
    ["class Own extends Error { name = 'Own' } throw new Own('mine')", "Own", "mine"],
  ])("shows sensibly: %s", async (code, ename, evalue) => {
    expect(await failure(code)).toMatchObject({ ename, evalue });
  });

  test("shows what it carries beside its message", async () => {
    const { traceback } = await failure("import { readFileSync } from 'node:fs'; readFileSync('/none')");
    expect(traceback[1]).toBe("  { errno: -2, code: 'ENOENT', syscall: 'open', path: '/none' }");
  });

  test("shows its causes and the errors of an AggregateError, each with its place", async () => {
    const code = `const inner = new RangeError("deep");
      try { await Promise.any([Promise.reject(new TypeError("one")), Promise.reject(inner)]) }
      catch (cause) { throw new Error("outer", { cause }) }`;
    const text = (await failure(code)).traceback.join("\n");
    expect(text).toMatch(/^Error: outer\nCell \[\d+\], line 3\n/);
    expect(text).toContain("Caused by: AggregateError: All promises were rejected");
    expect(text).toMatch(/Error 1 of 2: TypeError: one\nCell \[\d+\], line 2\n/);
    expect(text).toMatch(/Error 2 of 2: RangeError: deep\nCell \[\d+\], line 1\n/);
  });
});

describe("an error that no cell awaits", () => {
  test.each([
    ["Promise.reject(new Error('lost')); 1", "Uncaught Error: lost"],
    ["queueMicrotask(() => { throw new Error('micro') }); 1", "Uncaught Error: micro"],
    ["(async () => { await null; throw new Error('later') })(); 1", "Uncaught Error: later"],
    ["process.nextTick(() => { throw 'ticked' }); 1", "Uncaught Thrown: 'ticked'"],
  ])("is shown before the cell ends: %s", async (code, text) => {
    const { stderr, result, reply } = await session.run(code);
    expect(stderr).toContain(text);
    expect(result).toBe("1");
    expect(reply).toEqual({ status: "ok" });
  });

  test("in a timer is shown under its cell, and the session goes on", async () => {
    const shown = session.output((output) => output.output_type === "stream" && output.text.includes("in a timer"));
    await session.run("setTimeout(() => { throw new Error('in a timer') }, 20)");
    await session.run("'another'");
    const { output, tag } = await shown;
    expect(output).toMatchObject({
      name: "stderr",
      text: expect.stringMatching(/^Uncaught Error: in a timer\nCell \[\d+\], line 1\n/),
    });
    expect((await session.run("1 + 1")).result).toBe("2");
    expect(tag).toBeLessThan(100);
  });
});

describe("console", () => {
  test("prints in all its forms, on the right stream", async () => {
    const code = `console.log("%s is %d", "a", 1); console.info("info"); console.debug("debug"); console.dir({ a: { b: {} } }, { depth: 0 });
      console.table([{ a: 1 }]); console.count(); console.count("n"); console.group("g"); console.log("in\\nside"); console.groupEnd();
      console.time("t"); console.timeLog("t", "on"); console.timeEnd("t");
      console.warn("warn"); console.error("error"); console.assert(false, "untrue"); console.trace("here");`;
    const { stdout, stderr } = await session.run(code);
    for (const text of [
      "a is 1\ninfo\ndebug\n{ a: [Object] }\n",
      "│ (index) │ a │",
      "default: 1\nn: 1\ng\n  in\n  side\n",
    ])
      expect(stdout).toContain(text);
    expect(stdout).toMatch(/t: [\d.]+ms on\nt: [\d.]+ms\n$/);
    expect(stderr).toMatch(
      /^warn\nerror\nAssertion failed: untrue\nTrace: here\n {4}at Cell \[\d+\], line 4, column \d+\n$/,
    );
  });

  test("does not carry a group over to the next cell", async () => {
    await session.run("console.group('a'); console.group('b')");
    expect((await session.run("console.log('flush')")).stdout).toBe("flush\n");
  });
});

describe("syntax that cannot be stripped", () => {
  test.each([
    ["@sealed class A {}", "decorators are not supported: call the function on the class or value instead"],
    ["namespace N { export const a = 1 }", "namespaces with values are not supported: write an object instead"],
    ["export = 1", "export = is not supported: write export default"],
    ["import A = B.C", "import aliases are not supported: write const A = B.C"],
  ])("says in one line what to write: %s", async (code, text) => {
    const { ename, evalue } = await failure(code);
    expect(ename).toBe("SyntaxError");
    expect(evalue).toContain(text);
    expect(evalue).not.toContain("\n");
  });

  test("is rare: enums and parameter properties work", async () => {
    const code =
      "enum Colour { Red, Green = 5, Blue } class P { constructor(readonly x: number, private y = 2) {} sum() { return this.x + this.y } }";
    await session.run(code);
    expect((await session.run("[Colour.Blue, Colour[5], new P(1).sum()]")).result).toBe("[ 6, 'Green', 3 ]");
    await session.run("enum Colour { Red = 'r' }");
    expect((await session.run("Colour.Red")).result).toBe("'r'");
  });
});
