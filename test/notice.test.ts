import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { notice, onNotice } from "../src/notice.ts";
import { packageRoot } from "../src/root.ts";
import { type SessionProcess, startSession } from "./support/session-process.ts";
import { temporaryFolder } from "./support/temporary.ts";

const run = promisify(execFile);
const schema = '[{ name: "n", type: "int32", nullable: false }]';
let session: SessionProcess;
let path = "";

beforeAll(async () => {
  path = join(await mkdtemp(join(await temporaryFolder(), "notice-")), "a.json");
  await writeFile(path, '{"n":1}\n{"n":"<x>"}\n');
  session = await startSession(packageRoot, packageRoot);
});
afterAll(() => session.close());

const line = () =>
  `1 row was left out: ${path}, line 2: n is "<x>", not int32. Set deadLetters to keep what is left out, or strict to fail.`;

const reading = (call: string) =>
  `const { ${call} } = await import("pinbook"); const found = await ${call}(${JSON.stringify(path)}, ${schema});`;

test("a line for people is shown by whoever asked for such lines", () => {
  const lines: string[] = [];
  const end = onNotice((told) => lines.push(told));
  notice("seen");
  end();
  expect(lines).toEqual(["seen"]);
});

test("a cell shows how many rows could not be read, once a reading, beside the table", async () => {
  const { outputs, stderr } = await session.run(`${reading("readNdjson")} found.frame`);
  expect(stderr).toBe("");
  expect(outputs.map((output) => output.output_type)).toEqual(["display_data", "execute_result"]);
  const [shown, table] = outputs.map((output) => ("data" in output ? output.data : undefined));
  expect(shown?.["text/plain"]).toBe(line());
  expect(shown?.["text/html"]).toContain("n is &quot;&lt;x&gt;&quot;, not int32");
  expect(table?.["text/plain"]).toContain("1 row × 1 column");
  const again = await session.run("found.frame");
  expect(again.outputs.map((output) => output.output_type)).toEqual(["execute_result"]);
});

test("a scan that a cell collects twice is told of twice", async () => {
  const code = `${reading("scanNdjson")} for (const engine of ["arquero", "duckdb"]) await found.collect({ engine }); 0`;
  const { outputs } = await session.run(code);
  const texts = outputs.flatMap((output) => (output.output_type === "display_data" ? [output.data["text/plain"]] : []));
  expect(texts).toEqual([line(), line()]);
});

test("a program prints the line on stderr", async () => {
  const { stderr, stdout } = await run(
    process.execPath,
    ["--input-type=module", "-e", `${reading("readNdjson")} console.log(found.rejectedCount)`],
    { cwd: packageRoot },
  );
  expect(stdout).toBe("1\n");
  expect(stderr).toBe(`${line()}\n`);
});
