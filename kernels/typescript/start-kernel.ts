import type { Outside } from "../../src/session/index.ts";
import { startChannels } from "./channels-worker.ts";
import { shared } from "./link.ts";

export interface KernelOptions {
  /** The process that started the kernel, as Jupyter tells in JPY_PARENT_PID: the kernel ends when it is gone. */
  readonly parentPid?: number | undefined;
  /** The notebook that it was started for, where that is a file. */
  readonly notebookFile?: string | undefined;
  /** What `%stale` knows of the world outside the cells; loaded when it is first needed. */
  readonly outside?: (() => Promise<Outside>) | undefined;
}

/**
 * Runs a Jupyter kernel in this process by its connection file, with the working folder as the notebook's folder.
 * Resolves when it listens; the process ends on shutdown_request.
 */
export const startKernel = async (connectionFile: string, options: KernelOptions = {}): Promise<void> => {
  const { parentPid, notebookFile, outside } = options;
  const channels = startChannels(connectionFile);
  if (parentPid !== undefined) Atomics.store(channels.numbers, shared.parent, parentPid);
  // Loaded only now: the sockets open meanwhile.
  const { serveCells } = await import("./serve-cells.ts");
  await serveCells({ ...channels, notebookFile, outside });
};
