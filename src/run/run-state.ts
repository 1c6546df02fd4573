import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { PinbookError } from "../errors.ts";
import { FolderInUse, lockFolder } from "../folder-lock.ts";
import { findProject } from "../project.ts";

/** The folder of pinbook's state for a notebook's file: `.pinbook` in its project. */
export const stateFolder = (file: string): string => join(findProject(dirname(resolve(file))), ".pinbook");

/** Another run has the notebook. */
export class NotebookInUse extends PinbookError {
  /** `process 12`, or `this process`. */
  readonly holder: string;

  constructor(message: string, holder: string) {
    super(message, { exitCode: 2 });
    this.holder = holder;
  }
}

/** Milliseconds between two looks at who has a notebook: the end of another process is no event of ours. */
const patience = 100;

/**
 * Takes a notebook's file for one run and gives what lets go of it. While another run has it, throws a NotebookInUse that
 * names the process, or waits where told to; then `waiting` is called once. A lock that a dead process left is taken over.
 */
export const holdNotebook = async (
  home: string,
  path: string,
  options: {
    readonly wait: boolean;
    readonly signal?: AbortSignal | undefined;
    readonly waiting: (pid: string) => void;
  },
): Promise<() => Promise<void>> => {
  const folder = join(home, "locks");
  const name = `${createHash("sha256").update(realPath(path)).digest("hex").slice(0, 24)}.lock`;
  for (let attempt = 0; ; attempt++) {
    try {
      return await lockFolder(folder, "", name);
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      const holder = error.holder === process.pid ? "this process" : `process ${error.holder ?? "unknown"}`;
      if (!options.wait)
        throw new NotebookInUse(
          `${path} is being run by ${holder}. Wait until that run has ended, or let this one wait with --wait (ifRunning: "wait").`,
          holder,
        );
      if (attempt === 0) options.waiting(holder);
      if (options.signal?.aborted) throw new PinbookError(`${path} was waited for and cancelled`, { exitCode: 130 });
      await setTimeout(patience);
    }
  }
};

const realPath = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    // The file may not be there yet, its folder neither.
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
};
