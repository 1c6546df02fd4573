import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, contentsOf, type KernelClient, resultOf, startKernelClient } from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

let kernel: KernelClient;
let subshell: string;

beforeAll(async () => {
  kernel = await startKernelClient(await temporaryFolder());
  subshell = String((await kernel.control("create_subshell_request", {})).reply.content.subshell_id);
});
afterAll(() => kernel.close());

const execute = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true };
const executeIn = (id: string, code: string): Promise<Answer> =>
  kernel.shell("execute_request", { ...execute, code }, id);

/** Runs a cell of the main shell that awaits until something calls `goOn`; `meanwhile` acts while it does. */
const whileAwaiting = async (meanwhile: () => Promise<void>): Promise<Answer> => {
  const begun = kernel.published(({ header }) => header.msg_type === "display_data");
  const running = kernel.execute("display('on'); await new Promise((resolve) => { globalThis.goOn = resolve; })", {
    stop_on_error: false,
  });
  await begun;
  await meanwhile();
  return running;
};

test("the kernel says that it has subshells, makes, lists and deletes them", async () => {
  const { reply } = await kernel.shell("kernel_info_request", {});
  expect(reply.content.supported_features).toEqual(["kernel subshells"]);
  const other = String((await kernel.control("create_subshell_request", {})).reply.content.subshell_id);
  const list = async () => (await kernel.control("list_subshell_request", {})).reply.content.subshell_id;
  const remove = async () => (await kernel.control("delete_subshell_request", { subshell_id: other })).reply.content;
  expect(await list()).toEqual([subshell, other]);
  expect(await remove()).toEqual({ status: "ok" });
  expect(await list()).toEqual([subshell]);
  expect(await remove()).toMatchObject({ status: "error", ename: "UnknownSubshell" });
});

test("comms of a subshell are heard while a cell awaits, with what they put out under their own message", async () => {
  await kernel.execute(`Jupyter.comm.registerTarget("go", (comm) => comm.onMsg(({ data }) => {
    console.log("going", data.n);
    goOn(data.n);
  }))`);
  await kernel.tell("comm_open", { comm_id: "c", target_name: "go", data: {} }, [], subshell);
  const answer = await whileAwaiting(async () => {
    const heard = await kernel.tell("comm_msg", { comm_id: "c", data: { n: 7 } }, [], subshell);
    const [stream] = heard.filter(({ header }) => header.msg_type === "stream");
    expect(stream?.content.text).toBe("going 7\n");
  });
  expect(resultOf(answer)).toBe("7");
});

test("a cell of a subshell runs beside one that awaits, each with its own outputs, and shares its variables", async () => {
  await kernel.execute("let shared = 'before'");
  const answer = await whileAwaiting(async () => {
    const beside = await executeIn(subshell, "console.log('beside'); shared = 'after'; goOn(shared)");
    expect(contentsOf(beside, "stream")).toEqual([{ name: "stdout", text: "beside\n" }]);
    expect(beside.reply.content.status).toBe("ok");
  });
  expect(resultOf(answer)).toBe("'after'");
  expect(contentsOf(answer, "stream")).toEqual([]);
});

test("a failing cell of a subshell aborts those behind it there, and no other", async () => {
  const answer = await whileAwaiting(async () => {
    const [failed, behind] = await Promise.all([
      executeIn(subshell, "await new Promise((resolve) => setTimeout(resolve, 20)); throw new Error('wanted')"),
      executeIn(subshell, "'not run'"),
    ]);
    expect(failed.reply.content).toMatchObject({ status: "error", evalue: "wanted" });
    expect(behind.reply.content.status).toBe("aborted");
    expect((await executeIn(subshell, "goOn('went on')")).reply.content.status).toBe("ok");
  });
  expect(resultOf(answer)).toBe("'went on'");
});

test("an interrupt stops the cells of all shells", async () => {
  let beside: Promise<Answer> | undefined;
  const answer = await whileAwaiting(async () => {
    const begun = kernel.published(({ header }) => header.msg_type === "stream");
    beside = executeIn(subshell, "console.log('here'); await new Promise(() => {})");
    await begun;
    await kernel.control("interrupt_request", {});
  });
  expect(answer.reply.content).toMatchObject({ ename: "Interrupted" });
  expect((await beside)?.reply.content).toMatchObject({ ename: "Interrupted" });
  expect(resultOf(await kernel.execute("shared"))).toBe("'after'");
});

test("a request to a subshell that is not there is refused", async () => {
  const { reply } = await executeIn("nowhere", "1");
  expect(reply.content).toMatchObject({ status: "error", ename: "UnknownSubshell" });
});
