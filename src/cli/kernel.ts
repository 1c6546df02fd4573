import { homedir } from "node:os";
import { readConfig } from "../config.ts";
import { usageError } from "../errors.ts";
import { packageRoot } from "../root.ts";
import type { Arguments, Command, Terminal } from "./command.ts";
import { textTable } from "./text-table.ts";

export const kernel: Command = {
  usage: "kernel install|list|uninstall [options]",
  help: "Installs the Jupyter kernel `TypeScript (pinbook)`, and tslab's beside it; lists the kernels that Jupyter finds there;\nremoves ours. Jupyter itself calls `pinbook kernel start --connection-file FILE`.",
  options: {
    user: { type: "boolean", help: "for this user (the default): JUPYTER_DATA_DIR, or Jupyter's folder in the home" },
    "sys-prefix": {
      type: "boolean",
      help: "for the Python that is first in the path, such as an active virtual environment",
    },
    prefix: { type: "string", value: "DIR", help: "in DIR/share/jupyter" },
    "connection-file": { type: "string", value: "FILE", help: "start: the file that Jupyter wrote" },
  },
  run: async (args, terminal) => {
    const [action] = args.words;
    if (action === "start") return start(args);
    const { listKernels, uninstallKernel } = await kernels();
    if (action !== "install" && action !== "list" && action !== "uninstall") {
      throw usageError(`pinbook kernel ${action ?? ""}: use install, list or uninstall`);
    }
    const dataFolder = await folderOf(args);
    if (action === "install") await install(dataFolder, terminal);
    if (action === "uninstall") {
      const removed = await uninstallKernel({ dataFolder });
      terminal.print(removed ? `uninstalled from ${dataFolder}` : `there is no kernel of ours in ${dataFolder}`);
    }
    if (action === "list") {
      const rows = (await listKernels({ dataFolder })).map(({ name, displayName, folder }) => [
        name,
        displayName,
        folder,
      ]);
      terminal.print(textTable(["kernel", "shown as", "folder"], rows));
    }
    return 0;
  },
};

const kernels = () => import("../../kernels/typescript/index.ts");

// Not by the folder's index, which loads more: people wait for a kernel to start.
const install = async (dataFolder: string, terminal: Terminal): Promise<void> => {
  const { installKernel, prepareCheckout } = await kernels();
  await installKernel({ dataFolder, project: process.cwd(), log: terminal.print });
  await prepareCheckout(terminal.print);
  if (/[\\/]_npx[\\/]/.test(packageRoot)) {
    terminal.print(
      `the kernel runs from npx's cache (${packageRoot}), which npm may empty; for keeps: npm install --global pinbook && pinbook kernel install`,
    );
  }
};

const start = async (args: Arguments) => {
  const { startKernel } = await import("../../kernels/typescript/start-kernel.ts");
  const file = args.text("connection-file");
  if (file === undefined) throw usageError("pinbook kernel start needs --connection-file FILE: Jupyter gives it");
  const { jupyterParent, jupyterSession } = readConfig();
  await startKernel(file, { parentPid: jupyterParent, notebookFile: jupyterSession, outside });
  return 0 as const;
};

// What `%stale` needs of runs: loaded with the first cell that a notebook's front end sends.
const outside = async () => {
  const { watchOutside } = await import("../run/index.ts");
  const { stateOptions } = await import("../pipeline/state-options.ts");
  const config = readConfig();
  const { fingerprint } = stateOptions(config);
  return watchOutside({ folder: process.cwd(), home: config.home, fingerprint });
};

const folderOf = async (args: Arguments): Promise<string> => {
  const { jupyterFolder } = await kernels();
  const prefix = args.text("prefix");
  const { jupyterDataDir, appData } = readConfig();
  return jupyterFolder({
    ...(prefix === undefined ? {} : { prefix }),
    sysPrefix: args.flag("sys-prefix"),
    dataDir: jupyterDataDir,
    home: homedir(),
    appData,
  });
};
