// Python with the packages that peers need, in virtual environments of the benches' own.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where peers are installed. */
export const peersFolder = join(homedir(), ".cache", "pinbook", "bench");

/** The path of a Python that has these packages, in the environment of that name; installs them where they are others. */
export const pythonWith = (/** @type {string} */ name, /** @type {readonly string[]} */ packages) => {
  const folder = join(peersFolder, name);
  const python = join(folder, "bin", "python");
  const installed = join(folder, "peers.json");
  if (existsSync(installed) && readFileSync(installed, "utf8") === JSON.stringify(packages)) return python;
  mkdirSync(peersFolder, { recursive: true });
  execFileSync("python3", ["-m", "venv", folder]);
  execFileSync(python, ["-m", "pip", "install", "--quiet", ...packages]);
  writeFileSync(installed, JSON.stringify(packages));
  return python;
};
