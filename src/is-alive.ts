import { readFileSync } from "node:fs";

/** Whether a process of this id runs, whoever owns it. One that has ended but that its parent has not fetched yet does not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return stateOf(pid) !== "Z";
};

/** The letter of /proc/PID/stat's third field; undefined where the system has no such file. */
const stateOf = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat[stat.lastIndexOf(")") + 2];
  } catch {
    return undefined;
  }
};
