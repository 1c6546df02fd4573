import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { usageError } from "../../errors.ts";

/** Who holds a folder: the process, and when that process began as the system counts it, as process ids are used again. */
interface Holder {
  readonly pid: number;
  readonly started: string | null;
}

const heldHere = new Set<string>();

/** Takes a folder for this process alone; returns the way to give it back. The lock of a process that is gone is taken over; a living one's is an error. */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "lock");
  const mine = `${path}.${process.pid}`;
  const me: Holder = { pid: process.pid, started: startOf(process.pid) };
  writeFileSync(mine, JSON.stringify(me));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (linked(mine, path)) {
        heldHere.add(path);
        return () => {
          heldHere.delete(path);
          rmSync(path, { force: true });
        };
      }
      const holder = holderOf(path);
      if (holder && isAlive(holder, path)) throw inUse(folder, holder);
      rmSync(path, { force: true });
    }
    throw inUse(folder, holderOf(path));
  } finally {
    rmSync(mine, { force: true });
  }
};

// A hard link appears whole or not at all, and only where there is none.
const linked = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

const holderOf = (path: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
};

const isAlive = ({ pid, started }: Holder, path: string): boolean => {
  if (pid === process.pid) return heldHere.has(path);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return started === startOf(pid);
};

/** Field 22 of /proc/PID/stat, "starttime"; null where there is no such file. */
const startOf = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
};

const inUse = (folder: string, holder: Holder | undefined): Error =>
  usageError(
    `another broker${holder ? ` (process ${holder.pid})` : ""} uses ${folder}: stop it first (\`pinbook down\`), or give this one another folder`,
  );
