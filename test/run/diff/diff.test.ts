import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { lineDiff } from "../../../src/line-diff.ts";
import { type Cell, formatNotebook, newNotebook } from "../../../src/notebook/index.ts";
import { compareRuns, findRun, isSameRun, type RunSide } from "../../../src/run/diff/index.ts";
import { runPinbook } from "../../support/cli.ts";
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

describe("two runs", () => {
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

test("pinbook diff compares the last two runs, runs by id, and notebooks", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  const file = join(cwd, "a.ipynb");
  const code = (id: string, source: string, tags: readonly string[]): Cell => ({
    ...{ cell_type: "code", id, metadata: { tags }, source, execution_count: null, outputs: [] },
  });
  await writeFile(
    file,
    formatNotebook(newNotebook([code("p", "const n = 1", ["parameters"]), code("c", "n * 2", [])])),
  );
  const pinbook = (...args: string[]) => runPinbook(args, { cwd });
  expect(await pinbook("diff")).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no run "last~1"') });
  await pinbook("run", file);
  await copyFile(file, join(cwd, "b.ipynb"));
  await pinbook("run", file, "-p", "n=21");
  const { code: exit, stdout } = await pinbook("diff");
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^a\.ipynb: ok {2}\d/);
  expect(stdout).toContain("parameter n: 1 → 21");
  expect(stdout).toContain("n * 2  output changed\n    @@ line 1 @@\n    -2\n    +42");
  const files = await pinbook("diff", "b.ipynb", "a.ipynb", "--json");
  expect(JSON.parse(files.stdout)).toMatchObject({ parameters: [{ name: "n", before: "1", after: "21" }] });
  const [first] = await findRun(join(cwd, ".pinbook"), "last~1");
  expect(first?.parameters).toEqual({ n: "1" });
  expect(JSON.parse(await readFile(file, "utf8"))).toHaveProperty("cells");
});
