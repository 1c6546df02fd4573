import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../src/root.ts";

/** Runs the command `pinbook` of an installation. */
export type InstalledCommand = (
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
) => Promise<string>;

/** Runs npm in a folder as a user does. */
export const npm = (words: readonly string[], cwd: string) =>
  run("npm", [...words, "--no-audit", "--no-fund", "--no-progress"], { cwd, env: environment({}), maxBuffer: 1 << 26 });

/** Packs this package as it is published; gives the path of the tarball. */
export const packHere = async (folder: string): Promise<string> => {
  const words = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", words, { cwd: packageRoot, env: environment({}), maxBuffer: 1 << 26 });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf("["))) as [{ filename: string }];
  return join(folder, filename);
};

/** As `npm install --global` installs it, with the folder as npm's prefix. */
export const installGlobally = async (tarball: string, folder: string): Promise<InstalledCommand> => {
  await npm(["install", "--global", "--prefix", folder, tarball], folder);
  return command(join(folder, "bin", "pinbook"), []);
};

/** As a dependency of the project in the folder. */
export const installInProject = async (tarball: string, folder: string): Promise<InstalledCommand> => {
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "project", private: true }));
  await npm(["install", tarball], folder);
  return command(join(folder, "node_modules", ".bin", "pinbook"), []);
};

/** As `npx` runs it from its cache, here in the folder. */
export const runByNpx = async (tarball: string, folder: string): Promise<InstalledCommand> => {
  const cache = join(folder, "cache");
  await mkdir(cache);
  return command("npm", ["exec", "--yes", "--cache", cache, "--package", tarball, "--", "pinbook"]);
};

const run = promisify(execFile);

const command =
  (program: string, first: readonly string[]): InstalledCommand =>
  async (args, { cwd, env }) => {
    const { stdout } = await run(program, [...first, ...args], { cwd, env: environment(env), maxBuffer: 1 << 26 });
    return stdout;
  };

/** This process' environment without what npm tells its scripts and without settings of ours and of Jupyter. */
const environment = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => {
  const told =
    /^(npm_(package|lifecycle|execpath|node_execpath|command|config_(local|global)_prefix|config_prefix)|INIT_CWD)/;
  const inherited = Object.entries(process.env).filter(
    ([name]) => !told.test(name) && !/^(PINBOOK|AWS|JUPYTER|NODE_|JPY_)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...more };
};
