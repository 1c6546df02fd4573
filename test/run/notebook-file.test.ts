import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { type CodeCell, formatNotebook, newNotebook, type Output } from "../../src/notebook/index.ts";
import { readNotebookFile, readToRun } from "../../src/run/notebook-file.ts";
import { temporaryFolder } from "../support/temporary.ts";

let file: string;

beforeEach(async () => {
  file = join(await temporaryFolder(), "a.ipynb");
});

const printed = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const shown = (png: string): Output => ({ output_type: "display_data", data: { "image/png": png }, metadata: {} });
const cell = (id: string, outputs: readonly Output[], tags: readonly string[] = []): CodeCell => ({
  ...{ cell_type: "code", id, source: `"${id}"`, execution_count: 3, outputs },
  metadata: tags.length === 0 ? {} : { tags },
});
const lines = (length: number): string => `${"x".repeat(9_999)}\n`.repeat(length / 10_000);
const write = (...cells: readonly CodeCell[]): Promise<void> => writeFile(file, formatNotebook(newNotebook(cells)));
const outputs = async (): Promise<readonly unknown[]> =>
  (await readToRun(file)).cells.map((one) => (one as CodeCell).outputs);

describe("a notebook that is read to run", () => {
  test("has no outputs of cells that run, and those of cells that do not", async () => {
    await write(cell("a", [printed("1\n")]), cell("b", [printed("2\n")], ["skip-execution"]));
    expect(await outputs()).toEqual([[], [printed("2\n")]]);
  });

  test("is the same where its outputs are many megabytes, which are cut while they are read", async () => {
    const large = [printed(lines(5_000_000)), shown("iVBOR".repeat(1_000_000))];
    await write(cell("a", large), cell("b", [printed("2\n")], ["skip-execution"]), cell("c", large));
    const read = await readToRun(file);
    expect(read.cells.map((one) => (one as CodeCell).outputs)).toEqual([[], [printed("2\n")], []]);
    const whole = await readNotebookFile(file);
    expect(read.cells.map((one) => ({ ...one, outputs: [] }))).toEqual(
      whole.cells.map((one) => ({ ...one, outputs: [] })),
    );
  });

  test("keeps a large output of a cell that does not run whole", async () => {
    const large = [printed(lines(10_000_000))];
    await write(cell("a", large), cell("b", large, ["skip-execution"]));
    expect(await outputs()).toEqual([[], large]);
  });

  test("is refused with its name where it is large and cut short", async () => {
    await write(cell("a", [printed("x".repeat(9_000_000))]));
    const whole = formatNotebook(newNotebook([cell("a", [printed("x".repeat(9_000_000))])]));
    await writeFile(file, whole.slice(0, -40));
    await expect(readToRun(file, "a.ipynb")).rejects.toThrow(/^a\.ipynb is not a notebook: it is not valid JSON/);
  });
});
