import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { JsonObject } from "../../src/notebook/index.ts";
import { askUntil } from "../support/ask-until.ts";
import { type Answer, contentsOf, type KernelClient, startKernelClient } from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

let kernel: KernelClient;

const complete = async (code: string): Promise<JsonObject> =>
  (await kernel.shell("complete_request", { code, cursor_pos: code.length })).reply.content;

const inspect = async (code: string): Promise<JsonObject> =>
  (await kernel.shell("inspect_request", { code, cursor_pos: code.length, detail_level: 0 })).reply.content;

const textOf = (inspection: JsonObject): string =>
  String((inspection.data as JsonObject | undefined)?.["text/plain"] ?? "");

beforeAll(async () => {
  kernel = await startKernelClient(await temporaryFolder());
  await kernel.execute(
    "const before = { apple: 1, ripen(days: number): string { return 'ripe' } }; const loose: any = {}",
  );
  // A completion that comes too early is answered without types.
  await completeTyped("before.");
});
afterAll(() => kernel.close());

const typesOf = ({ metadata }: JsonObject): JsonObject => metadata as JsonObject;
const completeTyped = (code: string): Promise<JsonObject> =>
  askUntil(
    () => complete(code),
    (answer) => "_jupyter_types_experimental" in typesOf(answer),
  );
const inspectFound = (code: string): Promise<JsonObject> =>
  askUntil(
    () => inspect(code),
    ({ found }) => found === true,
  );

/** Cells that keep going until they are interrupted, each of which tells when it has begun. */
const busy: Readonly<Record<string, string>> = {
  loops: "display('on'); for (;;);",
  awaits: "display('on'); await new Promise(() => {})",
  "waits for a child process": "display('on'); require('node:child_process').execSync('sleep 1000')",
  "prints without end": "display('on'); for (let i = 0; ; i++) console.log('line', i)",
};

describe.each(Object.entries(busy))("while a cell %s", (_, code) => {
  let running: Promise<Answer>;
  beforeAll(async () => {
    const begun = kernel.published(({ header }) => header.msg_type === "display_data");
    running = kernel.execute(`const during = { pear: 1, plum: 'x' };\n${code}`, { stop_on_error: false });
    await begun;
  });
  afterAll(async () => {
    await kernel.control("interrupt_request", {});
    expect((await running).reply.content).toMatchObject({ status: "error" });
  });

  test("names of earlier cells and of the running one complete, with their types", async () => {
    expect(await completeTyped("before.ap")).toMatchObject({ status: "ok", matches: ["apple"], cursor_start: 7 });
    const { matches, metadata } = await completeTyped("during.");
    expect(matches).toEqual(["pear", "plum"]);
    expect(metadata).toMatchObject({
      _jupyter_types_experimental: [
        { text: "pear", type: "field", signature: "number" },
        { text: "plum", type: "field", signature: "string" },
      ],
    });
  });

  test("signature and documentation are told", async () => {
    const inspection = await inspectFound("before.ripen");
    expect(inspection.found).toBe(true);
    expect(textOf(inspection)).toContain("ripen(days: number): string");
  });

  test("complete code, history, comms and the kernel itself are told", async () => {
    expect((await kernel.shell("is_complete_request", { code: "f(" })).reply.content.status).toBe("incomplete");
    const { reply } = await kernel.shell("history_request", {
      hist_access_type: "tail",
      n: 1,
      output: false,
      raw: true,
    });
    expect(reply.content.history).toEqual([[1, expect.any(Number), expect.stringContaining(code)]]);
    expect((await kernel.shell("comm_info_request", {})).reply.content).toEqual({ status: "ok", comms: {} });
    expect((await kernel.shell("kernel_info_request", {})).reply.content.status).toBe("ok");
  });

  test("each answer stands between its busy and its idle, after which the kernel is busy with the cell again", async () => {
    const again = kernel.published(
      ({ header, parentHeader, content }) =>
        header.msg_type === "status" &&
        content.execution_state === "busy" &&
        parentHeader.msg_type === "execute_request",
    );
    const answer = await kernel.shell("is_complete_request", { code: "1" });
    expect(contentsOf(answer, "status")).toEqual([{ execution_state: "busy" }, { execution_state: "idle" }]);
    await again;
  });
});

test("a cell that loops shows its type errors while it does", async () => {
  const warning = kernel.published(({ content }) => String(content.text).includes("TS2322"));
  const running = kernel.execute("const wrong: string = 1;\nfor (;;);", { stop_on_error: false });
  const { parentHeader, content } = await warning;
  expect(content.name).toBe("stderr");
  await kernel.control("interrupt_request", {});
  expect(parentHeader.msg_id).toBe((await running).reply.parentHeader.msg_id);
});

test("cells that wait behind the running one count for completion", async () => {
  const begun = kernel.published(({ header }) => header.msg_type === "display_data");
  const running = kernel.execute("display('on'); await new Promise(() => {})", { stop_on_error: false });
  await begun;
  const waiting = kernel.execute("const queued = { cherry: 1 };");
  expect((await completeTyped("queued.")).matches).toEqual(["cherry"]);
  await kernel.control("interrupt_request", {});
  expect((await running).reply.content).toMatchObject({ ename: "Interrupted" });
  expect((await waiting).reply.content.status).toBe("ok");
  expect((await completeTyped("queued.")).matches).toEqual(["cherry"]);
});

test("values complete and show while a cell awaits", async () => {
  await kernel.execute("Object.assign(loose, { north: 1 })");
  const begun = kernel.published(({ header }) => header.msg_type === "display_data");
  const running = kernel.execute("display('on'); await new Promise(() => {})", { stop_on_error: false });
  await begun;
  // A machine that is slow to answer is taken for a busy one.
  const north = ({ matches }: JsonObject) => matches?.toString() === "north";
  expect((await askUntil(() => complete("loose.no"), north)).matches).toEqual(["north"]);
  const shown = (inspection: JsonObject) => textOf(inspection).includes("{ north: 1 }");
  expect(textOf(await askUntil(() => inspect("loose"), shown))).toContain("{ north: 1 }");
  await kernel.control("interrupt_request", {});
  await running;
});

test("a prompt that waits for its answer keeps no question waiting", async () => {
  const asked = kernel.asked();
  const running = kernel.execute("prompt('Name?')", { allow_stdin: true });
  const request = await asked;
  expect((await completeTyped("before.ap")).matches).toEqual(["apple"]);
  expect(textOf(await inspectFound("before.ripen"))).toContain("ripen(days: number): string");
  await kernel.answer(request, "Ada");
  expect((await running).reply.content.status).toBe("ok");
});

test("code too long to be looked at is answered all the same, and what it declares is no error later", async () => {
  const long = `const long = "${"x".repeat(1_100_000)}";`;
  expect((await kernel.shell("is_complete_request", { code: long })).reply.content).toEqual({ status: "unknown" });
  await kernel.execute(long);
  const warning = kernel.published(({ content }) => String(content.text).includes("TS2322"));
  await kernel.execute("long.length;\nconst wrong: string = 1;");
  expect((await warning).content.text).not.toContain("long");
});
