import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { runPinbook } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("pinbook report --since shows the rows that changed from one run to another", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, ".pinbook"));
  const rows = "Array.from({ length: n }, (_, id) => ({ id, double: id * n }))";
  await writeFile(join(folder, "a.ipynb"), codeNotebookText("/*parameters*/const n = 2", rows));
  for (const n of ["2", "3"])
    expect((await runPinbook(["run", "a.ipynb", "-p", `n=${n}`], { cwd: folder })).code).toBe(0);
  const { code, stdout } = await runPinbook(["report", "a.ipynb", "--since", "last~1", "--out", "out"], {
    cwd: folder,
  });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(folder, "out/index.html")}\n` });
  const page = await readFile(join(folder, "out/changes.html"), "utf8");
  expect(page).toContain("2 → 3 rows (+1, +50%) · 1 added · 1 changed · 1 the same · rows told apart by id");
  expect(page).toContain("<del>2</del> <ins>3</ins>");
  const wrong = await runPinbook(["report", "a.ipynb", "--since", "nowhere"], { cwd: folder });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no run "nowhere"') });
});
