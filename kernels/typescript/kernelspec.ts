import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../src/errors.ts";
import { interruptibleOptions } from "../../src/node-options.ts";
import { packageRoot } from "../../src/root.ts";
import { logoPng, logoSvg } from "./logo.ts";
import { installTslab } from "./tslab-kernels.ts";
import { specText, writeSpec } from "./write-spec.ts";

/** Jupyter's data folder, whose `kernels` holds the kernelspecs: JUPYTER_DATA_DIR, {prefix}/share/jupyter or the user's own. */
export interface KernelPlace {
  readonly dataFolder: string;
  /** What starts the kernel, with `{connection_file}` among the words; by default this Node and this package's command. */
  readonly argv?: readonly string[];
  /** The folder whose tslab is installed; where it has none, the one that this package sees. */
  readonly project?: string;
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
export const installKernel = async ({
  dataFolder,
  argv,
  project = packageRoot,
  log = () => {},
}: KernelPlace): Promise<string> => {
  const folder = join(dataFolder, "kernels", kernelName);
  const spec = {
    argv: argv ?? ownCommand,
    display_name: "TypeScript (pinbook)",
    language: "typescript",
    interrupt_mode: "message",
    kernel_protocol_version: "5.4",
    metadata: { debugger: false },
  };
  await writeSpec(folder, {
    "kernel.json": specText(spec),
    "logo-svg.svg": logoSvg,
    "logo-64x64.png": logoPng(64),
    "logo-32x32.png": logoPng(32),
  });
  log(`installed ${folder}`);
  await installTslab({ dataFolder, near: [project, packageRoot], log });
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

const launch = join(packageRoot, "src", "launch.cjs");
const ownCommand = [
  ...[process.execPath, ...interruptibleOptions, launch],
  ...["kernel", "start", "--connection-file", "{connection_file}"],
];

const displayNameOf = async (folder: string): Promise<string> => {
  try {
    const spec = JSON.parse(await readFile(join(folder, "kernel.json"), "utf8")) as { display_name?: unknown };
    return String(spec.display_name);
  } catch (error) {
    return `(kernel.json cannot be read: ${messageOf(error)})`;
  }
};
