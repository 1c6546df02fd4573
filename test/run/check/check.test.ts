import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "@jest/globals";
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
import { runNotebook } from "../../../src/run/index.ts";
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
      { where: "stdout", diff: "@@ line 1 @@\n a\n-b\n+B\n c" },
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
});

test("a script is checked by the notebook beside it, with the parameters of its run", async () => {
  const file = join(await temporaryFolder(), "s.ts");
  const script = (last: string) => `// %% tags=["parameters"]\nlet n = 1;\n\n// %%\nprint(String(${last}))\n`;
  const sessionModule = join(packageRoot, "test/run/fake-session.js");
  await writeFile(file, script("n"));
  await expect(checkNotebook({ file, sessionModule })).rejects.toThrow(/s\.ts has no saved outputs.*run it first/);
  await runNotebook({ file, parameters: { n: 3 }, sessionModule, home: false });
  expect(await checkNotebook({ file, sessionModule })).toMatchObject({ same: true, compared: 3 });
  await writeFile(file, script("n + 1"));
  expect(await checkNotebook({ file, sessionModule })).toMatchObject({ same: false, cells: [{ index: 2 }] });
});

test("a difference within the tolerance is none, also where it makes a table's columns wider", () => {
  const table = (value: string, width: number) =>
    out(`${"mean".padEnd(width)}  n\n${"─".repeat(width)}  ─\n${value.padEnd(width)}  3\n`);
  const [short, long] = [table("0.3", 4), table("0.30000000000000004", 19)];
  expect(compare([short], [long], { tolerance: 1e-9 })).toEqual([]);
  expect(compare([short], [long])).toHaveLength(1);
  expect(compare([out("a  b 1")], [out("a b 1")], { tolerance: 1e-9 })).toHaveLength(1);
  expect(compare([short], [table("0.4", 4)], { tolerance: 1e-9 })[0]?.diff).toBe(
    "@@ line 1 @@\n mean  n\n ────  ─\n-0.3   3\n+0.4   3",
  );
});

describe("pinbook check", () => {
  const golden = join(packageRoot, "test/run/check/shown.txt");
  const of = (id: string, source: string, check: JsonObject = {}): CodeCell =>
    cell(id, source, [], { pinbook: { check } });
  const varies = (one: string, other: string) => `(process.env.SECOND ? ${other} : ${one})`;
  const lines = (value: string) => `console.log(Array.from({ length: 100 }, () => ${value}).join("\\n"))`;
  const black = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
  const white = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==";
  const shows = (bundle: string) => `display({ [Symbol.for("Jupyter.display")]: () => (${bundle}) })`;
  const cells = [
    of("masked", "console.log('at', Date.now())", { mask: "\\d{13}" }),
    of("ignored", `console.error(${varies("1", "2")})`, { ignore: ["stderr"] }),
    of("close", `console.log("mean", ${varies("0.3", "0.1 + 0.2")})`),
    of("table", `console.table([{ id: 1, n: 10 }, { id: 2, n: ${varies("20", "2000")} }])`),
    of("picture", shows(`{ "image/png": ${varies(`"${black}"`, `"${white}"`)}, "text/plain": "plot" }`)),
    of(
      "html",
      shows(`{ "text/html": \`<b>\${${varies("1", "2")}}</b>\`, "text/plain": \`n = \${${varies("1", "2")}}\` }`),
    ),
    of("long", `console.log("x".repeat(2000) + ${varies("1", "2")} + "y".repeat(2000))`),
    of("lines", lines(varies("1", "2"))),
    of("fails", `if (process.env.SECOND) throw new Error("no pins\\nat all"); 1`),
  ];
  let cwd: string;

  beforeAll(async () => {
    cwd = await temporaryFolder();
    await writeFile(join(cwd, "package.json"), "{}");
    await writeFile(join(cwd, "a.ipynb"), formatNotebook(newNotebook(cells)));
    await writeFile(join(cwd, "b.ipynb"), formatNotebook(newNotebook(cells.slice(0, 3))));
    for (const name of ["a.ipynb", "b.ipynb"])
      expect(await runNotebook({ file: join(cwd, name), home: false })).toMatchObject({ status: "ok" });
  });

  const check = (...args: string[]) =>
    runPinbook(["check", "a.ipynb", "b.ipynb", ...args], { cwd, env: { SECOND: "1" } });

  test("ends with 1 and shows what differs so that a person can read it, and what is as it was in a line", async () => {
    const [saved, names] = [await readFile(join(cwd, "a.ipynb"), "utf8"), await readdir(cwd, { recursive: true })];
    const { code, stdout, stderr } = await check("--tolerance", "1e-9");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    // UPDATE_GOLDEN=1 writes it anew.
    if (process.env.UPDATE_GOLDEN) await writeFile(golden, stdout);
    expect(stdout).toBe(await readFile(golden, "utf8"));
    expect(await readFile(join(cwd, "a.ipynb"), "utf8")).toBe(saved);
    expect(await readdir(cwd, { recursive: true })).toEqual(names);
  });

  test("as JSON has the whole of it, and without the tolerance the number too", async () => {
    const { code, stdout } = await check("--json");
    const [a, b] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect([code, a.same, a.compared, b.same]).toEqual([1, false, 9, false]);
    expect(b.cells).toMatchObject([{ id: "close", differences: [{ where: "stdout" }] }]);
    expect(a.cells.find(({ id }: { id: string }) => id === "lines").differences[0].diff.split("\n")).toHaveLength(201);
  });

  test("ends with 0 where all is as saved", async () => {
    expect(await runPinbook(["check", "a.ipynb"], { cwd })).toEqual({
      ...{ code: 0, stdout: "✓ a.ipynb: 9 cells as saved\n", stderr: "" },
    });
  });

  test.each([
    [["--tolerance=-1"], /--tolerance is "-1": use a number, 0 or more/],
    [["--tolerance", "-1"], /'--tolerance' argument is ambiguous.* See: pinbook check --help/],
    [["none.ipynb"], /none\.ipynb cannot be read/],
  ])("refuses %j in one line", async (args, message) => {
    const { code, stdout, stderr } = await runPinbook(["check", ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
