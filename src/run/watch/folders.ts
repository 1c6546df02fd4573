import { type FSWatcher, watch } from "node:fs";

/** Folders that are watched for any change of their files, also by editors that save by renaming. */
export interface WatchedFolders {
  /** Watches these from now on, and no others. */
  set(folders: Iterable<string>): void;
  /** Resolves once something changed since the last call of it, and nothing more for some milliseconds; at once where that is so. */
  settled(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Watches nothing yet. `onChange` hears of each change as it comes; what comes within `quiet` milliseconds is one change for `settled`. */
export const watchFolders = (onChange: () => void, quiet: number): WatchedFolders => {
  const watchers = new Map<string, FSWatcher>();
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;
  let wake = (): void => {};
  const changed = (): void => {
    onChange();
    clearTimeout(timer);
    timer = setTimeout(() => {
      isDue = true;
      wake();
    }, quiet);
  };
  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  return {
    set: (folders) => {
      const wanted = new Set(folders);
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) forget(folder);
      for (const folder of wanted) {
        const watcher = watchers.has(folder) ? undefined : open(folder, changed);
        // A folder that went away is looked for again with the next change.
        watcher?.on("error", () => forget(folder));
        if (watcher) watchers.set(folder, watcher);
      }
    },
    settled: (signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          signal.removeEventListener("abort", done);
          wake = () => {};
          isDue = false;
          resolve();
        };
        wake = done;
        signal.addEventListener("abort", done);
        if (isDue || signal.aborted) done();
      }),
    close: () => {
      clearTimeout(timer);
      for (const folder of [...watchers.keys()]) forget(folder);
    },
  };
};

const open = (folder: string, changed: () => void): FSWatcher | undefined => {
  try {
    return watch(folder, changed);
  } catch {
    return undefined;
  }
};
