import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { encodeContent } from "../../kernels/typescript/index.ts";
import { packageRoot } from "../../src/root.ts";
import { contentsOf, resultOf, startKernelClient } from "../support/kernel-client.ts";
import { freePorts } from "../support/kernel-sockets.ts";
import { temporaryFolder } from "../support/temporary.ts";

describe("two front ends at one kernel", () => {
  test("get their own replies, see each other's outputs and share the state", async () => {
    const one = await startKernelClient(await temporaryFolder());
    const two = await one.connect();
    const seenByTwo = two.published(({ content }) => content.text === "from one\n");
    const answers = await Promise.all([
      one.execute("console.log('from one'); var a = 1; 'one'"),
      two.execute("'two'"),
      one.shell("is_complete_request", { code: "1" }),
      two.control("kernel_info_request", {}),
    ]);
    expect(answers.slice(0, 2).map(resultOf)).toEqual(["'one'", "'two'"]);
    await seenByTwo;
    expect(resultOf(await two.execute("a"))).toBe("1");
    await two.close();
    expect(resultOf(await one.execute("a + 1"))).toBe("2");
    await one.close();
  });
});

describe("the connection", () => {
  test("can be by IPC, questions and interrupts too", async () => {
    const kernel = await startKernelClient(await temporaryFolder(), { transport: "ipc" });
    const asked = kernel.asked();
    const running = kernel.execute("prompt('?')", { allow_stdin: true });
    await kernel.answer(await asked, "ipc");
    expect(resultOf(await running)).toBe("'ipc'");
    const input = kernel.published(({ header }) => header.msg_type === "execute_input");
    const looping = kernel.execute("for (;;);");
    await input;
    await kernel.control("interrupt_request", {});
    expect((await looping).reply.content.ename).toBe("Interrupted");
    await kernel.close();
  });

  test("whose port is taken ends the kernel with one line that says so", async () => {
    const folder = await temporaryFolder();
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const [shell_port, control_port, stdin_port, iopub_port] = await freePorts(4);
    const file = join(folder, "connection.json");
    const ports = { shell_port, control_port, stdin_port, iopub_port, hb_port: port };
    await writeFile(file, JSON.stringify({ transport: "tcp", ip: "127.0.0.1", key: "k", ...ports }), { mode: 0o600 });
    const command = [join(packageRoot, "src/launch.cjs"), "kernel", "start", "--connection-file", file];
    const kernel = spawn(process.execPath, command, { stdio: ["ignore", "ignore", "pipe"] });
    const said = (await kernel.stderr.toArray()).join("");
    expect(said).toMatch(
      new RegExp(`^pinbook kernel: nobody can listen at tcp://127.0.0.1:${port}: .*EADDRINUSE.*\n$`),
    );
    taken.close();
  });

  test("file that others may read is told of in the log", async () => {
    const kernel = await startKernelClient(await temporaryFolder(), { mode: 0o644 });
    expect(kernel.stderr()).toContain("can be read or written by others: chmod 600");
    await kernel.close();
  });
});

describe("a message's content", () => {
  test.each([
    ["short", { data: { "text/plain": "a" }, n: null }],
    ["long", { data: { "image/png": "A".repeat(300_000), "text/plain": "x" }, metadata: {}, list: [1, "b"] }],
    ["long with escapes and pairs of surrogates", { text: '"\\\n😀é'.repeat(100_000) }],
    ["long with lone surrogates", { text: "\ud83d".repeat(300_000) }],
  ])("is JSON: %s", (_, content) => {
    const encoded = encodeContent(content);
    expect(JSON.parse(typeof encoded === "string" ? encoded : new TextDecoder().decode(encoded))).toEqual(content);
  });

  test("that is large arrives whole, and displays of 20 MB keep the kernel answering", async () => {
    const kernel = await startKernelClient(await temporaryFolder());
    const answer = await kernel.execute("display({ 'text/plain': 'z'.repeat(20e6) }, { raw: true })");
    const data = contentsOf(answer, "display_data")[0]?.data;
    expect(String((data as Record<string, unknown>)["text/plain"])).toHaveLength(20e6);
    await kernel.close();
  });
});
