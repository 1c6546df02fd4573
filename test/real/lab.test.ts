import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { launchBrowser, needBrowser } from "../support/browser.ts";
import { runPinbook } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { type Lab, needLab, startLab } from "../support/lab.ts";
import { codeCells } from "../support/notebook-file.ts";
import { type NotebookPage, withNotebookPage } from "../support/notebook-page.ts";
import { explained, offered, stepThrough } from "../support/notebook-steps.ts";
import { temporaryProject } from "../support/project.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

await describeReal("JupyterLab in a browser", [needBrowser, needLab], () => {
  let project: Awaited<ReturnType<typeof temporaryProject>>;
  let folder: string;
  let lab: Lab;
  let browser: Browser;

  beforeAll(async () => {
    project = await temporaryProject();
    folder = project.folder;
    [lab, browser] = await Promise.all([startLab({ folder, home: await temporaryFolder() }), launchBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    await project?.down();
  });

  /** Writes a notebook of these cells, opens it and drives it. */
  const driven = (
    title: string,
    cells: readonly string[],
    drive: (notebook: NotebookPage, path: string) => Promise<void>,
  ) =>
    test(title, async () => {
      const name = `${title.replace(/\W+/g, "-").slice(0, 40)}.ipynb`;
      const path = join(folder, name);
      await writeFile(path, codeNotebookText(...cells));
      await withNotebookPage(browser, lab.url(name), (notebook) => drive(notebook, path));
    });

  driven(
    "Shift+Enter runs one cell after the other, each with its outputs under it",
    ["const a: number = 20;\na + 1", "console.log('a is', a);\na * 2", "a.toFixed(1)"],
    async (notebook) => {
      await notebook.enter(0);
      for (const _ of [0, 1, 2]) await notebook.page.keyboard.press("Shift+Enter");
      for (const index of [0, 1, 2]) await notebook.finished(index);
      expect(await notebook.text(0)).toBe("21");
      expect(await notebook.text(1)).toBe("a is 20\n\n40");
      expect(await notebook.text(2)).toBe("'20.0'");
      // Coloured as TypeScript: keywords are parts of their own.
      await notebook
        .cell(0)
        .locator(".cm-content span", { hasText: /^const$/ })
        .waitFor();
    },
  );

  driven(
    "Run All ends at an error with its trace, and gives each output to its cell",
    [
      "setTimeout(() => console.log('late words'), 300);\nconsole.log('at once');",
      "const fail = (n: number): never => {\n  throw new RangeError('too small: ' + n + ' 猫');\n};",
      "fail(3);",
      "console.log('never');",
    ],
    async (notebook) => {
      await notebook.choose("Run", "Run All Cells");
      await notebook.finished(2);
      await notebook.shows(0, "late words");
      expect(await notebook.text(0)).toBe("at once\nlate words\n");
      const trace = await notebook.text(2);
      expect(trace).toMatch(/^RangeError: too small: 3 猫\n/);
      expect(trace).toContain("Cell [2], line 2");
      expect(trace).toContain("Cell [3], line 1");
      expect(await notebook.drawnTypes(2)).toEqual(["application/vnd.jupyter.stderr"]);
      expect(await notebook.count(3)).toBe(0);
    },
  );

  driven(
    "Interrupt Kernel stops a busy loop and a pending await, and keeps the state",
    ["let turns = 0;", "for (;;) turns++;", "await new Promise(() => {});", "turns > 0"],
    async (notebook) => {
      await notebook.run(0);
      for (const index of [1, 2]) {
        await notebook.start(index);
        await notebook.busy();
        await notebook.choose("Kernel", "Interrupt Kernel");
        await notebook.finished(index);
        expect(await notebook.text(index)).toContain("Interrupted");
      }
      expect(await notebook.run(3)).toBe("true");
    },
  );

  driven(
    "Tab completes with types, and Shift+Tab shows signature and documentation",
    [
      "/** Doubles a number. */\nconst double = (value: number): number => value * 2;\nconst words = ['a', 'b'];",
      "words.",
      "double",
    ],
    async (notebook) => {
      const { page } = notebook;
      await notebook.run(0);
      expect(await offered(notebook, 1, "flatMap")).toBe("method");
      await page.keyboard.type("flatM");
      await page.keyboard.press("Enter");
      await page.locator(".jp-Completer").waitFor({ state: "hidden" });
      expect(await notebook.cell(1).locator(".cm-content").textContent()).toBe("words.flatMap");
      const tip = await explained(notebook, 2, "(value: number) => number");
      expect(await tip.textContent()).toContain("Doubles a number.");
      await page.keyboard.press("Escape");
      await tip.waitFor({ state: "hidden" });
    },
  );

  driven(
    "Tab and Shift+Tab answer while a cell keeps the kernel busy",
    ["const words: string[] = ['a'];", "words.", "for (;;);", "await new Promise(() => {});", "words"],
    async (notebook) => {
      const { page } = notebook;
      await notebook.run(0);
      for (const index of [2, 3]) {
        await notebook.start(index);
        await notebook.busy();
        expect(await offered(notebook, 1, "flatMap")).toBe("method");
        await page.keyboard.press("Escape");
        const tip = await explained(notebook, 4, "const words: string[]");
        await page.keyboard.press("Escape");
        await tip.waitFor({ state: "hidden" });
        expect(await notebook.count(index)).toBe(0);
        // The answers' own idle has not made it look as if the cell had ended.
        await notebook.busy();
        await notebook.choose("Kernel", "Interrupt Kernel");
        await notebook.finished(index);
      }
    },
  );

  driven(
    "prompt, confirm and password ask in a box under the cell; what is typed as a password stays hidden",
    [
      "const name = prompt('Who?', 'nobody');\nname",
      "confirm('Really?')",
      "const secret = Jupyter.password('Password:');\nsecret.length",
    ],
    async (notebook) => {
      for (const [index, answer] of ["Ada 猫", "yes", "geheim"].entries()) {
        await notebook.start(index);
        const box = notebook.cell(index).locator("input.jp-Stdin-input");
        await box.waitFor();
        expect(await box.getAttribute("type")).toBe(index === 2 ? "password" : null);
        await box.fill(answer);
        await box.press("Enter");
        await notebook.finished(index);
      }
      expect(await notebook.text(0)).toContain("'Ada 猫'");
      expect(await notebook.text(1)).toContain("true");
      expect(await notebook.text(2)).toMatch(/\n6(\n|$)/);
      expect(await notebook.text(2)).not.toContain("geheim");
    },
  );

  driven(
    "Restart Kernel forgets the state, and restart and run all runs everything anew",
    ["const kept = process.pid;\nkept", "typeof kept"],
    async (notebook) => {
      const before = await notebook.run(0);
      expect(await notebook.run(1)).toBe("'number'");
      await notebook.restart("Restart Kernel…");
      await notebook.idle();
      expect(await notebook.run(1)).toBe("'undefined'");
      expect(await notebook.count(1)).toBe(1);
      await notebook.restart("Restart Kernel and Run All Cells…");
      await notebook.finished(1, 1);
      expect(await notebook.text(1)).toBe("'number'");
      expect(Number(await notebook.text(0))).not.toBe(Number(before));
    },
  );

  driven(
    "displays draw: tables, updates also by a later cell, progress, Markdown, and type errors beside the output",
    [
      "[{ name: 'Ada <b>', age: 36 }, { name: '猫 🎉', age: 1234.5 }]",
      "import { fromRows } from 'pinbook';\nfromRows([{ name: 'Ada', age: 36 }, { name: null, age: 7 }])",
      "const shown = display('first');\nshown.update(html`<b>second</b>`);",
      "let sum = 0;\nfor (const n of progress([1, 2, 3], 'adding')) sum += n;",
      "display(md`**strong** $x^2$`);",
      "shown.update(html`<b>third</b>`);\n'updated'",
      "console.log('out'); console.error('err'); const wrong: number = 'text';",
    ],
    async (notebook) => {
      await notebook.choose("Run", "Run All Cells");
      await notebook.finished(6);
      const table = notebook.cell(0).locator("table");
      expect(await table.locator("th").allInnerTexts()).toEqual(["name", "age"]);
      expect(await table.locator("td").allInnerTexts()).toEqual(["Ada <b>", "36", "猫 🎉", "1234.5"]);
      const sides = await table
        .locator("th, td")
        .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).textAlign));
      expect(sides).toEqual(["left", "right", "left", "right", "left", "right"]);
      expect(await notebook.cell(1).locator("td").allInnerTexts()).toEqual(["Ada", "36", "null", "7"]);
      expect(await notebook.text(2)).toBe("third");
      expect(
        await notebook
          .cell(3)
          .locator("progress")
          .evaluate((bar) => [Reflect.get(bar, "value"), Reflect.get(bar, "max")]),
      ).toEqual([3, 3]);
      expect(await notebook.text(3)).toContain("adding 3/3");
      expect(await notebook.cell(4).locator("strong").textContent()).toBe("strong");
      expect(await notebook.text(5)).toBe("'updated'");
      await notebook.shows(6, "Type 'string' is not assignable to type 'number'");
      expect(await notebook.text(6)).toMatch(/^out\n\s*err\n/);
    },
  );

  driven(
    "plots draw without a network: pinbook's own and plain Plotly figures",
    [
      "import { bar } from 'pinbook';\nbar({ x: ['a', 'b'], y: [1, 2], title: 'Ours' })",
      "({ data: [{ x: [1, 2, 3], y: [3, 1, 2] }, { type: 'bar', x: [1, 2], y: [1, 1] }], layout: { title: 'Plain' } })",
      "({ data: [{ type: 'surface', z: [[1, 2], [3, 4]] }], layout: {} })",
    ],
    async (notebook) => {
      await notebook.choose("Run", "Run All Cells");
      await notebook.finished(2);
      for (const [index, said] of [/Ours/, /Plain/, /surface/].entries()) {
        expect(await notebook.drawnTypes(index)).toEqual(["image/svg+xml"]);
        const picture = notebook.cell(index).locator(".jp-RenderedSVG img");
        expect(await picture.evaluate((image) => Reflect.get(image, "naturalWidth"))).toBeGreaterThan(100);
        expect(decodeURIComponent((await picture.getAttribute("src")) ?? "")).toMatch(said);
      }
    },
  );

  driven(
    "a widget moves the value in the kernel and the other way round; a comm that nobody takes is refused",
    [
      "const slider = Jupyter.widget({ _model_name: 'IntSliderModel', value: 3, max: 10 });\nslider",
      "slider.get('value')",
      "slider.set({ value: 8 });",
      "const lonely = Jupyter.comm.open('nobody');",
      "lonely.send({});",
    ],
    async (notebook) => {
      await notebook.run(0);
      const handle = notebook.cell(0).locator(".noUi-handle");
      await handle.focus();
      await notebook.page.keyboard.press("ArrowRight");
      await notebook.cell(0).locator(".widget-readout", { hasText: /^4$/ }).waitFor();
      expect(await notebook.run(1)).toBe("4");
      await notebook.run(2);
      await notebook.cell(0).locator(".widget-readout", { hasText: /^8$/ }).waitFor();
      await notebook.run(3);
      expect(await notebook.run(4)).toContain("of nobody is closed");
    },
  );

  driven(
    "a flood of output arrives whole, and the notebook is saved with its outputs and opens with them",
    ["for (let line = 1; line <= 20_000; line++) console.log('line', line);", "'after the flood'"],
    async (notebook, path) => {
      const { page } = notebook;
      await notebook.choose("Run", "Run All Cells");
      await notebook.finished(1);
      await notebook.shows(0, "line 20000");
      await notebook.save();
      const saved = (await codeCells(path)).map(({ outputs }) => outputs);
      expect(saved[0]).toHaveLength(1);
      expect(saved[0]?.[0]?.text?.join("").split("\n")).toHaveLength(20_001);
      expect(saved[1]?.[0]?.data?.["text/plain"]).toEqual(["'after the flood'"]);
      await page.reload();
      await notebook.shows(1, "'after the flood'");
      expect(await notebook.count(1)).toBe(2);
      expect((await notebook.text(0)).startsWith("line 1\nline 2\n")).toBe(true);
    },
  );

  test("the project's questions are stepped through cell by cell, with the outputs that the notebook was published with", async () => {
    const names = ["1-setup", "2-rows", "3-gateway", "4-sink", "5-mount", "6-clean"].map(
      (name) => `notebooks/${name}.ipynb`,
    );
    expect(await runPinbook(["run", ...names], { cwd: folder })).toMatchObject({ code: 0 });
    const path = join(folder, "notebooks/7-questions.ipynb");
    const published = await codeCells(path);
    await withNotebookPage(browser, lab.url("notebooks/7-questions.ipynb"), async (notebook) => {
      await notebook.choose("Edit", "Clear Outputs of All Cells");
      await stepThrough(notebook, published);
      await notebook.save();
    });
    const now = await codeCells(path);
    expect(now.slice(0, published.length)).toEqual(published);
  });
});
