import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { messageOf, PinbookError } from "../../src/errors.ts";
import { packageRoot } from "../../src/root.ts";
import { logoPng, logoSvg } from "./logo.ts";

/** Jupyter's data folder, whose `kernels` holds the kernelspecs: JUPYTER_DATA_DIR, {prefix}/share/jupyter or the user's own. */
export interface KernelPlace {
  readonly dataFolder: string;
  /** What starts the kernel, with `{connection_file}` among the words; by default this Node and this package's command. */
  readonly argv?: readonly string[];
  readonly log?: (line: string) => void;
}

/** A kernelspec that Jupyter finds. */
export interface InstalledKernel {
  readonly name: string;
  readonly folder: string;
  readonly displayName: string;
}

/** The name under which Jupyter knows the kernel. */
export const kernelName = "pinbook";

/** Installs the kernelspec, and tslab's and its JavaScript one beside it where tslab is installed. Returns the folder of ours. */
export const installKernel = async ({ dataFolder, argv, log = () => {} }: KernelPlace): Promise<string> => {
  const folder = join(dataFolder, "kernels", kernelName);
  const spec = {
    argv: argv ?? ownCommand,
    display_name: "TypeScript (pinbook)",
    language: "typescript",
    interrupt_mode: "message",
    kernel_protocol_version: "5.4",
    metadata: { debugger: false },
  };
  await write(folder, {
    "kernel.json": json(spec),
    "logo-svg.svg": logoSvg,
    "logo-64x64.png": logoPng(64),
    "logo-32x32.png": logoPng(32),
  });
  log(`installed ${folder}`);
  const tslab = findTslab();
  if (tslab) await installTslab(dataFolder, tslab, log);
  return folder;
};

/** The installed kernelspecs by name, with what they run; broken ones say so. */
export const listKernels = async ({ dataFolder }: KernelPlace): Promise<readonly InstalledKernel[]> => {
  const root = join(dataFolder, "kernels");
  if (!existsSync(root)) return [];
  const names = (await readdir(root)).filter((name) => existsSync(join(root, name, "kernel.json"))).sort();
  return Promise.all(
    names.map(async (name) => ({ name, folder: join(root, name), displayName: await displayNameOf(join(root, name)) })),
  );
};

/** Removes our kernelspec; false where it was not there. tslab's stay: they may be the user's own. */
export const uninstallKernel = async ({ dataFolder }: KernelPlace): Promise<boolean> => {
  const folder = join(dataFolder, "kernels", kernelName);
  if (!existsSync(folder)) return false;
  await rm(folder, { recursive: true });
  return true;
};

const launch = join(packageRoot, "src", "launch.js");
const ownCommand = [process.execPath, launch, "kernel", "start", "--connection-file", "{connection_file}"];

const displayNameOf = async (folder: string): Promise<string> => {
  try {
    const spec = JSON.parse(await readFile(join(folder, "kernel.json"), "utf8")) as { display_name?: unknown };
    return String(spec.display_name);
  } catch (error) {
    return `(kernel.json cannot be read: ${messageOf(error)})`;
  }
};

const write = async (folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  } catch (error) {
    const remedy = "choose a folder that you may write to, with --user or --prefix";
    throw new PinbookError(`the kernelspec cannot be written to ${folder}: ${messageOf(error)}. Remedy: ${remedy}.`, {
      exitCode: 2,
      cause: error,
    });
  }
};

/** The script that is tslab's command, as this package sees it. */
const findTslab = (): string | undefined => {
  try {
    const manifest = createRequire(join(packageRoot, "package.json")).resolve("tslab/package.json");
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { tslab: string } };
    return join(dirname(manifest), bin.tslab);
  } catch {
    return undefined;
  }
};

/** What `tslab install` writes, with absolute paths in the place of its command. */
const installTslab = async (dataFolder: string, script: string, log: (line: string) => void): Promise<void> => {
  for (const { name, displayName, language, more } of tslabKernels) {
    const folder = join(dataFolder, "kernels", name);
    const argv = [process.execPath, script, "kernel", "--config-path", "{connection_file}", ...more];
    await write(folder, { "kernel.json": json({ argv, display_name: displayName, language }) });
    log(`installed ${folder}`);
  }
};

const tslabKernels = [
  { name: "tslab", displayName: "TypeScript", language: "typescript", more: [] },
  { name: "jslab", displayName: "JavaScript", language: "javascript", more: ["--js"] },
];

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
