import { type ChildProcess, fork, spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../src/root.ts";
import { beforeRemoval } from "./temporary.ts";

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
    const child = spawn(process.execPath, [join(packageRoot, "src/launch.cjs"), ...args], {
      cwd,
      env: { ...inherited(), ...env },
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

/** The environment of this process without its settings. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PINBOOK|AWS|JUPYTER|NODE_)/.test(name)));

/**
 * Runs command lines one after another in one process, which costs a start once: for what they say and do, where no process
 * of their own matters. It ends with the test file.
 */
export const commandLines = (): ((
  args: readonly string[],
  options: { readonly cwd: string },
) => Promise<CliResult>) => {
  let started: { readonly child: ChildProcess; readonly ended: Promise<unknown> } | undefined;
  beforeRemoval(async () => {
    if (!started || started.child.exitCode !== null) return;
    started.child.disconnect();
    await started.ended;
  });
  const start = () => {
    const child = fork(join(packageRoot, "test/support/command-lines.js"), { env: inherited(), execArgv: [] });
    return { child, ended: new Promise((resolve) => child.once("exit", resolve)) };
  };
  let last: Promise<unknown> = Promise.resolve();
  const run = async (args: readonly string[], cwd: string): Promise<CliResult> => {
    started ??= start();
    const { child, ended } = started;
    const { exitCode } = child;
    if (exitCode !== null) throw new Error(`the process of the command lines ended with ${exitCode}`);
    const answered = new Promise((resolve) => child.once("message", resolve));
    child.send({ args, cwd });
    const result = await Promise.race([answered, ended]);
    if (typeof result !== "object") throw new Error(`the process ended with ${result} in pinbook ${args.join(" ")}`);
    return result as CliResult;
  };
  return (args, { cwd }) => {
    const result = last.then(() => run(args, cwd));
    last = result.catch(() => {});
    return result;
  };
};
