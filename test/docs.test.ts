import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { packageRoot } from "../src/root.ts";
import { runPinbook } from "./support/cli.ts";
import { startSession } from "./support/session-process.ts";
import { temporaryFolder } from "./support/temporary.ts";

const documents = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "data/README.md",
  "kernels/typescript/README.md",
  "src/report/README.md",
];

const read = (name: string): Promise<string> => readFile(join(packageRoot, name), "utf8");

describe.each(documents)("%s", (name) => {
  test("links only to what is there", async () => {
    const links = [...(await read(name)).matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target ?? "");
    const local = links.filter((target) => !/^https?:/.test(target));
    expect(local.filter((target) => !existsSync(join(packageRoot, name, "..", target)))).toEqual([]);
  });
});

test("the README's examples run and give what they say", async () => {
  const blocks = [...(await read("README.md")).matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code ?? "");
  expect(blocks.length).toBeGreaterThan(0);
  for (const code of blocks) {
    const session = await startSession(packageRoot, await temporaryFolder());
    const { reply, result } = await session.run(code);
    await session.close();
    const said = /; \/\/ (.*)\n$/.exec(code)?.[1];
    expect({ reply, result }).toEqual({ reply: { status: "ok" }, result: said });
  }
});

test("the commands that the documents name exist", async () => {
  const texts = await Promise.all(documents.map(read));
  const named = new Set(
    texts.flatMap((text) => [...text.matchAll(/npx pinbook ([a-z]+)/g)].map(([, command]) => command)),
  );
  const { stdout } = await runPinbook(["--help"], { cwd: packageRoot });
  for (const command of named) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  const scripts = (JSON.parse(await read("package.json")) as { scripts: Record<string, string> }).scripts;
  const called = texts.flatMap((text) => [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, script]) => script ?? ""));
  expect(called.filter((script) => !(script in scripts))).toEqual([]);
});
