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

/** When a process started, in Linux' clock ticks since boot; "" where the system does not tell. */
export const startOf = (pid: number): string => fieldsOf(pid)[19] ?? "";

/** The letter of its state; undefined where the system does not tell. */
const stateOf = (pid: number): string | undefined => fieldsOf(pid)[0];

/** The fields of /proc/PID/stat from the third on; none where the system has no such file. */
const fieldsOf = (pid: number): readonly string[] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
};
