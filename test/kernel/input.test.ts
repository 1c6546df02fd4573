import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { contentsOf, type KernelClient, resultOf, startKernelClient } from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await startKernelClient(await temporaryFolder());
});
afterAll(() => kernel.close());

/** Runs a cell that asks once and answers it. */
const answered = async (code: string, value: string) => {
  const asked = kernel.asked();
  const running = kernel.execute(code, { allow_stdin: true });
  const request = await asked;
  await kernel.answer(request, value);
  return { request, answer: await running };
};

test("prompt asks the front end that sent the cell, under the cell's header, after what was printed before", async () => {
  const printed = kernel.published(({ header }) => header.msg_type === "stream");
  const asked = kernel.asked();
  const running = kernel.execute("console.log('first'); prompt('Your name?')", { allow_stdin: true });
  expect((await printed).content.text).toBe("first\n");
  const request = await asked;
  expect(request.content).toEqual({ prompt: "Your name? ", password: false });
  await kernel.answer(request, "Ada");
  const answer = await running;
  expect(resultOf(answer)).toBe("'Ada'");
  expect(request.parentHeader.msg_id).toBe(answer.reply.parentHeader.msg_id);
});

test("prompt's fallback stands for an empty answer", async () => {
  const { request, answer } = await answered("prompt('City', 'Paris')", "");
  expect(request.content.prompt).toBe("City [Paris] ");
  expect(resultOf(answer)).toBe("'Paris'");
});

test.each([
  ["y", "true"],
  ["Yes", "true"],
  ["n", "false"],
  ["", "false"],
])("confirm takes %j as %s", async (typed, shown) => {
  expect(resultOf((await answered("confirm('Sure?')", typed)).answer)).toBe(shown);
});

test("alert waits and gives nothing; a password is asked for as one", async () => {
  expect((await answered("alert('Look')", "")).answer.reply.content.status).toBe("ok");
  const { request, answer } = await answered("Jupyter.password('Key')", "s3cret");
  expect(request.content).toEqual({ prompt: "Key ", password: true });
  expect(resultOf(answer)).toBe("'s3cret'");
});

test("long and non-ASCII answers come whole", async () => {
  const typed = "ß😀".repeat(200_000);
  const { answer } = await answered("[...prompt('Text')].length", typed);
  expect(resultOf(answer)).toBe("400000");
});

test("where allow_stdin is false a question is an error that says so", async () => {
  const answer = await kernel.execute("prompt('x')", { stop_on_error: false });
  expect(contentsOf(answer, "error")[0]).toMatchObject({
    ename: "StdinNotImplemented",
    evalue: expect.stringContaining("allow_stdin is false"),
  });
});

test("a front end without a stdin channel gets the error too, and does not hang", async () => {
  const other = await kernel.connect({ withStdin: false });
  const answer = await other.execute("prompt('x')", { allow_stdin: true, stop_on_error: false });
  expect(answer.reply.content).toMatchObject({ ename: "StdinNotImplemented" });
  await other.close();
});

test("an interrupt ends the wait for an answer, and the late answer is nobody's", async () => {
  const asked = kernel.asked();
  const running = kernel.execute("prompt('x')", { allow_stdin: true });
  const request = await asked;
  expect(await kernel.beat("ping")).toBe("ping");
  await kernel.control("interrupt_request", {});
  expect((await running).reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
  await kernel.answer(request, "too late");
  expect(resultOf((await answered("prompt('again')", "in time")).answer)).toBe("'in time'");
});

test("only the client that was asked can answer", async () => {
  const other = await kernel.connect();
  const asked = kernel.asked();
  const running = kernel.execute("prompt('whose?')", { allow_stdin: true });
  const request = await asked;
  await other.answer(request, "other");
  // Answers of one client keep their order: once this one is dropped, the other's was.
  expect((await other.control("kernel_info_request", {})).reply.content.status).toBe("ok");
  await kernel.answer(request, "own");
  expect(resultOf(await running)).toBe("'own'");
  await other.close();
});
