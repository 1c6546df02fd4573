import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { JsonObject } from "../../../src/notebook/index.ts";
import { askUntil } from "../../support/ask-until.ts";
import { type Answer, type KernelClient, startKernelClient } from "../../support/kernel-client.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const onLinux = process.platform === "linux" ? test : test.skip;

/** The processes that a process started, in any of its threads. */
const childrenOf = (pid: number | undefined): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    (readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").match(/\d+/g) ?? []).map(Number),
  );

const isAlive = (pid: number): boolean => {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

// Another process' end is no event of ours: ask until it is gone.
const ends = (pid: number): Promise<boolean> =>
  askUntil(
    () => new Promise((resolve) => setImmediate(() => resolve(!isAlive(pid)))),
    (isGone) => isGone,
  );

/** A completion that comes too early is answered without types. */
const complete = async (kernel: KernelClient, code: string, cursor_pos: number): Promise<JsonObject> => {
  const ask = () => kernel.shell("complete_request", { code, cursor_pos });
  const isTyped = ({ reply }: Answer) => Object.keys(reply.content.metadata ?? {}).length > 0;
  return (await askUntil(ask, isTyped)).reply.content;
};
const typed = async (kernel: KernelClient): Promise<void> => {
  expect((await complete(kernel, "JSON.pa", 7)).metadata).not.toEqual({});
};

describe("types in the kernel", () => {
  let kernel: KernelClient;
  beforeAll(async () => {
    kernel = await startKernelClient(await temporaryFolder());
    await typed(kernel);
  });
  afterAll(() => kernel.close());

  test("a completion carries types, with offsets in code points", async () => {
    await kernel.execute("const fruit = { apple: 1, ripen(days: number): string { return 'ripe' } }");
    const code = "'😀'; fruit.";
    const place = { start: 11, end: 11 };
    expect(await complete(kernel, code, 11)).toEqual({
      status: "ok",
      matches: ["apple", "ripen"],
      cursor_start: 11,
      cursor_end: 11,
      metadata: {
        _jupyter_types_experimental: [
          { text: "apple", type: "field", signature: "number", ...place },
          { text: "ripen", type: "method", signature: "(days: number): string", ...place },
        ],
      },
    });
  });

  test("an inspection tells signature, documentation and value", async () => {
    await kernel.execute("/** How many there are. */\nconst total = 3");
    const dataOf = ({ reply }: Answer) => reply.content.data as Record<string, string>;
    const data = dataOf(
      await askUntil(
        () => kernel.shell("inspect_request", { code: "total", cursor_pos: 2, detail_level: 0 }),
        (answer) => dataOf(answer)["text/plain"]?.includes("How many") === true,
      ),
    );
    expect(data["text/plain"]).toContain("const total: 3\n\nHow many there are.\n\n");
    expect(data["text/markdown"]).toContain("```typescript\nconst total: 3\n```\n\nHow many there are.");
  });

  test("a type error shows under the cell that has it, which ran", async () => {
    await kernel.execute("const amount = 3");
    const shown = kernel.published(({ header, content }) => {
      return header.msg_type === "stream" && String(content.text).includes("TS2322");
    });
    const { reply, published } = await kernel.execute("const wrong: string = amount; wrong");
    expect(reply.content.status).toBe("ok");
    expect(published.some(({ header }) => header.msg_type === "execute_result")).toBe(true);
    const { content, parentHeader } = await shown;
    expect(parentHeader).toMatchObject({ msg_id: reply.parentHeader.msg_id });
    expect(content).toMatchObject({
      name: "stderr",
      text:
        `Cell [${reply.content.execution_count}], line 1, column 7: Type 'number' is not assignable to type 'string'. (TS2322)\n` +
        "    const wrong: string = amount; wrong\n" +
        "          ~~~~~\n",
    });
  });

  onLinux("the service is started anew after it was killed, and the kernel says so once", async () => {
    const [service, ...others] = childrenOf(kernel.process.pid);
    if (service === undefined || others.length > 0) throw new Error("the kernel has no child or too many");
    process.kill(service, "SIGKILL");
    expect(await ends(service)).toBe(true);
    await typed(kernel);
    expect((await complete(kernel, "fruit.ri", 8)).matches).toEqual(["ripen"]);
    await complete(kernel, "fruit.ap", 8);
    expect(kernel.stderr().match(/TypeScript service/g)).toHaveLength(1);
  });

  onLinux("a cell that was interrupted leaves the types as they were", async () => {
    const shown = kernel.execute("const before = 1; for (;;) {}");
    await kernel.published(({ header }) => header.msg_type === "execute_input");
    await kernel.control("interrupt_request", {});
    expect((await shown).reply.content).toMatchObject({ status: "error" });
    expect((await complete(kernel, "before.toFi", 11)).matches).toEqual(["toFixed"]);
  });

  onLinux("the service ends with a kernel that is killed", async () => {
    const other = await startKernelClient(await temporaryFolder());
    await typed(other);
    const services = childrenOf(other.process.pid);
    expect(services).toHaveLength(1);
    const gone = once(other.process, "exit");
    other.process.kill("SIGKILL");
    await gone;
    expect(await Promise.all(services.map(ends))).toEqual([true]);
    await other.close();
  });
});
