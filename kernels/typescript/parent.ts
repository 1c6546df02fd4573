import { isAlive } from "../../src/is-alive.ts";

/** Ends the kernel once the process that started it is gone, killed perhaps: nobody else would. 0 is a process that is not known. */
export const watchParent = (parent: () => number, log: (line: string) => void): void => {
  setInterval(() => {
    const pid = parent();
    if (pid === 0 || process.ppid === pid || isAlive(pid)) return;
    log(`the process ${pid} that started the kernel is gone`);
    process.kill(process.pid, "SIGKILL");
  }, 1000);
};
