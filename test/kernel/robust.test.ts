import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { encodeMessage, signer } from "../../kernels/typescript/index.ts";
import { floodWithLines, sendLargeCell } from "../support/floods.ts";
import { createMessage, type KernelClient, resultOf, startKernelClient } from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await startKernelClient(await temporaryFolder());
});
afterAll(() => kernel.close());

describe("a flood of output", () => {
  // The full size runs in test/soak.
  test("comes whole, in order and before idle, in bounded memory", () => floodWithLines(kernel, 250_000, 200e6));

  test("that does not end is interrupted", async () => {
    const flowing = kernel.published(({ header }) => header.msg_type === "stream");
    const running = kernel.execute("for (;;) console.log('again and again')");
    await flowing;
    await kernel.control("interrupt_request", {});
    expect((await running).reply.content.ename).toBe("Interrupted");
    expect(resultOf(await kernel.execute("'free'"))).toBe("'free'");
  });

  test("of displays that does not end is interrupted", async () => {
    const flowing = kernel.published(({ header }) => header.msg_type === "display_data");
    const running = kernel.execute("for (;;) { display('x'.repeat(1000)); await null; }");
    await flowing;
    await kernel.control("interrupt_request", {});
    expect((await running).reply.content.ename).toBe("Interrupted");
  });
});

describe("what is no message", () => {
  const channels = ["shell", "control", "stdin"] as const;
  const sign = signer("a test's key");

  test.each(channels)("is dropped on %s, and the next good request is answered", async (channel) => {
    const good = encodeMessage(createMessage("kernel_info_request", {}), sign);
    const signed = (parts: readonly string[]) => {
      const frames = parts.map((part) => Buffer.from(part));
      return [Buffer.from("<IDS|MSG>"), Buffer.from(sign(frames)), ...frames];
    };
    const bad: Uint8Array[][] = [
      [Buffer.alloc(0)],
      [crypto.getRandomValues(new Uint8Array(4096))],
      [Buffer.from("<IDS|MSG>")],
      good.slice(0, 3),
      [...good.slice(0, 1), Buffer.from("0".repeat(64)), ...good.slice(2)],
      [...good.slice(0, 2), Buffer.from("{}"), ...good.slice(3)],
      signed(["{", "{}", "{}", "{}"]),
      signed(["[]", "{}", "{}", "{}"]),
      signed(["{}", "null", "{}", "{}"]),
      signed(['{"msg_type":1,"msg_id":"a"}', "{}", "{}", "{}"]),
      signed(['{"msg_type":"execute_request","msg_id":"a"}', "{}", "{}", "3"]),
    ];
    for (const frames of bad) await kernel.sendRaw(frames, channel);
    expect(resultOf(await kernel.execute("1 + 1"))).toBe("2");
    expect((await kernel.control("kernel_info_request", {})).reply.content.status).toBe("ok");
    expect(kernel.stderr()).toContain(`dropped a message on ${channel}`);
  });

  test("or has odd contents harms nothing", async () => {
    const odd = { code: 7, silent: "no", user_expressions: [1], allow_stdin: null } as never;
    expect((await kernel.shell("execute_request", odd)).reply.content.status).toBe("ok");
    expect((await kernel.shell("complete_request", { cursor_pos: "x" })).reply.content.status).toBe("ok");
    expect((await kernel.shell("inspect_request", { code: "a", cursor_pos: -5 })).reply.content.status).toBe("ok");
    expect((await kernel.shell("history_request", { hist_access_type: "none", n: -1 })).reply.content.status).toBe(
      "ok",
    );
    await kernel.tell("no_such_request", { any: "thing" });
    await kernel.tell("comm_msg", { comm_id: 3 });
    expect(resultOf(await kernel.execute("1 + 1"))).toBe("2");
  });

  test("a request of 15 MB is answered", () => sendLargeCell(kernel, 15e6));
});

test("fifty interrupts in a row lose no reply", async () => {
  for (let i = 0; i < 50; i++) {
    const started = kernel.published(({ header }) => header.msg_type === "display_data");
    const running = kernel.execute(i % 2 ? "display(0); for (;;);" : "display(0); await new Promise(() => {})");
    await started;
    await kernel.control("interrupt_request", {});
    expect((await running).reply.content.ename).toBe("Interrupted");
  }
  expect(resultOf(await kernel.execute("'well'"))).toBe("'well'");
});
