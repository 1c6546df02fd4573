import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { type CodeCell, formatNotebook, newNotebook } from "../../src/notebook/index.ts";
import { needBrowser } from "../support/browser.ts";
import { runPinbook } from "../support/cli.ts";
import { pdftotext } from "../support/poppler.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

const run = promisify(execFile);

const word = "hunter2-of-kafka";
const other = "Xy_7%mysql=root";
const cell = (id: string, source: string, tags: readonly string[] = []): CodeCell => ({
  cell_type: "code",
  id,
  metadata: tags.length > 0 ? { tags } : {},
  source,
  execution_count: null,
  outputs: [],
});

await describeReal("What the configuration keeps secret", [needBrowser, pdftotext], () => {
  test("is read in no file of a report of a real run: HTML, changes, Markdown, PDF", async () => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, ".pinbook"));
    await writeFile(
      join(cwd, "db_creds.yaml"),
      `HOST: 127.0.0.1\nUSER: u\nPASSWORD: "${other}"\nDATABASE: d\nPORT: 3306\n`,
    );
    const env = { PINBOOK_KAFKA_PASSWORD: word, PINBOOK_CHROMIUM: await needBrowser(), PINBOOK_SOURCE: "bundled" };
    const split = (text: string): string =>
      `${JSON.stringify(text.slice(0, 5))} + "\\u001b[31m" + ${JSON.stringify(text.slice(5))}`;
    const cells = [
      cell("p", 'const n = "2"; const who = "nobody"', ["parameters"]),
      cell("a", `console.log(${split(word)}, n)`),
      cell(
        "b",
        `process.stdout.write(${JSON.stringify(other.slice(0, 4))}); process.stdout.write(${JSON.stringify(`${other.slice(4)}\n`)})`,
      ),
      cell(
        "c",
        `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": ${JSON.stringify(`<table><tr><td>${word.slice(0, 3)}<i>${word.slice(3)}</i></td></tr></table>`)} }) })`,
      ),
      cell("d", `throw new Error(${JSON.stringify(`no ${other} and ${word}`)})`),
    ];
    await writeFile(join(cwd, "a.ipynb"), formatNotebook(newNotebook(cells)));
    for (const n of ["1", "2"])
      expect(
        (await runPinbook(["run", "a.ipynb", "-p", `n=${n}`, "-p", `who=${word}${n}`, "--allow-errors"], { cwd, env }))
          .code,
      ).toBe(0);
    const made = await runPinbook(["report", "a.ipynb", "--to", "html,md,pdf", "--since", "last~1", "--out", "out"], {
      cwd,
      env,
    });
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const names = (await readdir(join(cwd, "out"))).sort();
    expect(names).toEqual(["a.html", "a.md", "a.pdf", "changes.html", "index.html"]);
    const { stdout: printed } = await run(await pdftotext(), [join(cwd, "out/a.pdf"), "-"]);
    const texts = await Promise.all(names.map((name) => readFile(join(cwd, "out", name), "latin1")));
    for (const [at, text] of [...texts, ...texts.map((one) => one.replace(/<[^>]*>/g, "")), printed].entries())
      expect([at, text.includes(word), text.includes(other)]).toEqual([at, false, false]);
    expect(printed.match(/\*\*\*/g)?.length).toBeGreaterThan(4);
    // What is masked is there.
    expect(await readFile(join(cwd, "a.ipynb"), "utf8")).toContain(other);
  });
});
