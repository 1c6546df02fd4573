import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { startKernelClient } from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

const slowly =
  "const held = []; for (;;) { held.push(new Array(1e5).fill(held.length)); await new Promise((resolve) => setTimeout(resolve, 5)) }";
const atOnce = "const held = []; for (;;) held.push({ held: [held.length] })";

test.each([
  ["slowly", slowly],
  ["as fast as it can", atOnce],
])("a cell that fills the memory %s is warned before the kernel ends", async (_, code) => {
  const env = { ...process.env, NODE_OPTIONS: "--max-old-space-size=160" };
  const kernel = await startKernelClient(await temporaryFolder(), { env });
  const input = kernel.published(({ header }) => header.msg_type === "execute_input");
  const warned = kernel.published(({ content }) => String(content.text).startsWith("out of memory soon"));
  void kernel.execute(code);
  const { parentHeader } = await input;
  const warning = await warned;
  expect(warning.parentHeader.msg_id).toBe(parentHeader.msg_id);
  expect(warning.content).toMatchObject({ name: "stderr", text: expect.stringMatching(/\d+ of \d+ MB are in use/) });
  const ended = once(kernel.process, "exit");
  await ended;
  expect(kernel.stderr()).toContain("JavaScript heap out of memory");
  await kernel.close();
});
