import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { messageOf, usageError } from "../../src/errors.ts";

/** Where a kernelspec is to go; of several the first counts. */
export interface InstallTarget {
  /** `{prefix}/share/jupyter`. */
  readonly prefix?: string;
  /** The prefix of the Python that is first in the path, such as an active virtual environment. */
  readonly sysPrefix?: boolean;
  /** What JUPYTER_DATA_DIR says. */
  readonly dataDir?: string | undefined;
  readonly home: string;
  readonly platform?: NodeJS.Platform;
  /** What APPDATA says, on Windows. */
  readonly appData?: string | undefined;
}

/** Jupyter's data folder for a target, as `jupyter --data-dir` finds it; asks Python only for `sysPrefix`. */
export const jupyterFolder = async (target: InstallTarget): Promise<string> => {
  const { prefix, sysPrefix, dataDir, home, platform = process.platform, appData } = target;
  if (prefix !== undefined) return join(prefix, "share", "jupyter");
  if (sysPrefix) return join(await pythonPrefix(), "share", "jupyter");
  if (dataDir) return dataDir;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") return join(appData ?? join(home, "AppData", "Roaming"), "jupyter");
  return join(home, ".local", "share", "jupyter");
};

const pythonPrefix = async (): Promise<string> => {
  try {
    const { stdout } = await promisify(execFile)("python3", ["-c", "import sys; print(sys.prefix)"]);
    return stdout.trim();
  } catch (error) {
    throw usageError(
      `no prefix of Python: python3 does not run (${messageOf(error)}); name the folder with --prefix`,
      error,
    );
  }
};
