import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { runPinbook } from "./cli.ts";
import { pythonWith } from "./python.ts";

/** Jupyter's headless tools in a Python of their own, which see the kernels of one folder only. */
export interface JupyterTools {
  /** Runs one of the Python's programs, as `jupyter` or `papermill`; rejects where it fails. */
  run(program: string, args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }>;
}

/** Installs nbclient, nbconvert and papermill where they are missing; throws where that cannot be had. */
export const needTools = (): Promise<string> =>
  pythonWith(["jupyter_client==8.10.0", "nbclient==0.11.0", "nbconvert==7.17.0", "papermill==2.7.0"]);

/** The tools, with what `pinbook kernel install` puts into an empty folder as their only kernels. */
export const jupyterTools = async (home: string): Promise<JupyterTools> => {
  const python = await needTools();
  const installed = await runPinbook(["kernel", "install", "--prefix", home], { cwd: home });
  if (installed.code !== 0) throw new Error(`pinbook kernel install: ${installed.stderr}`);
  return { run: (program, args) => runProgram(join(dirname(python), program), args, home) };
};

/** Runs a program of a Python environment with the kernels of `{home}/share/jupyter` alone; the settings of this process are not its. */
export const runProgram = async (program: string, args: readonly string[], home: string) => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PINBOOK|AWS|JUPYTER|NODE_|JPY_)/.test(name));
  const runtime = join(home, "runtime");
  await mkdir(runtime, { recursive: true });
  return promisify(execFile)(program, [...args], {
    maxBuffer: 1 << 28,
    cwd: home,
    env: {
      ...Object.fromEntries(inherited),
      PATH: `${dirname(program)}:${process.env.PATH ?? ""}`,
      HOME: home,
      JUPYTER_DATA_DIR: join(home, "share", "jupyter"),
      JUPYTER_RUNTIME_DIR: runtime,
      JUPYTER_CONFIG_DIR: join(home, "config"),
      IPYTHONDIR: join(home, "ipython"),
      PYDEVD_DISABLE_FILE_VALIDATION: "1",
    },
  });
};
