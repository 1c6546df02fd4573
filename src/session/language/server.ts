import { pathToFileURL } from "node:url";
import { messageOf } from "../../errors.ts";
import { type LspProcess, startLspProcess } from "./lsp-process.ts";

/** Keeps a language server running: starts it when first asked for, and anew after it ended. */
export interface Server {
  /** The server, initialized; undefined where there is none. */
  get(): Promise<RunningServer | undefined>;
  close(): void;
}

export interface RunningServer extends LspProcess {
  /** Tells servers apart, from 1. */
  readonly generation: number;
}

export interface ServerOptions {
  /** Finds the executable, or throws. */
  readonly find: () => string;
  readonly folder: string;
  readonly log: (line: string) => void;
  /** Hears of the server's process as it starts and ends. */
  readonly onProcess?: ((pid: number, alive: boolean) => void) | undefined;
}

/** A server that ended so often in a row, each time within so many milliseconds, is given up. */
const mostFailures = 5;
const shortLife = 30_000;
const patience = 20_000;

export const keepServer = ({ find, folder, log, onProcess = () => {} }: ServerOptions): Server => {
  let running: Promise<RunningServer | undefined> | undefined;
  let closed = false;
  let generation = 0;
  let failures = 0;
  const start = async (): Promise<RunningServer | undefined> => {
    const begun = performance.now();
    try {
      const process = startLspProcess({ executable: find(), args: ["--lsp", "--stdio"], cwd: folder, patience });
      const server = { ...process, generation: ++generation };
      const { pid } = process;
      if (pid !== undefined) onProcess(pid, true);
      process.ended.then((how) => {
        if (pid !== undefined) onProcess(pid, false);
        if (closed) return;
        failures = performance.now() - begun < shortLife ? failures + 1 : 0;
        const again = failures < mostFailures;
        running = again ? undefined : Promise.resolve(undefined);
        log(`the TypeScript service ended with ${how}: ${again ? "it is started anew" : "types are off from here on"}`);
      });
      await server.request("initialize", initialization(folder));
      server.notify("initialized", {});
      return server;
    } catch (error) {
      if (generation === 0) log(`types are off: the TypeScript service does not start: ${messageOf(error)}`);
      return undefined;
    }
  };
  return {
    get: () => {
      if (closed) return Promise.resolve(undefined);
      running ??= start();
      return running;
    },
    close: () => {
      closed = true;
      running?.then((server) => server?.close());
    },
  };
};

const initialization = (folder: string) => ({
  processId: process.pid,
  rootUri: pathToFileURL(folder).href,
  // Names that would have to be imported first do not fit in a notebook's cell, and looking for them takes time.
  initializationOptions: {
    userPreferences: { includeCompletionsForModuleExports: false, importModuleSpecifierEnding: "js" },
  },
  capabilities: {
    textDocument: {
      hover: { contentFormat: ["markdown"] },
      signatureHelp: { signatureInformation: { documentationFormat: ["markdown"] } },
      completion: { completionItem: { documentationFormat: ["plaintext"], snippetSupport: false } },
      diagnostic: {},
    },
  },
});
