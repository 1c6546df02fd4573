import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "@jest/globals";
import { type Cell, formatNotebook, newNotebook } from "../../src/notebook/index.ts";
import { needBrowser } from "../support/browser.ts";
import { type CliResult, runPinbook } from "../support/cli.ts";
import { pdftotext } from "../support/poppler.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

const run = promisify(execFile);

const text = (source: string): Cell => ({ cell_type: "markdown", id: `t${source.length}`, metadata: {}, source });
const rows = Array.from({ length: 150 }, (_, at) => `<tr><td>${at}</td><td>name ${at}</td></tr>`).join("");
const table = `<table><thead><tr><th>number</th><th>who</th></tr></thead><tbody>${rows}</tbody></table>`;
const notebook = newNotebook([
  text("# Отчёт 报告 🙂"),
  text("## First\n\na"),
  {
    cell_type: "code",
    id: "c",
    metadata: {},
    source: "table",
    execution_count: 1,
    outputs: [{ output_type: "display_data", metadata: {}, data: { "text/html": table, "text/plain": "t" } }],
  },
  text("## Вторая часть\n\nb"),
]);

await describeReal("a PDF made by an installed Chromium", [needBrowser, pdftotext], () => {
  let folder = "";
  let result: CliResult;
  let pages: readonly string[] = [];
  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFile(join(folder, "a.ipynb"), formatNotebook(notebook));
    const env = { PINBOOK_CHROMIUM: await needBrowser() };
    result = await runPinbook(["report", "a.ipynb", "--to", "pdf,md", "--out", "."], { cwd: folder, env });
    const { stdout } = await run(await pdftotext(), ["-layout", join(folder, "a.pdf"), "-"]);
    pages = stdout.split("\f");
  });

  test("is written beside the Markdown, and nothing else", async () => {
    expect(result).toMatchObject({ code: 0, stdout: `${join(folder, "a.md")}\n${join(folder, "a.pdf")}\n` });
    expect((await readdir(folder)).sort()).toEqual(["a.ipynb", "a.md", "a.pdf"]);
  });

  test("numbers its pages", () => {
    const count = pages.length - 1;
    expect(count).toBeGreaterThan(2);
    for (const [at, page] of pages.slice(0, count).entries())
      expect(page).toMatch(new RegExp(`\\b${at + 1} ?/ ?${count}\\b`));
  });

  test("lists in its contents on which page each part stands, in any script", () => {
    const places = pages.map((page) => page.replace(/\s+/g, " "));
    const at = places.findLastIndex((page) => page.includes("Вторая часть")) + 1;
    expect(at).toBeGreaterThan(2);
    expect(places[0]).toMatch(new RegExp(`First\\W+1 Вторая часть\\W+${at}\\b`));
  });

  test("repeats a table's head on each page that the table takes", () => {
    const holding = pages.filter((page) => /name \d+/.test(page));
    expect(holding.length).toBeGreaterThan(2);
    for (const page of holding) expect(page).toMatch(/number\s+who/);
  });

  test("has a table's rows all, each once and whole", () => {
    const found = pages.join("\n").match(/^\s*\d+\s+name \d+$/gm) ?? [];
    expect(found.map((row) => row.trim().split(/\s+/)[0])).toEqual(Array.from({ length: 150 }, (_, at) => String(at)));
  });

  test("is tagged, for those who hear it", async () => {
    expect((await readFile(join(folder, "a.pdf"))).includes("/MarkInfo")).toBe(true);
  });
});

test("without Chromium the command says what to install and writes nothing", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "a.ipynb"), formatNotebook(notebook));
  const { code, stderr } = await runPinbook(
    ["report", "a.ipynb", "--to", "html,pdf", "--chromium", "/nowhere/chromium", "--out", "out"],
    { cwd: folder },
  );
  expect(code).toBe(2);
  expect(stderr).toContain('there is no program "/nowhere/chromium" to make PDFs with');
  expect(existsSync(join(folder, "out"))).toBe(false);
});
