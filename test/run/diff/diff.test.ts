import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { lineDiff } from "../../../src/line-diff.ts";
import { type Cell, formatNotebook, newNotebook } from "../../../src/notebook/index.ts";
import { compareRuns, findRun, isSameRun, type RunSide } from "../../../src/run/diff/index.ts";
import { runNotebook } from "../../../src/run/index.ts";
import { runPinbook } from "../../support/cli.ts";
import { codeCell } from "../../support/code-notebook.ts";
import { temporaryFolder } from "../../support/temporary.ts";

describe("a unified diff", () => {
  test.each([
    ["a\nb", "a\nb", ""],
    ["", "a", "@@ line 1 @@\n-\n+a"],
    ["1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\nx\n6\n7\n8\n9", "@@ line 2 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8"],
    ["a\nc", "a\nb\nc", "@@ line 1 @@\n a\n+b\n c"],
  ])("of %j and %j", (a, b, diff) => {
    expect(lineDiff(a, b)).toBe(diff);
  });

  test("applied gives the second text, for random texts", () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    for (let round = 0; round < 300; round++) {
      const lines = () => Array.from({ length: random(12) + 1 }, () => "abc"[random(3)]);
      const [a, b] = [lines(), lines()];
      // With all lines around, nothing is left out.
      const marks = lineDiff(["s", ...a].join("\n"), ["t", ...b].join("\n"))
        .split("\n")
        .filter((line) => !line.startsWith("@@"));
      if (a.length > 3 || b.length > 3) continue;
      expect(marks.filter((line) => !line.startsWith("-")).map((line) => line.slice(1))).toEqual(["t", ...b]);
      expect(marks.filter((line) => !line.startsWith("+")).map((line) => line.slice(1))).toEqual(["s", ...a]);
    }
  });
});

const side = (values: Partial<RunSide>): RunSide => ({
  name: "n",
  status: "ok",
  durationMs: 1000,
  parameters: {},
  inputs: {},
  cells: [],
  ...values,
});
const cell = (id: string, code: string, values: object = {}) => ({
  ...{ id, index: 0, title: id, code, status: "ok", durationMs: 100, outputs: [], ...values },
});
const output = (text: string) => ({ type: "stream" as const, hash: text, size: text.length, text });

describe("two runs", () => {
  test("that are the same say so, whatever time they took and though one was cached", () => {
    const a = side({ cells: [cell("a", "1")] });
    const b = side({ durationMs: 5, cells: [cell("a", "1", { status: "cached", durationMs: 0 })] });
    expect(isSameRun(compareRuns(a, b))).toBe(true);
  });

  test("show what changed of cells, outputs, parameters, inputs and durations", () => {
    const a = side({
      parameters: { n: "1", gone: "2" },
      inputs: { "file a": "x" },
      cells: [cell("a", "1", { outputs: [output("one\ntwo")] }), cell("b", "2"), cell("c", "3"), cell("d", "4")],
    });
    const b = side({
      status: "failed",
      parameters: { n: "5" },
      inputs: { "file a": "y", "file b": "z" },
      cells: [
        cell("a", "1", { outputs: [output("one\n2")], durationMs: 900 }),
        cell("moved", "2"),
        cell("c", "3!", { status: "failed" }),
        cell("e", "5"),
      ],
    });
    const diff = compareRuns(a, b);
    expect(diff.parameters).toEqual([
      { name: "n", before: "1", after: "5" },
      { name: "gone", before: "2" },
    ]);
    expect(diff.inputs.map(({ name }) => name)).toEqual(["file a", "file b"]);
    expect(diff.cells.map(({ id, change, code }) => [id, change, code])).toEqual([
      ["a", "changed", false],
      ["c", "changed", true],
      ["e", "added", true],
      ["d", "removed", true],
    ]);
    expect(diff.cells[0]?.outputs).toBe("@@ line 1 @@\n one\n-two\n+2");
    expect(diff.cells[1]?.status).toMatchObject({ before: "ok", after: "failed" });
    expect(diff.durations).toMatchObject([{ id: "a", before: 100, after: 900 }]);
  });
});

describe("the cells of two runs", () => {
  const cells = (...codes: readonly string[]) => codes.map((code, index) => cell(`c${index}`, code, { index }));
  const changes = (a: readonly string[], b: readonly string[]) =>
    compareRuns(side({ cells: cells(...a) }), side({ cells: cells(...b) })).cells.map(
      ({ index, change, movedFrom, code }) =>
        [index, change, ...(movedFrom === undefined ? [] : [movedFrom]), ...(code ? ["code"] : [])].join(" "),
    );

  test.each([
    ["abc", "abc", []],
    ["abc", "axbc", ["1 added code"]],
    ["abc", "ac", ["1 removed code"]],
    ["abcd", "dabc", ["0 moved 3"]],
    ["abcd", "bcda", ["3 moved 0"]],
    ["abcd", "badc", ["0 moved 1", "2 moved 3"]],
    ["aab", "aba", ["1 moved 2"]],
    ["abc", "aBc", ["1 changed code"]],
    ["", "a", ["0 added code"]],
    ["a", "", ["0 removed code"]],
  ])("%j and then %j, though ids were numbered anew", (a, b, expected) => {
    expect(changes([...a], [...b])).toEqual(expected);
  });

  test("show which rows of a table changed, though its columns became wider", () => {
    const table = (last: string) => output(`id  value  x\n1   2      a\n2   ${last}  b`);
    const wide = output("id  value      x\n1   2          a\n2   123456789  b");
    const found = compareRuns(
      side({ cells: [cell("a", "1", { outputs: [table("12345")] })] }),
      side({ cells: [cell("a", "1", { outputs: [wide] })] }),
    );
    expect(found.cells[0]?.outputs).toBe(
      "@@ line 1 @@\n id  value      x\n 1   2          a\n-2   12345  b\n+2   123456789  b",
    );
  });
});

describe("pinbook diff of two real runs", () => {
  const code = (id: string, source: string, tags: readonly string[] = []): Cell =>
    codeCell(id, source, { metadata: { tags } });
  const read = 'const pins = await mount("/mnt/pins", "file:bucket").glob("topics/**");';
  const first = [
    code("p", "const n: number = 1;", ["parameters"]),
    code("import", 'import { readFileSync } from "node:fs";\nimport { mount } from "pinbook";'),
    code("ls", `${read}\npins.length`),
    code("fs", 'readFileSync("rows.csv", "utf8").length'),
    code("same", 'readFileSync("same.txt", "utf8")'),
    code("wait", "await new Promise((done) => setTimeout(done, n === 1 ? 1 : 600));"),
    code("long", '"x".repeat(5000) + n'),
    code("gone", '"gone"'),
  ];
  const [p, imports, ls, fs, same, wait, long] = first as [Cell, Cell, Cell, Cell, Cell, Cell, Cell];
  const second = [p, imports, ls, long, fs, same, wait, code("new", '"new"')];
  let cwd: string;
  const write = (name: string, text: string) => writeFile(join(cwd, name), text);
  const save = (name: string, cells: readonly Cell[]) => write(name, formatNotebook(newNotebook(cells)));
  const run = (name: string, parameters = {}) =>
    runNotebook({ file: join(cwd, name), home: join(cwd, ".pinbook"), parameters });
  const pinbook = (...args: string[]) => runPinbook(["diff", ...args], { cwd });

  beforeAll(async () => {
    cwd = await temporaryFolder();
    await mkdir(join(cwd, "bucket/topics"), { recursive: true });
    for (const name of ["package.json", "bucket/topics/a", "rows.csv", "same.txt"]) await write(name, "{}");
    await save("a.ipynb", first);
    expect(await run("a.ipynb")).toMatchObject({ status: "ok" });
    await copyFile(join(cwd, "a.ipynb"), join(cwd, "before.ipynb"));
    await save("b.ipynb", [code("b", "1")]);
    await run("b.ipynb");
    // Written again, with other content but for the last.
    for (const [name, text] of [
      ["bucket/topics/b", "1"],
      ["rows.csv", "1,2\n"],
      ["same.txt", "{}"],
    ] as const)
      await write(name, text);
    await save("a.ipynb", second);
    expect(await run("a.ipynb", { n: 2 })).toMatchObject({ status: "ok" });
  });

  test("tells parameters, inputs, cells, outputs and durations, and nothing of what stayed", async () => {
    const { code: exit, stdout, stderr } = await pinbook();
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    const [head, runs, ...lines] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^a\.ipynb: ok {2}\d+\.\d s → \d+\.\d s$/);
    expect(runs).toMatch(/^ {2}\w+-\w+ \(\d{4}-.*\) → \w+-\w+ \(\d{4}-.*\)$/);
    const steady = lines.filter((line) => !/ \d+\.\d s → \d+\.\d s$/.test(line));
    expect(steady).toEqual([
      "  parameter n: 1 → 2",
      expect.stringMatching(/^ {2}input listing file:.*bucket#topics\/: changed: 1 added \(b\)$/),
      "  input file rows.csv: changed",
      '  cell 4  const pins = await mount("/mnt/pins", "file:bucket").glob("…  output changed',
      ...["    @@ line 1 @@", "    -1", "    +2"],
      '  cell 5  "x".repeat(5000) + n  moved, it was cell 7, output changed',
      "    @@ line 1 @@",
      expect.stringMatching(/^ {4}-…x+1'$/),
      expect.stringMatching(/^ {4}\+…x+2'$/),
      '  cell 6  readFileSync("rows.csv", "utf8").length  output changed',
      ...["    @@ line 1 @@", "    -2", "    +4"],
      '  cell 9  "new"  added',
      '  cell 8  "gone"  removed',
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}cell 8 {2}await new Promise.* s → \d+\.\d s$/));
  });

  test("as JSON has the same, whole", async () => {
    const found = JSON.parse((await pinbook("--json")).stdout);
    expect(found).toMatchObject({
      name: "a.ipynb",
      runs: [{ id: expect.any(String) }, { startedAt: expect.any(String) }],
      status: ["ok", "ok"],
      parameters: [{ name: "n", before: "1", after: "2" }],
      inputs: [{ name: expect.stringContaining("bucket#topics/") }, { name: `file ${join(cwd, "rows.csv")}` }],
    });
    expect(found.cells.map(({ id, change }: { id: string; change: string }) => [id, change])).toEqual([
      ["ls", "changed"],
      ["long", "changed"],
      ["fs", "changed"],
      ["new", "added"],
      ["gone", "removed"],
    ]);
    expect(found.cells[1].outputs).toContain(`-'${"x".repeat(5000)}1'\n`);
    expect(found.durations).toContainEqual(expect.objectContaining({ id: "wait" }));
  });

  test("compares notebooks' files by their saved outputs, and finds runs by id", async () => {
    const files = JSON.parse((await pinbook("before.ipynb", "a.ipynb", "--json")).stdout);
    expect(files).toMatchObject({
      runs: [null, null],
      parameters: [{ name: "n", before: "1", after: "2" }],
      inputs: [],
    });
    const home = join(cwd, ".pinbook");
    const [first] = await findRun(home, "last~2");
    expect(first?.parameters).toEqual({ n: "1" });
    expect(await findRun(home, first?.run?.id ?? "")).toEqual([first]);
    const nothing = await pinbook("last~7", "last");
    expect(nothing).toMatchObject({ code: 2, stdout: "" });
    expect(nothing.stderr).toMatch(/^pinbook: there is no run "last~7" in .*\.pinbook\/runs: name .*\n$/);
  });
});
