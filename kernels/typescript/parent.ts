import { isAlive } from "../../src/is-alive.ts";

/** Ends the kernel once the process that started it is gone, killed perhaps: nobody else would. */
export const watchParent = (pid: number, log: (line: string) => void): void => {
  setInterval(() => {
    if (process.ppid === pid || isAlive(pid)) return;
    log(`the process ${pid} that started the kernel is gone`);
    process.kill(process.pid, "SIGKILL");
  }, 1000);
};
