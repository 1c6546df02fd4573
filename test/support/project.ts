import { cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../src/root.ts";
import { runPinbook } from "./cli.ts";
import { temporaryFolder } from "./temporary.ts";

/** A project of its own in a new folder, with the milestone notebooks, or those of them that are named; `down` ends its stack. */
export const temporaryProject = async (
  milestones?: readonly string[],
): Promise<{
  readonly folder: string;
  readonly down: () => Promise<unknown>;
}> => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "package.json"), "{}");
  await mkdir(join(folder, "notebooks"));
  for (const name of milestones ?? (await readdir(join(packageRoot, "notebooks"))))
    await cp(join(packageRoot, "notebooks", name), join(folder, "notebooks", name), { recursive: true });
  return { folder, down: () => runPinbook(["down"], { cwd: folder }) };
};

/** Makes pinbook a dependency of a project, with a link in its node_modules, and Arquero one, as an install from a registry puts it there. */
export const installHere = async (folder: string): Promise<void> => {
  const arquero = join("node_modules", "arquero");
  await mkdir(join(folder, "node_modules"), { recursive: true });
  await symlink(join(packageRoot, arquero), join(folder, arquero), "junction");
  await symlink(packageRoot, join(folder, "node_modules", "pinbook"), "junction");
};
