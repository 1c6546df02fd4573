import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { packageRoot } from "../src/root.ts";
import { codeNotebookText } from "./support/code-notebook.ts";
import { temporaryFolder } from "./support/temporary.ts";

/** A checkout of its own with what is built here. */
const checkout = async (): Promise<string> => {
  const root = await temporaryFolder();
  for (const name of ["src", "kernels", "dist", "package.json", "tsconfig.json"])
    await cp(join(packageRoot, name), join(root, name), { recursive: true, preserveTimestamps: true });
  await mkdir(join(root, "node_modules"));
  for (const name of (await readdir(join(packageRoot, "node_modules"))).filter((one) => !one.startsWith(".")))
    await symlink(join(packageRoot, "node_modules", name), join(root, "node_modules", name), "junction");
  return root;
};

test("a run that starts what was built before it looks at the sources starts anew where they were edited", async () => {
  const root = await checkout();
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "a.ipynb"), codeNotebookText("globalThis.edited"));
  const run = async (): Promise<string> =>
    (await promisify(execFile)(process.execPath, [join(root, "src/launch.cjs"), "run", "a.ipynb", "--json"], { cwd }))
      .stdout;
  expect(await run()).not.toContain("by hand");
  await appendFile(join(root, "src/session/index.ts"), '\nReflect.set(globalThis, "edited", "by hand");\n');
  expect(await run()).toContain("by hand");
  expect(await run()).toContain("by hand");
});
