import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { CodeCell } from "../../src/notebook/index.ts";
import { rerunNotebook, runNotebook } from "../../src/run/index.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, "a.ipynb");
  await writeFile(join(folder, "package.json"), "{}");
  await writeFile(
    join(folder, "own.ts"),
    "export const list: number[] = []; let count = 0; export const bump = () => ++count; export const now = () => count;",
  );
});

/** The status of each cell and the text of the last after an edit and a rerun. */
const rerun = async (before: readonly string[], after: readonly string[]) => {
  await writeFile(file, codeNotebookText(...before));
  expect(await runNotebook({ file })).toMatchObject({ status: "ok" });
  await writeFile(file, codeNotebookText(...after));
  const { cells, notebook } = await rerunNotebook({ file });
  const [output] = (notebook.cells.at(-1) as CodeCell).outputs;
  const text = output && "data" in output ? output.data["text/plain"] : undefined;
  return [cells.map(({ status }) => status).join(" "), text];
};

describe("a rerun makes anew what lives in the process alone", () => {
  const state = [
    "(BigInt.prototype as any).toJSON = () => 'b'; Math.random = () => 0.5; process.env.TZ = 'Asia/Tokyo'",
    "import { bump, list, now } from './own.ts'",
    "list.push(7); bump(); 0",
    "const tgt: Record<string, number> = {}; const px = new Proxy(tgt, { set: (to, key, x) => Reflect.set(to, key, 2 * x) })",
    "1 + 1",
  ];

  test("where a cell needs it", async () => {
    const last = "JSON.stringify([1n, Math.random(), new Date(0).getHours(), list, now()])";
    expect(await rerun([...state, last], [...state, `${last} + '!'`])).toEqual([
      "ok cached ok cached cached ok",
      `'["b",0.5,9,[7],1]!'`,
    ]);
  });

  test("and runs all that found it so where it changed", async () => {
    const cells = [...state, "px.q = now(); 0", "tgt"];
    const edited = cells.map((source) => source.replace("bump();", "bump(); bump();"));
    expect(await rerun(cells, edited)).toEqual(["ok cached ok ok cached ok ok", "{ q: 4 }"]);
  });
});
