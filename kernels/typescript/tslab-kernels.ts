import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { specText, writeSpec } from "./write-spec.ts";

/** Where tslab's kernelspecs go, and the folders from which tslab is looked for, the nearest first. */
export interface TslabPlace {
  readonly dataFolder: string;
  readonly near: readonly string[];
  readonly log: (line: string) => void;
}

/** Writes what `tslab install` writes, with absolute paths in the place of its command; says so where tslab is not installed. */
export const installTslab = async ({ dataFolder, near, log }: TslabPlace): Promise<void> => {
  const script = near.map(findTslab).find((found) => found !== undefined);
  if (script === undefined) {
    log("tslab's kernels are not installed: `npm install tslab` and install again, if you want them beside");
    return;
  }
  for (const { name, displayName, language, more } of tslabKernels) {
    const folder = join(dataFolder, "kernels", name);
    const argv = [process.execPath, script, "kernel", "--config-path", "{connection_file}", ...more];
    await writeSpec(folder, { "kernel.json": specText({ argv, display_name: displayName, language }) });
    log(`installed ${folder}`);
  }
};

/** Whether tslab is installed as seen from a folder. */
export const hasTslab = (folder: string): boolean => findTslab(folder) !== undefined;

/** The script that is tslab's command, as a folder sees it. */
const findTslab = (folder: string): string | undefined => {
  try {
    const manifest = createRequire(join(folder, "package.json")).resolve("tslab/package.json");
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { tslab: string } };
    return join(dirname(manifest), bin.tslab);
  } catch {
    return undefined;
  }
};

const tslabKernels = [
  { name: "tslab", displayName: "TypeScript", language: "typescript", more: [] },
  { name: "jslab", displayName: "JavaScript", language: "javascript", more: ["--js"] },
];
