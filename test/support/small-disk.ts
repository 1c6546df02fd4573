import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeRemoval, temporaryFolder } from "./temporary.ts";

const run = promisify(execFile);

/** Whether this process may mount disks. */
export const canMountDisks = async (): Promise<boolean> => {
  const folder = await temporaryFolder();
  return mountSmallDisk(folder, 64).then(
    () => true,
    () => false,
  );
};

/** Mounts a disk of so many kilobytes on an empty folder, until the test file ends. */
export const mountSmallDisk = async (folder: string, kilobytes: number): Promise<void> => {
  await run("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder]);
  beforeRemoval(() => run("umount", [folder]));
};

/** Makes a mounted disk read-only. */
export const makeReadOnly = async (folder: string): Promise<void> => {
  await run("mount", ["-o", "remount,ro", folder]);
};
