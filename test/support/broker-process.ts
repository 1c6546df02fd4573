import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { entryPoint } from "../../src/root.ts";

/** An embedded broker in a process of its own, to be killed. */
export interface BrokerProcess {
  readonly address: string;
  readonly pid: number;
  /** kill -9; resolves once the process is gone. */
  kill(): Promise<void>;
}

/** Starts the built broker on a folder; throws with what it wrote to stderr where it does not come up. */
export const startBrokerProcess = async (dir: string, port = 0): Promise<BrokerProcess> => {
  const index = pathToFileURL(entryPoint("src/kafka/index")).href;
  const script = `
    const { startBroker } = await import(${JSON.stringify(index)});
    const broker = await startBroker({ dir: ${JSON.stringify(dir)}, port: ${port} });
    console.log(broker.address);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "pipe"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = await firstLine(child);
  return {
    address,
    pid: child.pid ?? -1,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
};

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    const errors: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
    child.once("exit", (code) => reject(new Error(`the broker ended with ${code}: ${errors.join("")}`)));
    if (child.stdout) createInterface(child.stdout).once("line", resolve);
  });
