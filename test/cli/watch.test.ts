import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { runPinbook } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("pinbook watch reruns what edits of a module and of a notebook made stale, a line each, until Ctrl+C", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  await writeFile(join(cwd, "part.ts"), "export const part = 1;");
  const cells = ["const x = 1;", 'import { part } from "./part.ts";\nx + part', "console.log('apart')"];
  await writeFile(join(cwd, "a.ipynb"), codeNotebookText(...cells));
  const replace = async (name: string, text: string): Promise<void> => {
    await writeFile(join(cwd, "swap"), text);
    await rename(join(cwd, "swap"), join(cwd, name));
  };
  const edits = [
    () => replace("part.ts", "export const part = 2;"),
    () => replace("a.ipynb", codeNotebookText("const x = 5;", ...cells.slice(1))),
  ];
  const { code, stdout, stderr } = await runPinbook(["watch", "a.ipynb"], {
    cwd,
    onOutput: (output, kill) => {
      if (!output.includes("a.ipynb")) return;
      const edit = edits.shift();
      if (edit) void edit();
      else kill("SIGINT");
    },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.replace(/\d+\.\d s/g, "T")).toBe(
    [
      "✓ a.ipynb  reran cells 1, 2, 3  T",
      "✓ a.ipynb  reran cell 2; 2 up to date  T",
      "✓ a.ipynb  reran cells 1, 2; 1 up to date  T",
      "",
    ].join("\n"),
  );
});
