import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { isAlive } from "../../../src/is-alive.ts";
import { programFile } from "../../../src/root.ts";
import { runNotebook } from "../../../src/run/index.ts";
import { defaultSession, spawnWorker, spawnWorkerAhead } from "../../../src/run/spawn/index.ts";
import { codeNotebook } from "../../support/code-notebook.ts";
import { temporaryFolder } from "../../support/temporary.ts";

test("a run takes the process that was started ahead, in its own folder; the next one another", async () => {
  const cwd = await realpath(await temporaryFolder());
  const run = async () => {
    const notebook = codeNotebook("[process.cwd(), process.pid, process.argv.length].join()");
    const [cell] = (await runNotebook({ notebook, cwd, home: false })).notebook.cells;
    return JSON.stringify(cell?.cell_type === "code" && cell.outputs);
  };
  const { pid } = spawnWorkerAhead();
  expect(await run()).toContain(`'${cwd},${pid},2'`);
  const next = await run();
  expect(next).toContain(`'${cwd},`);
  expect(next).not.toContain(`,${pid},`);
});

test("a run with a session of its own leaves the one that was started ahead alone", async () => {
  spawnWorkerAhead();
  const other = spawnWorker("/no/such/session.js");
  other.child.kill("SIGKILL");
  const early = spawnWorker(defaultSession);
  expect(early.child.pid).not.toBe(other.child.pid);
  early.child.kill("SIGKILL");
  expect(await early.exit).toMatchObject({ signal: "SIGKILL" });
});

test("a process that no run takes keeps the command from ending no longer, and ends with it", async () => {
  const script = `
    const processes = require("node:child_process");
    const { fork } = processes;
    processes.fork = (...args) => { const child = fork(...args); console.log(child.pid); return child; };
    require(${JSON.stringify(programFile("src/cli/start-ahead"))}).startAhead(["run"]);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script]);
  const pid = Number(stdout);
  expect(pid).toBeGreaterThan(0);
  while (isAlive(pid)) await setImmediate();
});
