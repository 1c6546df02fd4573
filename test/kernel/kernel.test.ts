import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { encodeMessage, signer } from "../../kernels/typescript/index.ts";
import { askUntil } from "../support/ask-until.ts";
import {
  type Answer,
  contentsOf,
  createMessage,
  type KernelClient,
  resultOf,
  startKernelClient,
} from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

let kernel: KernelClient;
let first: Answer;

beforeAll(async () => {
  kernel = await startKernelClient(await temporaryFolder());
  first = await kernel.execute("'first'");
});
afterAll(() => kernel.close());

/** How many cells have been counted, this one with them. */
const count = async () => Number((await kernel.execute("'counted'")).reply.content.execution_count);

describe("the kernel", () => {
  test("says what it is", async () => {
    const { reply } = await kernel.shell("kernel_info_request", {});
    expect(reply.content).toMatchObject({ status: "ok", protocol_version: "5.4", implementation: "pinbook" });
    expect(reply.content.language_info).toMatchObject({ name: "typescript", file_extension: ".ts" });
  });

  test("counts cells from 1", () => {
    expect(first.reply.content.execution_count).toBe(1);
  });

  test("runs a cell between busy and idle, with its outputs in order under its header", async () => {
    const code = "console.log('one'); console.error('two'); display({ a: 1 }); const n: number = await 41; n + 1";
    const before = await count();
    const answer = await kernel.execute(code);
    expect(answer.reply.content).toMatchObject({
      ...{ status: "ok", execution_count: before + 1, payload: [], user_expressions: {} },
    });
    expect(answer.published.map(({ header }) => header.msg_type)).toEqual([
      "status",
      "execute_input",
      "stream",
      "stream",
      "display_data",
      "execute_result",
      "status",
    ]);
    expect(contentsOf(answer, "stream")).toEqual([
      { name: "stdout", text: "one\n" },
      { name: "stderr", text: "two\n" },
    ]);
    expect(resultOf(answer)).toBe("42");
  });

  test("answers an error with its trace, on iopub and in the reply", async () => {
    const number = (await count()) + 1;
    const answer = await kernel.execute("const a = 1;\nnull!.x", { stop_on_error: false });
    const [error] = contentsOf(answer, "error");
    expect(error).toMatchObject({ ename: "TypeError", evalue: expect.stringContaining("null") });
    expect(error?.traceback).toContain(`Cell [${number}], line 2`);
    expect(answer.reply.content).toMatchObject({ status: "error", ename: "TypeError", execution_count: number });
  });

  test("keeps quiet and does not count where asked to", async () => {
    const before = await count();
    const silent = await kernel.execute("console.log('x'); 1", { silent: true });
    expect(silent.published.map(({ header }) => header.msg_type)).toEqual(["status", "status"]);
    const unstored = await kernel.execute("'kept out'", { store_history: false });
    expect(resultOf(unstored)).toBe("'kept out'");
    expect(await count()).toBe(before + 1);
  });

  test("evaluates user expressions after the cell", async () => {
    const { reply } = await kernel.execute("const u = 5", { user_expressions: { good: "u * 2", bad: "nowhere" } });
    expect(reply.content.user_expressions).toMatchObject({
      good: { status: "ok", data: { "text/plain": "10" } },
      bad: { status: "error", ename: "ReferenceError" },
    });
  });

  test("aborts the cells that were queued behind a failing one", async () => {
    const [failed, queued, goesOn] = await Promise.all([
      kernel.execute("await new Promise((resolve) => setTimeout(resolve, 50)); throw new Error('stop')"),
      kernel.execute("'not run'"),
      kernel.shell("is_complete_request", { code: "1" }),
    ]);
    expect(failed.reply.content.status).toBe("error");
    expect(queued.reply.content.status).toBe("aborted");
    expect(goesOn.reply.content.status).toBe("complete");
    expect(resultOf(await kernel.execute("'run'"))).toBe("'run'");
  });

  test("aborts also a cell that was sent with the failing one and arrives after its reply", async () => {
    const late = createMessage("execute_request", { code: "'not run'" });
    await kernel.execute("await new Promise((resolve) => setTimeout(resolve, 50)); throw new Error('stop')");
    const first = kernel.published(
      ({ header, parentHeader, content }) =>
        parentHeader.msg_id === late.header.msg_id &&
        (header.msg_type === "execute_input" || content.execution_state === "idle"),
    );
    await kernel.sendRaw(encodeMessage(late, signer("a test's key")));
    expect((await first).header.msg_type).toBe("status");
    expect(resultOf(await kernel.execute("'run'"))).toBe("'run'");
  });

  test("does not abort them where stop_on_error is false", async () => {
    const [, queued] = await Promise.all([
      kernel.execute("await null; throw new Error('go on')", { stop_on_error: false }),
      kernel.execute("'run all the same'"),
    ]);
    expect(resultOf(queued)).toBe("'run all the same'");
  });

  test("completes and inspects values, counting code points", async () => {
    await kernel.execute("const fruit = { apple: 1, apricot: 2 }");
    const completed = await askUntil(
      () => kernel.shell("complete_request", { code: "'😀'; fruit.ap", cursor_pos: 13 }),
      ({ reply }) => reply.content.matches?.toString() !== "",
    );
    expect(completed.reply.content).toMatchObject({ matches: ["apple", "apricot"], cursor_start: 11, cursor_end: 13 });
    const inspected = await askUntil(
      () => kernel.shell("inspect_request", { code: "fruit", cursor_pos: 500, detail_level: 0 }),
      ({ reply }) => reply.content.found === true,
    );
    expect(inspected.reply.content).toMatchObject({ status: "ok", found: true });
    const unknown = await kernel.shell("inspect_request", { code: "nowhere", cursor_pos: 3, detail_level: 0 });
    expect(unknown.reply.content).toMatchObject({ status: "ok", found: false });
  });

  test("tells complete code from incomplete and invalid", async () => {
    const ask = async (code: string) => (await kernel.shell("is_complete_request", { code })).reply.content;
    expect(await ask("1 + 1")).toEqual({ status: "complete" });
    expect(await ask("function f() {")).toEqual({ status: "incomplete", indent: "  " });
    expect(await ask("foo)")).toEqual({ status: "invalid" });
  });

  test("gives the history by tail and search", async () => {
    await kernel.execute("'history one'");
    await kernel.execute("'history two'");
    const tail = await kernel.shell("history_request", { hist_access_type: "tail", n: 1, output: false, raw: true });
    expect(tail.reply.content.history).toEqual([[1, expect.any(Number), "'history two'"]]);
    const search = await kernel.shell("history_request", {
      hist_access_type: "search",
      pattern: "*history one*",
      n: 5,
      output: false,
      raw: true,
    });
    expect(search.reply.content.history).toHaveLength(1);
  });

  test("has no comms and closes those that are opened", async () => {
    expect((await kernel.shell("comm_info_request", {})).reply.content).toEqual({ status: "ok", comms: {} });
  });

  test("interrupts a busy loop and keeps what earlier cells made, while heartbeat and control answer", async () => {
    await kernel.execute("const kept = 7");
    const started = kernel.published(({ header }) => header.msg_type === "display_data");
    const looping = kernel.execute("setTimeout(() => { display('on'); for (;;); }); await new Promise(() => {})");
    await started;
    expect(await kernel.beat("ping")).toBe("ping");
    expect((await kernel.control("kernel_info_request", {})).reply.content.status).toBe("ok");
    expect((await kernel.control("interrupt_request", {})).reply.content).toEqual({ status: "ok" });
    expect((await looping).reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(resultOf(await kernel.execute("kept"))).toBe("7");
  });

  test("interrupts an immediate that loops among others, which then run", async () => {
    const started = kernel.published(({ header }) => header.msg_type === "display_data");
    const code = `setImmediate(() => {});
setImmediate(() => { display("on"); for (;;); });
setImmediate(() => { globalThis.reached = true; });
await new Promise(() => {});`;
    const looping = kernel.execute(code);
    await started;
    await kernel.control("interrupt_request", {});
    expect((await looping).reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(resultOf(await kernel.execute("await new Promise((resolve) => setImmediate(resolve)); reached"))).toBe(
      "true",
    );
  });

  test("interrupts a pending await", async () => {
    const busy = kernel.published(({ header }) => header.msg_type === "execute_input");
    const waiting = kernel.execute("await new Promise(() => {})");
    await busy;
    await kernel.control("interrupt_request", {});
    expect((await waiting).reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
  });

  test("interrupts a timer that loops after its cell has ended", async () => {
    const started = kernel.published(({ header }) => header.msg_type === "display_data");
    await kernel.execute("setTimeout(() => { display('on'); for (;;); }, 20)");
    await started;
    await kernel.control("interrupt_request", {});
    expect(resultOf(await kernel.execute("'free'"))).toBe("'free'");
  });

  test("answers an interrupt when nothing runs", async () => {
    expect((await kernel.control("interrupt_request", {})).reply.content).toEqual({ status: "ok" });
    expect(resultOf(await kernel.execute("'unharmed'"))).toBe("'unharmed'");
  });

  test("interrupts a busy loop on SIGINT", async () => {
    const input = kernel.published(({ header }) => header.msg_type === "execute_input");
    const looping = kernel.execute("for (;;);");
    await input;
    const done = looping.then(() => true);
    // The signal may come before the loop runs: Jupyter, too, sends it again.
    while (!(await Promise.race([done, once(AbortSignal.timeout(50), "abort").then(() => false)])))
      kernel.process.kill("SIGINT");
    expect((await looping).reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
  });

  test("drops what is not signed or no message, and answers the next good request", async () => {
    const forged = createMessage("execute_request", { code: "process.exit(9)" });
    await kernel.sendRaw(encodeMessage(forged, signer("wrong key")));
    await kernel.sendRaw([Buffer.from("garbage")]);
    expect(resultOf(await kernel.execute("'still here'"))).toBe("'still here'");
    expect(kernel.stderr()).toContain("dropped a message on shell: wrong signature");
  });

  test("shows what a timer prints after idle under its own cell", async () => {
    const late = kernel.published(({ header, content }) => header.msg_type === "stream" && content.text === "late\n");
    const cell = await kernel.execute("setTimeout(() => console.log('late'), 30)");
    await kernel.execute("'another'");
    expect((await late).parentHeader.msg_id).toBe(cell.reply.parentHeader.msg_id);
  });
});

describe("the end of a kernel", () => {
  test("comes on shutdown_request, with a reply and exit code 0", async () => {
    const other = await startKernelClient(await temporaryFolder());
    const exit = once(other.process, "exit");
    const { reply } = await other.control("shutdown_request", { restart: true });
    expect(reply.content).toEqual({ status: "ok", restart: true });
    expect((await exit)[0]).toBe(0);
    await other.close();
  });

  test("comes on shutdown_request even while a cell loops", async () => {
    const other = await startKernelClient(await temporaryFolder());
    const input = other.published(({ header }) => header.msg_type === "execute_input");
    void other.execute("for (;;);");
    await input;
    const exit = once(other.process, "exit");
    await other.control("shutdown_request", { restart: false });
    await exit;
    await other.close();
  });

  test("by process.exit in a cell says so and keeps the output before it", async () => {
    const other = await startKernelClient(await temporaryFolder());
    const last = other.published(({ content }) => String(content.text).includes("the process ended"));
    const before = other.published(({ content }) => content.text === "before\n");
    void other.execute("console.log('before'); process.exit(3)");
    expect((await before).content.name).toBe("stdout");
    expect((await last).content.text).toBe("the process ended with code 3 while a cell ran: start the kernel anew\n");
    await other.close();
  });
});
