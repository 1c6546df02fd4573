import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import {
  type CodeCell,
  formatNotebook,
  type JsonObject,
  newNotebook,
  type Output,
} from "../../../src/notebook/index.ts";
import { packageRoot } from "../../../src/root.ts";
import { compareOutputs } from "../../../src/run/check/compare-outputs.ts";
import { checkNotebook } from "../../../src/run/check/index.ts";
import { rulesOf } from "../../../src/run/check/rules.ts";
import { runPinbook } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const cell = (id: string, source: string, outputs: readonly Output[] = [], metadata: JsonObject = {}): CodeCell => ({
  cell_type: "code",
  id,
  metadata,
  source,
  execution_count: 1,
  outputs,
});
const out = (text: string, name: "stdout" | "stderr" = "stdout"): Output => ({ output_type: "stream", name, text });
const shown = (data: JsonObject): Output => ({ output_type: "display_data", data, metadata: {} });
const rules = (check: JsonObject = {}, tags: readonly string[] = []) =>
  rulesOf(newNotebook([]), cell("a", "", [], { tags, pinbook: { check } }), "n.ipynb");
const compare = (a: readonly Output[], b: readonly Output[], check: JsonObject = {}) =>
  compareOutputs(a, b, rules(check));

const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  // Its check sum is not read.
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
};
/** A grey PNG of one row of samples, each with `filter`. */
const png = (filter: number, raw: readonly number[], width = raw.length): Output => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(1, 4);
  header[8] = 8;
  const data = deflateSync(Buffer.from([filter, ...raw]));
  const bytes = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", header), chunk("IDAT", data)]);
  return shown({ "image/png": bytes.toString("base64") });
};

describe("outputs", () => {
  test("are the same however a stream was cut, and show their difference as a unified diff", () => {
    expect(compare([out("a\n"), out("x", "stderr"), out("b\n")], [out("a\nb\n"), out("x", "stderr")])).toEqual([]);
    expect(compare([out("a\nb\nc\n")], [out("a\nB\nc\n")])).toEqual([
      { where: "stdout", diff: "@@ line 1 @@\n a\n-b\n+B\n c\n " },
    ]);
  });

  test("that are only on one side are told", () => {
    expect(compare([out("a")], [])[0]?.diff).toMatch(/^saved, but not put out now:/);
    expect(compare([], [shown({ "text/plain": "1" })])[0]).toMatchObject({
      where: "display 1, text/plain",
      diff: expect.stringMatching(/^not in the saved notebook:/),
    });
  });

  test("leave alone what is to be ignored, mask what varies, and allow for numbers", () => {
    expect(compare([out("a", "stderr")], [out("b", "stderr")], { ignore: "stderr" })).toEqual([]);
    expect(
      compare([shown({ "text/html": "1", "text/plain": "x" })], [shown({ "text/html": "2", "text/plain": "x" })], {
        ignore: ["text/html"],
      }),
    ).toEqual([]);
    expect(compare([out("took 12 ms")], [out("took 7 ms")], { mask: "\\d+ ms" })).toEqual([]);
    expect(compare([out("took 12 ms")], [out("took 7 s")], { mask: "\\d+ ms" })).toHaveLength(1);
    expect(compare([out("mean 1.0000001")], [out("mean 1.0000002")], { tolerance: 1e-6 })).toEqual([]);
    expect(compare([out("mean 1.1")], [out("mean 1.2")], { tolerance: 1e-6 })).toHaveLength(1);
    expect(compare([out("1")], [out("2")], { ignore: true })).toEqual([]);
    expect(compareOutputs([out("1")], [out("2")], rules({}, ["nbval-ignore-output"]))).toEqual([]);
  });

  test("compare errors by name and message, not by their traces", () => {
    const error = (evalue: string, traceback: readonly string[]): Output => ({
      output_type: "error",
      ename: "E",
      evalue,
      traceback,
    });
    expect(compare([error("v", ["a"])], [error("v", ["b"])])).toEqual([]);
    expect(compare([error("v", [])], [error("w", [])])[0]?.diff).toContain("-E: v\n+E: w");
  });

  test("compare JSON by its values and figures without the last digits", () => {
    const plotly = (x: number, uid: string) => shown({ "application/vnd.plotly.v1+json": { data: [{ x: [x], uid }] } });
    expect(compare([plotly(0.1 + 0.2, "a")], [plotly(0.3, "b")])).toEqual([]);
    expect(compare([plotly(1, "a")], [plotly(2, "a")])[0]?.diff).toMatch(/- +1\n\+ +2/);
    expect(
      compare([shown({ "application/json": { a: 1, b: 2 } })], [shown({ "application/json": { b: 2, a: 1 } })]),
    ).toEqual([]);
  });

  test("compare pictures by their pixels", () => {
    // The same samples, stored plainly and as differences.
    expect(compare([png(0, [10, 20, 30])], [png(1, [10, 10, 10])])).toEqual([]);
    expect(compare([png(0, [10, 20])], [png(0, [10, 21])])[0]?.diff).toBe(
      "50.00 % of the picture's samples differ, by 1 of 255 at most",
    );
    expect(compare([png(0, [10, 20])], [png(0, [10, 21])], { tolerance: 2 })).toEqual([]);
    expect(compare([png(0, [10, 20])], [png(0, [10, 20, 30])])[0]?.diff).toBe(
      "the picture was 2 × 1 pixels, now 3 × 1",
    );
    expect(compare([shown({ "image/jpeg": "AAAA" })], [shown({ "image/jpeg": "AAAB" })])).toHaveLength(1);
  });

  test.each([
    [{ ignore: 5 }, /metadata\.pinbook\.check\.ignore is 5/],
    [{ mask: "(" }, /holds "\(", which is no regular expression/],
    [{ tolerance: -1 }, /tolerance is -1: use a number/],
  ])("%j is refused with the cell", (check, message) => {
    expect(() => rules(check)).toThrow(message);
    expect(() => rules(check)).toThrow(/^n\.ipynb, cell a: /);
  });
});

describe("a check", () => {
  const sessionModule = join(packageRoot, "test/run/fake-session.js");
  const fileOf = async (...cells: readonly CodeCell[]): Promise<string> => {
    const file = join(await temporaryFolder(), "a.ipynb");
    await writeFile(file, formatNotebook(newNotebook(cells)));
    return file;
  };

  test("compares every cell, goes on after one that fails, and writes nothing", async () => {
    const file = await fileOf(
      cell("a", "print('1')", [out("1")]),
      cell("b", "throw new Error('new')", []),
      cell("c", "print('3')", [out("4")]),
      cell("d", "print(String(Math.random()))", [out("0.5")], { tags: ["nbval-ignore-output"] }),
      cell("e", "throw 1", [], { tags: ["nbval-skip"] }),
      cell("f", "throw 1", [], { tags: ["nbval-raises-exception", "nbval-ignore-output"] }),
    );
    const before = await readFile(file, "utf8");
    const result = await checkNotebook({ file, sessionModule });
    expect(result).toMatchObject({ name: "a.ipynb", same: false, status: "failed", compared: 5 });
    expect(result.cells.map(({ id, status }) => [id, status])).toEqual([
      ["b", "failed"],
      ["c", "ok"],
    ]);
    expect(await readFile(file, "utf8")).toBe(before);
    expect(await readdir(join(file, ".."))).toEqual(["a.ipynb"]);
  });

  test("finds a failure that is saved as one the same", async () => {
    const error: Output = { output_type: "error", ename: "Error", evalue: "Error: boom", traceback: [] };
    expect(
      (await checkNotebook({ file: await fileOf(cell("a", "throw new Error('boom')", [error])), sessionModule })).same,
    ).toBe(true);
  });

  test("on the command line ends with 0, or with 1 and the diff", async () => {
    const file = await fileOf(cell("a", "console.log('one\\ntwo')", [out("one\n2\n")]), cell("b", "1", []));
    const run = () => runPinbook(["check", file], { cwd: join(file, "..") });
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain("✗ a.ipynb: 2 of 2 cells not as saved");
    expect(stdout).toContain("--- stdout, saved\n+++ stdout, now\n@@ line 1 @@\n one\n-2\n+two");
    await runPinbook(["run", file], { cwd: join(file, "..") });
    expect(await run()).toMatchObject({ code: 0, stdout: "✓ a.ipynb: 2 cells as saved\n" });
  });
});
