import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { expect, test } from "@jest/globals";
import { runPinbook } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary.ts";

const megabyte = 1 << 20;

/** A notebook of 500 MB: lines of a log, a table, a picture and a small output. */
const writeLarge = async (file: string): Promise<void> => {
  const stream = createWriteStream(file);
  const write = async (text: string): Promise<void> => {
    if (!stream.write(text)) await once(stream, "drain");
  };
  const many = async (text: string, megabytes: number): Promise<void> => {
    for (let count = 0; count < (megabytes * megabyte) / text.length; count++) await write(text);
  };
  const shown = '{"output_type":"display_data","metadata":{},"data":';
  await write('{"cells":[{"cell_type":"code","id":"c","metadata":{},"source":"1","execution_count":1,"outputs":[');
  await write('{"output_type":"stream","name":"stdout","text":"');
  await many("a line of a log, with é and 東京\\n".repeat(1000), 200);
  await write(`"},${shown}{"text/html":"<table>`);
  await many("<tr><td>1</td><td>name</td></tr>".repeat(1000), 150);
  await write(`</table>"}},${shown}{"image/png":"`);
  await many("A".repeat(megabyte), 150);
  await write(`"}},${shown}{"text/plain":"the last one"}}`);
  await write(']}],"metadata":{"language_info":{"name":"python"}},"nbformat":4,"nbformat_minor":5}');
  stream.end();
  await finished(stream);
};

test("A notebook of 500 MB becomes a report in bounded memory, which says what was cut", async () => {
  const folder = await temporaryFolder();
  const file = join(folder, "large.ipynb");
  await writeLarge(file);
  expect((await stat(file)).size).toBeGreaterThan(500 * megabyte);
  const peak = join(folder, "peak");
  const watcher = join(folder, "watch.mjs");
  await writeFile(
    watcher,
    `import { writeFileSync } from "node:fs";\nprocess.on("exit", () => writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));\n`,
  );
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(watcher).href}` };
  const { code, stdout, stderr } = await runPinbook(["report", file, "--out", "out"], { cwd: folder, env });
  expect([code, stdout]).toEqual([0, `${join(folder, "out", "large.html")}\n`]);
  expect(stderr.match(/too large for a report/g)).toHaveLength(3);
  // Kilobytes. Node itself takes some sixty megabytes.
  expect(Number(await readFile(peak, "utf8"))).toBeLessThan(400 * 1024);
  const html = await readFile(join(folder, "out", "large.html"), "utf8");
  expect(html.length).toBeLessThan(10 * megabyte);
  expect(html.match(/too large for a report/g)).toHaveLength(3);
  expect(html).toContain("the last one");
});
