import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * The path of a Python that has these packages (`name==version`), in a virtual environment kept under ~/.cache/pinbook.
 * The first call for a set installs it from PyPI; it throws where Python or PyPI is missing.
 */
export const pythonWith = async (packages: readonly string[]): Promise<string> => {
  const name = createHash("sha256")
    .update([...packages].sort().join("\n"))
    .digest("hex")
    .slice(0, 16);
  const folder = join(homedir(), ".cache", "pinbook", `python-${name}`);
  const ready = join(folder, "bin", "python");
  const installed = join(folder, "installed");
  if (existsSync(installed)) return ready;
  await rm(folder, { recursive: true, force: true });
  await run("python3", ["-m", "venv", folder]);
  await run(ready, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages], {
    maxBuffer: 1 << 26,
  });
  await writeFile(installed, packages.join("\n"));
  return ready;
};

// Threads of native packages sometimes abort the interpreter while it ends, when the script's work is done and printed.
const endAtOnce = "\nimport os, sys\nsys.stdout.flush()\nos._exit(0)\n";

/** Runs a Python script and gives its stdout; throws with its stderr where it fails. */
export const runPython = async (python: string, script: string, args: readonly string[] = []): Promise<string> => {
  const { stdout } = await run(python, ["-c", script + endAtOnce, ...args], { maxBuffer: 1 << 28 });
  return stdout;
};
