import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { formatNotebook, newNotebook } from "../../src/notebook/index.ts";
import { runPinbook } from "../support/cli.ts";
import { codeCell } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("pinbook report marks the cells whose data changed since the run, also after a rerun that ran nothing", async () => {
  const cwd = await temporaryFolder();
  await mkdir(join(cwd, ".pinbook"));
  await writeFile(join(cwd, "pins.json"), "[1]");
  const cells = [
    codeCell(
      "read",
      'import { readFileSync } from "node:fs";\nconst pins = JSON.parse(readFileSync("pins.json", "utf8"))',
    ),
    codeCell("count", "pins.length"),
    codeCell("other", "1 + 1"),
  ];
  await writeFile(join(cwd, "a.ipynb"), formatNotebook(newNotebook(cells)));
  const staleIn = async () => {
    expect(await runPinbook(["report", "a.ipynb", "--out", "out"], { cwd })).toMatchObject({ code: 0, stderr: "" });
    const html = await readFile(join(cwd, "out/a.html"), "utf8");
    return html.match(/<ul class="note why">.*?<\/ul>/g)?.map((note) => note.replace(/<[^>]*>/g, "")) ?? [];
  };
  for (const command of ["run", "rerun"]) {
    expect(await runPinbook([command, "a.ipynb"], { cwd })).toMatchObject({ code: 0 });
    expect([command, await staleIn()]).toEqual([command, []]);
  }
  await writeFile(join(cwd, "pins.json"), "[1, 2]");
  expect(await staleIn()).toEqual(["Changed since it ran: pins.json (File)", "A cell that it needs is stale."]);
}, 60_000);
