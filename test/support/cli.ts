import { spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../src/root.ts";

/** How a command ended. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether signals go to all its processes, as those of a terminal do. */
  readonly group?: boolean;
  /** Called with the way to signal the process once it runs. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Called with each piece of output; may signal the process. */
  readonly onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs `pinbook …` as a process of its own, without the settings of this one. */
export const runPinbook = (
  args: readonly string[],
  { cwd, env = {}, group = false, onOutput, onStart }: CliOptions,
): Promise<CliResult> =>
  new Promise((resolve, reject) => {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(PINBOOK|AWS|JUPYTER|NODE_)/.test(name)),
    );
    const child = spawn(process.execPath, [join(packageRoot, "src/launch.js"), ...args], {
      cwd,
      env: { ...inherited, ...env },
      detached: group,
    });
    const kill = (signal: NodeJS.Signals): void => {
      if (group && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    };
    onStart?.(kill);
    let [stdout, stderr] = ["", ""];
    const told = (text: string): void => onOutput?.(text, kill);
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk;
      told(String(chunk));
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk;
      told(String(chunk));
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
