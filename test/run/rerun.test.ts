import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { type Cell, type CodeCell, formatNotebook } from "../../src/notebook/index.ts";
import { planRerun, type RerunOptions, type RunResult, rerunNotebook, runNotebook } from "../../src/run/index.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, "a.ipynb");
  await writeFile(join(folder, "package.json"), "{}");
});

const save = (...sources: readonly string[]): Promise<void> => writeFile(file, codeNotebookText(...sources));
/** Runs all cells, then those that are stale after an edit. */
const runThen = async (before: readonly string[], after: readonly string[], options: Partial<RerunOptions> = {}) => {
  await save(...before);
  const first = await runNotebook({ file });
  expect([first.status, first.error]).toEqual(["ok", undefined]);
  await save(...after);
  return rerunNotebook({ file, ...options });
};
const statuses = (result: RunResult): string => result.cells.map(({ status }) => status).join(" ");
const textOf = (result: RunResult, index: number): string =>
  (result.notebook.cells[index] as CodeCell).outputs
    .map((output) => (output.output_type === "stream" ? output.text : JSON.stringify(output)))
    .join("");
const reasons = async (options: Partial<RerunOptions> = {}): Promise<Record<string, readonly string[]>> =>
  Object.fromEntries((await planRerun({ file, ...options })).cells.map((cell) => [cell.id, cell.reasons]));

describe("a rerun", () => {
  test("writes what a killed run made but had not saved", async () => {
    await save("const a = 1", "console.log(a)");
    const { notebook } = await runNotebook({ file });
    const [first, second] = notebook.cells as [Cell, CodeCell];
    const cut = { ...second, metadata: { pinbook: { status: "died" } }, outputs: [], execution_count: null };
    await writeFile(file, formatNotebook({ ...notebook, cells: [first, cut] }));
    const result = await rerunNotebook({ file, resume: true });
    expect(statuses(result)).toBe("cached cached");
    const saved = JSON.parse(await readFile(file, "utf8")).cells[1];
    expect(saved).toMatchObject({ metadata: { pinbook: { status: "cached" } }, outputs: [{ text: ["1\n"] }] });
  });

  test("of a notebook in which nothing changed runs nothing, keeps the file as it is and says cached", async () => {
    await save("const a = 1", "console.log(a)");
    await runNotebook({ file });
    const before = await readFile(file, "utf8");
    const result = await rerunNotebook({ file });
    expect(statuses(result)).toBe("cached cached");
    expect(textOf(result, 1)).toBe("1\n");
    expect(await readFile(file, "utf8")).toBe(before);
  });

  test("after comments, blanks and line breaks changed runs nothing", async () => {
    const result = await runThen(
      ["const a = { b: 1 } // one", "console.log(a.b)"],
      ["// two\nconst a = {\n  b: 1,\n};", "console.log( a.b ) /* three */"],
    );
    expect(statuses(result)).toBe("cached cached");
  });

  test("runs the changed cell and what hangs on it, with restored values of the others", async () => {
    const sources = [
      "const rows = [1, 2, 3]; const made = new Map([['rows', rows]])",
      "const doubled = rows.map((n) => n * 2)",
      "const other = 'kept'; console.log(other)",
      "console.log(doubled, made.get('rows') === rows, other)",
    ];
    const result = await runThen(sources, sources.with(1, "const doubled = rows.map((n) => n * 3)"));
    expect(statuses(result)).toBe("cached ok cached ok");
    expect(textOf(result, 2)).toBe("kept\n");
    expect(textOf(result, 3)).toBe("[ 3, 6, 9 ] true kept\n");
    expect((result.notebook.cells[3] as CodeCell).execution_count).toBe(4);
  });

  test("gives a value as the last cell that changed it left it", async () => {
    const sources = ["const a = [1]", "const b = { a }", "a.push(2)", "console.log(a, b)"];
    const result = await runThen(sources, sources.with(3, "console.log(b, a, b.a === a)"));
    expect(statuses(result)).toBe("cached cached cached ok");
    expect(textOf(result, 3)).toBe("{ a: [ 1, 2 ] } [ 1, 2 ] true\n");
  });

  test("lets a change of a shared object be seen by what a changed cell made of it", async () => {
    const sources = ["const a = [1]", "const b = { a }", "a.push(2)", "console.log(b)"];
    const result = await runThen(sources, sources.with(1, "const b = { list: a }"));
    expect(textOf(result, 3)).toBe("{ list: [ 1, 2 ] }\n");
  });

  test("runs a cell again whose value cannot be restored, and says which and why", async () => {
    const sources = ["let n = 0; const next = (() => { let i = 5; return () => i++ })()", "console.log(next())"];
    await save(...sources);
    await runNotebook({ file });
    await save(sources[0] ?? "", "console.log('n', next())");
    expect(await reasons()).toEqual({
      c1: ["cell 2 needs its next: next is a function that closes over what its cell made"],
      c2: ["its code changed"],
    });
    const result = await rerunNotebook({ file });
    expect(statuses(result)).toBe("ok ok");
    expect(textOf(result, 1)).toBe("n 5\n");
  });

  test("declares functions and classes again and imports modules again", async () => {
    const sources = [
      "import { join } from 'node:path'; const half = (n: number): number => n / 2",
      "class Pin { static make() { return new Pin() } name = join('a', 'b') }\nfunction pins() { return half(Pin.make().name.length + 1) }",
      "console.log(pins())",
    ];
    const result = await runThen(sources, sources.with(2, "console.log('pins', pins(), new Pin() instanceof Pin)"));
    expect(statuses(result)).toBe("cached cached ok");
    expect(textOf(result, 2)).toBe("pins 2 true\n");
  });

  test("restores errors, typed arrays that share memory, frames, Arquero tables and instances that say how", async () => {
    const sources = [
      "import { Frame, fromRows } from 'pinbook'; const frame = fromRows([{ a: 1 }, { a: 2 }]).filter((d) => d.a.gt(1)); const table = await frame.toArquero()",
      "const error = Object.assign(new TypeError('no'), { code: 'E' }); const bytes = new Uint8Array(4); const view = new DataView(bytes.buffer)",
      "class P { constructor(x) { this.x = x } [Symbol.for('pinbook.save')]() { return this.x } static [Symbol.for('pinbook.restore')](x) { return new P(x) } }",
      "const p = [new P(7)]",
      "1",
    ];
    const show =
      "view.setInt8(0, 5); console.log(await frame.toRows(), frame instanceof Frame, table.objects(), error instanceof TypeError, error.message, error.code, bytes[0], p[0] instanceof P, p[0].x)";
    const result = await runThen(sources, sources.with(4, show));
    expect(statuses(result)).toBe("cached cached cached cached ok");
    expect(textOf(result, 4)).toBe("[ { a: 2 } ] true [ { a: 2 } ] true no E 5 true 7\n");
  });

  test("restores large lists of rows, tables of Arquero and frames of Danfo, and what they share", async () => {
    const made = [
      'import { fromRows } from "pinbook"',
      "const rows = Array.from({ length: 3000 }, (_, i) => ({ i, t: 't' + (i % 5), d: new Date(i) })); const first = rows[0]",
      "const frame = fromRows(rows)",
      "const table = await frame.toArquero(); const df = await fromRows(rows.map(({ i, t }) => ({ i, t }))).toDanfo()",
    ];
    const shown =
      "console.log(rows[2999].d.getTime(), first === rows[0], (await frame.toRows()).length, table.groupby('t').count().numRows(), df.shape, df.t.unique().values.length)";
    const result = await runThen([...made, "0"], [...made, shown]);
    expect(statuses(result)).toBe("cached cached cached cached ok");
    expect(textOf(result, 4)).toBe("2999 true 3000 5 [ 3000, 2 ] 5\n");
  });

  test("runs what reads a file that changed, and what imports a local module that changed", async () => {
    await writeFile(join(folder, "data.json"), "[1]");
    await writeFile(join(folder, "lib.ts"), "export const twice = (n: number): number => n * 2;");
    const sources = [
      "import { readFileSync } from 'node:fs'; const data = JSON.parse(readFileSync('data.json', 'utf8'))",
      "import { twice } from './lib.ts'; console.log(twice(4))",
      "console.log(data)",
    ];
    await save(...sources);
    await runNotebook({ file });
    expect(statuses(await rerunNotebook({ file }))).toBe("cached cached cached");
    await writeFile(join(folder, "data.json"), "[1, 2]");
    const second = await rerunNotebook({ file });
    expect(statuses(second)).toBe("ok cached ok");
    expect(textOf(second, 2)).toBe("[ 1, 2 ]\n");
    await writeFile(join(folder, "lib.ts"), "export const twice = (n: number): number => n + n + 0.5;");
    const third = await rerunNotebook({ file });
    expect(statuses(third)).toBe("cached ok cached");
    expect(textOf(third, 1)).toBe("8.5\n");
  });

  test("of one import that changed runs nothing that uses the others of its cell", async () => {
    const module = (a: number, b: number) =>
      writeFile(join(folder, "m.ts"), `export const a = ${a};\nexport const b = ${b};\nexport const o = { n: 0 };`);
    await module(1, 1);
    const cells = [
      'import { a as two, b as one } from "./m.ts"; import * as m from "./m.ts"; import { join } from "node:path"; const f = (n: number) => n + two',
      "two",
      "one",
      'join("a", "b")',
      "f(1)",
      "Object.keys(m)",
    ];
    await save(...cells);
    expect((await runNotebook({ file })).status).toBe("ok");
    await module(2, 1);
    expect(statuses(await rerunNotebook({ file }))).toBe("ok ok cached cached ok ok");
    await module(2, 2);
    expect(statuses(await rerunNotebook({ file }))).toBe("ok cached ok cached ok ok");
    // A cell that does more than import may have changed what it imported.
    const acting = ['import { a, o } from "./m.ts"; import { join } from "node:path"; o.n = a', 'o.n + join("a")'];
    await runThen(acting, acting);
    await module(3, 2);
    expect(statuses(await rerunNotebook({ file }))).toBe("ok ok");
  });

  test("runs nothing below a cell that made the same frame of the same rows by other code", async () => {
    const cells = (filter: string, n = 1) => [
      "import { fromRows } from 'pinbook'",
      `const pins = fromRows([{ n: ${n} }, { n: 2 }, { n: 3 }])`,
      filter,
      "console.log((await few.toRows()).length)",
      "const most = few.orderby('n').slice(-1); console.log(`sorted`)",
      "console.log(await most.toRows())",
    ];
    const written = cells("const few = pins.filter((d) => d.n.gt(1))");
    const other = cells("const few = pins.filter((pin) => { const least = 1; return pin.n.gt(least); })");
    const result = await runThen(written, other);
    expect(statuses(result)).toBe("cached cached ok cached cached cached");
    expect(textOf(result, 3)).toBe("2\n");
    expect((await planRerun({ file })).runs).toEqual([]);
    expect(statuses(await rerunNotebook({ file }))).toBe("cached cached cached cached cached cached");
    // Another plan over the same rows, and the same plan over other rows.
    const wider = await runThen(written, cells("const few = pins.filter((d) => d.n.gt(0))"));
    expect(statuses(wider)).toBe("cached cached ok ok ok ok");
    const rows = await runThen(written, cells("const few = pins.filter((d) => d.n.gt(1))", 5));
    expect(statuses(rows)).toBe("cached ok ok ok ok ok");
    expect(textOf(rows, 3)).toBe("3\n");
  });

  test("runs nothing below a cell that made the same number by other code, and restores it where it is needed", async () => {
    const result = await runThen(
      ["const a = 2 * 3", "const b = a * 7", "console.log(b)", "console.log('c', a)"],
      ["const a = 3 + 3", "const b = a * 7", "console.log(b)", "console.log('d', a, b)"],
    );
    expect(statuses(result)).toBe("ok cached cached ok");
    expect(textOf(result, 3)).toBe("d 6 42\n");
    const forced = await rerunNotebook({ file, cells: ["c2"], force: true });
    expect(forced.cells.map(({ durationMs }) => durationMs > 0)).toEqual([false, true, false, false]);
  });

  test("runs no effect again for a value that is gone, unless it is allowed", async () => {
    const sources = ["/*effect*/ const f = (() => { let i = 0; return () => i++ })()", "console.log(f())"];
    await save(...sources);
    await runNotebook({ file });
    await save(sources[0] ?? "", "console.log('again', f())");
    const plan = await planRerun({ file });
    expect(plan.runs).toEqual([]);
    expect(plan.blocked.c2).toMatch(/cell 1 would have to run again .* it has effects .*--effects/);
    expect(statuses(await rerunNotebook({ file, effects: true }))).toBe("ok ok");
  });

  test("runs only what is asked for, and what that needs", async () => {
    const before = ["const a = 1", "console.log(a)", "console.log('b')"];
    const after = ["const a = 2", "console.log(a)", "console.log('c')"];
    const result = await runThen(before, after, { cells: ["c2"] });
    expect(result.cells.map(({ durationMs }) => durationMs > 0)).toEqual([true, true, false]);
    expect(textOf(result, 1)).toBe("2\n");
    expect(result.left).toBe(1);
    expect((await planRerun({ file })).runs).toEqual(["c3"]);
    expect((await planRerun({ file, cells: ["c2"], force: true })).runs).toEqual(["c2"]);
    await expect(planRerun({ file, cells: ["zz"] })).rejects.toThrow(
      /no code cell "zz": the code cells are c1, c2, c3/,
    );
  });

  test("goes on after a failure with what the cells above made", async () => {
    await save("const a = Math.random()", "console.log(a)", "throw new Error('no')", "console.log(a, 'end')");
    const first = await runNotebook({ file });
    expect(first.status).toBe("failed");
    await save("const a = Math.random()", "console.log(a)", "console.log('mended')", "console.log(a, 'end')");
    const result = await rerunNotebook({ file, resume: true });
    expect(statuses(result)).toBe("cached cached ok ok");
    expect(textOf(result, 3)).toBe(`${textOf(first, 1).trim()} end\n`);
  });
});
