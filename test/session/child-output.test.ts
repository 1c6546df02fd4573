import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { type SessionProcess, startSession } from "../support/session-process.ts";
import { temporaryFolder } from "../support/temporary.ts";

let session: SessionProcess;

beforeAll(async () => {
  session = await startSession(packageRoot, await temporaryFolder());
  await session.run(
    "import { spawn, spawnSync, execSync, execFileSync } from 'node:child_process'; import { once } from 'node:events'; import fs, { writeSync } from 'node:fs'",
  );
});
afterAll(() => session.close());

describe("the output of a child process that inherits the cell's streams", () => {
  test("is there before the cell ends, in order with the cell's own", async () => {
    const { stdout, stderr } = await session.run(`
      console.log("before");
      const child = spawn("sh", ["-c", "echo out; echo é; echo err >&2"], { stdio: "inherit" });
      const seen = [child.stdout, child.stdio.length];
      await once(child, "exit");
      console.log("after", ...seen);`);
    expect(stdout.replace("after null 3\n", "")).toBe("before\nout\né\n");
    expect(stdout).toContain("after null 3\n");
    expect(stderr).toBe("err\n");
  });

  test("comes as it is written, under the cell that started the process", async () => {
    const first = session.output((output) => output.output_type === "stream" && output.text === "first\n");
    await session.run(
      `const slow = spawn("sh", ["-c", "echo first; read line; echo got $line"], { stdio: ["pipe", "inherit", 2] })`,
    );
    const { tag } = await first;
    const second = session.output((output) => output.output_type === "stream" && output.text === "got it\n");
    await session.run("slow.stdin.end('it\\n'); await once(slow, 'exit')");
    expect((await second).tag).toBe(tag);
  });

  test("is not waited for where a process of its own holds it open", async () => {
    const { reply } = await session.run(
      `const parent = spawn("sh", ["-c", "sleep 2 & echo $!"], { stdio: "inherit" }); await once(parent, "exit")`,
    );
    expect(reply).toEqual({ status: "ok" });
  });

  test.each([
    ["execSync('echo out; echo err >&2', { stdio: 'inherit' })"],
    ["spawnSync('sh', ['-c', 'echo out; echo err >&2'], { stdio: ['ignore', 1, process.stderr] })"],
    ["execFileSync('sh', ['-c', 'echo out; echo err >&2'], { stdio: 'inherit' })"],
  ])("shows with %s", async (code) => {
    expect(await session.run(`console.log('a'); ${code}; console.log('b')`)).toMatchObject({
      stdout: "a\nout\nb\n",
      stderr: "err\n",
    });
  });

  test("has no bound where it is waited for synchronously", async () => {
    const { stdout } = await session.run("execSync('yes | head -c 3000000', { stdio: 'inherit' })");
    expect(stdout).toHaveLength(3_000_000);
  });

  test("stays the cell's own where it asks for it", async () => {
    expect(await session.run("execSync('echo mine').toString()")).toMatchObject({ result: "'mine\\n'", stdout: "" });
  });
});

test("what is written to descriptors 1 and 2 shows", async () => {
  const code = `writeSync(1, "one "); fs.writeSync(2, Buffer.from("xtwox"), 1, 3);
    await new Promise((resolve) => fs.write(1, "three\\n", resolve));
    [writeSync(1, "é")]`;
  expect(await session.run(code)).toMatchObject({ stdout: "one three\né", stderr: "two", result: "[ 2 ]" });
});
