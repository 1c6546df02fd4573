import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Magic, MagicContext } from "./types.ts";

/** How many milliseconds a command has to end after an interrupt. */
const grace = 500;

/** `!COMMAND`: runs it in a shell; its output shows as it comes. */
export const line: Magic = {
  usage: "!COMMAND",
  summary: "runs a command in the shell; \\ at the end of a line goes on with the next",
  run: ({ text }, context) => runInShell(text, context),
};

/** `%%sh`: the whole cell as a script of the shell. */
export const script: Magic = {
  usage: "%%sh",
  summary: "runs the cell as a script of the shell",
  run: ({ body }, context) => runInShell(body, context),
};

const runInShell = async (command: string, context: MagicContext): Promise<void> => {
  const signal = context.signal();
  // What was interrupted before it came to this would never hear of it.
  signal.throwIfAborted();
  // A group of its own, so that an interrupt reaches what the shell starts too.
  const child = spawn(command, { shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.setEncoding("utf8").on("data", context.print);
  child.stderr.setEncoding("utf8").on("data", context.printError);
  const interrupt = () => {
    end(child, "SIGINT");
    setTimeout(() => end(child, "SIGKILL"), grace).unref();
  };
  const kill = () => end(child, "SIGKILL");
  signal.addEventListener("abort", interrupt, { once: true });
  process.once("exit", kill);
  try {
    const [code, name] = (await once(child, "close")) as [number | null, string | null];
    if (code !== 0) context.printError(name ? `[ended by ${name}]\n` : `[exit code ${code}]\n`);
  } finally {
    process.off("exit", kill);
    signal.removeEventListener("abort", interrupt);
  }
};

const end = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};
