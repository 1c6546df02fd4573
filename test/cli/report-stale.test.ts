import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { formatNotebook, newNotebook } from "../../src/notebook/index.ts";
import { commandLines, runPinbook } from "../support/cli.ts";
import { codeCell } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const inOneProcess = commandLines();

/** The notes of what is stale in a fresh report of `a.ipynb`. */
const staleIn = async (cwd: string): Promise<readonly string[]> => {
  expect(await inOneProcess(["report", "a.ipynb", "--out", "out"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  const html = await readFile(join(cwd, "out/a.html"), "utf8");
  return html.match(/<ul class="note why">.*?<\/ul>/g)?.map((note) => note.replace(/<[^>]*>/g, "")) ?? [];
};

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
  for (const command of ["run", "rerun"]) {
    expect(await runPinbook([command, "a.ipynb"], { cwd })).toMatchObject({ code: 0 });
    expect([command, await staleIn(cwd)]).toEqual([command, []]);
  }
  await writeFile(join(cwd, "pins.json"), "[1, 2]");
  expect(await runPinbook(["report", "a.ipynb", "--out", "out"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  expect(await staleIn(cwd)).toEqual(["Changed since it ran: pins.json (File)", "A cell that it needs is stale."]);
});

test("pinbook report marks the cells that import what changed since the run: a local module's declaration, a package", async () => {
  const cwd = await temporaryFolder();
  await mkdir(join(cwd, ".pinbook"));
  const modulePath = join(cwd, "rates.ts");
  const module = (rate: number, other: number) =>
    writeFile(modulePath, `export const rate = ${rate};\nexport const other = ${other};\n`);
  const install = async (version: string) => {
    const folder = join(cwd, "node_modules/tiny");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "tiny", version, main: "index.js" }));
    await writeFile(join(folder, "index.js"), "exports.one = 1;");
  };
  await module(1, 1);
  await install("1.0.0");
  const cells = [
    codeCell("rate", 'import { rate } from "./rates.ts";\nconst doubled = rate * 2;'),
    codeCell("uses", "doubled + 1"),
    codeCell("tiny", 'import { one } from "tiny";\none'),
    codeCell("free", "1 + 1"),
  ];
  await writeFile(join(cwd, "a.ipynb"), formatNotebook(newNotebook(cells)));
  expect(await runPinbook(["run", "a.ipynb"], { cwd })).toMatchObject({ code: 0 });
  expect(await staleIn(cwd)).toEqual([]);
  await module(1, 2);
  expect(await staleIn(cwd)).toEqual([]);
  await module(3, 2);
  const rates = ["Changed since it ran: ./rates.ts (Local module)", "A cell that it needs is stale."];
  expect(await staleIn(cwd)).toEqual(rates);
  await install("1.1.0");
  const tiny = "Changed since it ran: tiny 1.0.0 → 1.1.0 (Package)";
  expect(await staleIn(cwd)).toEqual([...rates, tiny]);
  await rm(modulePath);
  expect(await staleIn(cwd)).toEqual(["No longer there: ./rates.ts (Local module)", rates[1], tiny]);
  await module(1, 1);
  expect(await staleIn(cwd)).toEqual([tiny]);
});
