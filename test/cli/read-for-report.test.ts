import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { expect, test } from "@jest/globals";
import { readForReport } from "../../src/cli/read-for-report.ts";
import { type Cell, formatNotebook, withOutputs } from "../../src/notebook/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("of a script the outputs and given parameters are those that its run saved beside it", async () => {
  const file = join(await temporaryFolder(), "s.ts");
  await writeFile(file, "// %%\n1 + 1\n");
  const never = await readForReport(file, () => {});
  expect(never.cells).toMatchObject([{ outputs: [] }]);
  const saved = never.cells.map((cell) =>
    cell.cell_type === "code" ? withOutputs(cell, [{ output_type: "stream", name: "stdout", text: "2" }], 1) : cell,
  );
  const injected = { ...saved[0], id: "p", source: "let n = 3;", metadata: { tags: ["injected-parameters"] } } as Cell;
  await writeFile(file.replace(".ts", ".ipynb"), formatNotebook({ ...never, cells: [injected, ...saved] }));
  expect((await readForReport(file, () => {})).cells).toMatchObject([{ id: "p" }, { outputs: [{ text: "2" }] }]);
});

test("of a very large notebook an output is cut, and cell and command say so", async () => {
  const file = join(await temporaryFolder(), "big.ipynb");
  const stream = createWriteStream(file);
  stream.write(
    '{"cells":[{"cell_type":"code","id":"c","metadata":{},"source":"1","execution_count":1,"outputs":[{"output_type":"stream","name":"stdout","text":"',
  );
  for (let megabyte = 0; megabyte < 65; megabyte++) stream.write("a".repeat(1 << 20));
  stream.end('"}]}],"metadata":{},"nbformat":4,"nbformat_minor":5}');
  await finished(stream);
  const lines: string[] = [];
  const [cell] = (await readForReport(file, (line) => lines.push(line))).cells;
  const said = "Output 1: of 68.2 MB of text the first 1.0 MB are shown; the notebook has all.";
  expect(lines).toEqual([`${file}, cell 1: ${said}`]);
  const [output, note] = cell?.cell_type === "code" ? cell.outputs : [];
  expect(output?.output_type === "stream" && output.text.length).toBe((1 << 20) - 1);
  expect(note).toEqual({ output_type: "stream", name: "stderr", text: `${said}\n` });
});
