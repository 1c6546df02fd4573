import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type KernelClient, resultOf, startKernelClient } from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await startKernelClient(await temporaryFolder());
  await kernel.execute("const kept = { n: 7 }; import { execSync, spawnSync, exec, spawn } from 'node:child_process'");
});
afterAll(() => kernel.close());
jest.setTimeout(60_000);

/** Runs a cell that displays something and then does not end, stops it by `stop`, and tells how it ended. */
const stopped = async (code: string, stop: () => unknown): Promise<{ ename: unknown }> => {
  const started = kernel.published(({ header }) => header.msg_type === "display_data");
  const running = kernel.execute(code);
  await started;
  stop();
  const { ename } = (await running).reply.content;
  return { ename };
};

const byMessage = () => kernel.control("interrupt_request", {});

/** What an interrupt has to stop; each says `display(0)` just before it begins. */
const endless: readonly (readonly [string, string])[] = [
  ["a busy loop", "display(0); for (;;);"],
  ["a pending await", "display(0); await new Promise(() => {})"],
  ["a microtask loop", "display(0); for (;;) await null"],
  [
    "a loop of promises",
    "const again = () => Promise.resolve().then(again); display(0); again(); await new Promise(() => {})",
  ],
  ["a loop of ticks", "const tick = () => process.nextTick(tick); display(0); tick(); await new Promise(() => {})"],
  ["a loop of immediates", "const turn = () => setImmediate(turn); display(0); turn(); for (;;);"],
  ["a busy loop after an await", "await null; display(0); for (;;);"],
  ["a busy loop in a timer", "setTimeout(() => { display(0); for (;;); }); await new Promise(() => {})"],
  ["a runaway regular expression", "display(0); /^(a+)+$/.test('a'.repeat(40) + 'b')"],
  ["a wait for an atomic", "display(0); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)"],
  ["a sleeping process that is waited for", "display(0); execSync('sleep 60')"],
  ["a sleeping process in a shell", "display(0); execSync('sleep 60; echo done')"],
  ["a sleeping process that is awaited", "display(0); await new Promise((resolve) => exec('sleep 60', resolve))"],
  ["a loop that catches everything", "display(0); for (;;) try { for (;;); } catch {}"],
  ["a sort that never ends", "display(0); [1, 2].sort(() => { for (;;); })"],
  ["a getter of the result", "display(0); ({ get a() { for (;;); } }).a"],
];

describe("an interrupt by message", () => {
  test.each(endless)("stops %s and keeps what earlier cells made", async (_, code) => {
    const { ename } = await stopped(code, byMessage);
    expect(ename).toBe("Interrupted");
    expect(resultOf(await kernel.execute("kept.n"))).toBe("7");
  });

  test("ends the processes that it stopped the wait for", async () => {
    const seconds = `61.${process.pid}`;
    await stopped(`display(0); execSync('sleep ${seconds}; true')`, byMessage);
    const left = await kernel.execute(`spawnSync('pgrep', ['-fx', 'sleep ${seconds}'], { encoding: 'utf8' }).stdout`);
    expect(resultOf(left)).toBe("''");
  });

  test("ends a process that starts only while it stops the cell", async () => {
    const late = `{
      const name = Symbol.for("pinbook.stop");
      const agree = globalThis[name];
      globalThis[name] = (refused) => {
        globalThis[name] = agree;
        spawnSync("sleep", ["600"]);
        return agree(refused);
      };
    }
    display(0);
    for (;;);`;
    expect(await stopped(late, byMessage)).toEqual({ ename: "Interrupted" });
    expect(resultOf(await kernel.execute("kept.n"))).toBe("7");
  });

  test("leaves processes of earlier cells alone", async () => {
    await kernel.execute("const server = spawn('sleep', ['60'])");
    await stopped("display(0); execSync('sleep 60')", byMessage);
    await stopped("display(0); await new Promise(() => {})", byMessage);
    expect(resultOf(await kernel.execute("[server.exitCode, server.signalCode].join()"))).toBe("','");
    await kernel.execute("server.kill()");
  });

  test("that comes three times at once stops one cell and harms no other", async () => {
    const { ename } = await stopped("display(0); for (;;);", () =>
      Promise.all([byMessage(), byMessage(), byMessage()]),
    );
    expect(ename).toBe("Interrupted");
    expect((await byMessage()).reply.content).toEqual({ status: "ok" });
    expect(resultOf(await kernel.execute("await new Promise((resolve) => setTimeout(resolve, 20, kept.n))"))).toBe("7");
  });
});

describe("SIGINT", () => {
  const signal = () => kernel.process.kill("SIGINT");

  test.each([
    ["a busy loop", "display(0); for (;;);"],
    ["a pending await", "display(0); await new Promise(() => {})"],
    ["a runaway regular expression", "display(0); /^(a+)+$/.test('a'.repeat(40) + 'b')"],
  ])("stops %s", async (_, code) => {
    const { ename } = await stopped(code, signal);
    expect(ename).toBe("Interrupted");
    expect(resultOf(await kernel.execute("kept.n"))).toBe("7");
  });

  test("stops a busy loop after an await, sent again as Jupyter does", async () => {
    let ended = false;
    const again = async () => {
      while (!ended) {
        signal();
        await once(AbortSignal.timeout(50), "abort");
      }
    };
    const { ename } = await stopped("await null; display(0); for (;;);", () => void again());
    ended = true;
    expect(ename).toBe("Interrupted");
    expect(resultOf(await kernel.execute("kept.n"))).toBe("7");
  });

  test("does nothing where no cell runs", async () => {
    signal();
    expect(resultOf(await kernel.execute("kept.n"))).toBe("7");
  });
});
