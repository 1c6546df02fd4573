import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runPinbook } from "./cli.ts";
import { freePort } from "./free-port.ts";
import { pythonWith } from "./python.ts";

/** JupyterLab in a process of its own, with this package's kernel as its only one. */
export interface Lab {
  /** The address of a file of its folder, with the token, in a workspace of its own. */
  url(file: string): string;
  /** What it has written to its log. */
  log(): string;
  stop(): Promise<void>;
}

export interface LabOptions {
  /** What it shows. */
  readonly folder: string;
  /** An empty folder for its settings, its kernelspec and whatever else it writes. */
  readonly home: string;
}

/** Installs JupyterLab, and its part that draws widgets, where they are missing; throws where that cannot be had. Gives the Python that has it. */
export const needLab = (): Promise<string> => pythonWith(["jupyterlab==4.6.6", "jupyterlab_widgets==3.0.17"]);

/** Starts JupyterLab on a free port of 127.0.0.1, the kernel installed for it as a user does, and waits until it answers. */
export const startLab = async ({ folder, home }: LabOptions): Promise<Lab> => {
  const python = await needLab();
  const installed = await runPinbook(["kernel", "install", "--prefix", home], { cwd: home });
  if (installed.code !== 0) throw new Error(`pinbook kernel install: ${installed.stderr}`);
  const settings = join(home, "settings", "@jupyterlab", "apputils-extension");
  await mkdir(settings, { recursive: true });
  // Else it asks whether it may look for news, in the way of everything.
  await writeFile(join(settings, "notification.jupyterlab-settings"), JSON.stringify({ fetchNews: "false" }));
  const [port, token] = [await freePort(), crypto.randomUUID()];
  const server = spawn(python, ["-m", "jupyterlab", ...flags({ folder, port, token })], {
    cwd: folder,
    env: environment(home, dirname(python)),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  server.stderr.on("data", (chunk: Buffer) => {
    log += chunk.toString("utf8");
  });
  try {
    await ready(server, () => log);
  } catch (error) {
    await stop(server);
    throw error;
  }
  return {
    url: (file) => `http://127.0.0.1:${port}/lab/workspaces/${file.replace(/\W+/g, "-")}/tree/${file}?token=${token}`,
    log: () => log,
    stop: () => stop(server),
  };
};

const flags = ({ folder, port, token }: { folder: string; port: number; token: string }): readonly string[] => [
  "--no-browser",
  "--allow-root",
  "--ServerApp.ip=127.0.0.1",
  `--ServerApp.port=${port}`,
  "--ServerApp.port_retries=0",
  `--ServerApp.root_dir=${folder}`,
  `--IdentityProvider.token=${token}`,
  "--KernelSpecManager.ensure_native_kernel=False",
  "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
  "--LabApp.extension_manager=readonly",
];

/** Nothing of the user's own Jupyter, and nothing of this process' settings. */
const environment = (home: string, programs: string): NodeJS.ProcessEnv => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PINBOOK|AWS|JUPYTER|NODE_|JPY_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: `${programs}:${process.env.PATH ?? ""}`,
    HOME: home,
    JUPYTER_PATH: join(home, "share", "jupyter"),
    JUPYTER_CONFIG_DIR: join(home, "config"),
    JUPYTER_DATA_DIR: join(home, "data"),
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
  };
};

const limit = 120_000;

// The server says on stderr where it listens.
const ready = (server: ChildProcess, log: () => string): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`JupyterLab is not ready after ${limit} ms: ${log()}`)), limit);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    server.stderr?.on("data", () => {
      if (/is running at:/.test(log())) settle(resolve);
    });
    server.once("error", (error) => settle(() => reject(error)));
    server.once("exit", (code) => settle(() => reject(new Error(`JupyterLab ended with ${code}: ${log()}`))));
  });

/** Ends the server, which ends its kernels. */
const stop = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  const timer = setTimeout(() => server.kill("SIGKILL"), 30_000);
  await ended;
  clearTimeout(timer);
};
