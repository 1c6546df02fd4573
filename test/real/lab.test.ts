import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { launchBrowser, needBrowser } from "../support/browser.ts";
import { type Lab, needLab, startLab } from "../support/lab.ts";
import { type NotebookPage, withNotebookPage } from "../support/notebook-page.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

await describeReal("JupyterLab in a browser", [needBrowser, needLab], () => {
  let folder: string;
  let lab: Lab;
  let browser: Browser;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFile(join(folder, "package.json"), "{}");
    [lab, browser] = await Promise.all([startLab({ folder, home: await temporaryFolder() }), launchBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
  });

  /** Writes a notebook of these cells, opens it and drives it. */
  const driven = (title: string, cells: readonly string[], drive: (notebook: NotebookPage) => Promise<void>) =>
    test(title, async () => {
      const name = `${title.replace(/\W+/g, "-").slice(0, 40)}.ipynb`;
      await writeFile(join(folder, name), notebookOf(cells));
      await withNotebookPage(browser, lab.url(name), drive);
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
      expect(
        await notebook
          .cell(0)
          .locator(".cm-content span", { hasText: /^const$/ })
          .count(),
      ).toBe(1);
    },
  );
});

const notebookOf = (sources: readonly string[]): string => {
  const cells = sources.map((source, index) => ({
    ...{ cell_type: "code", id: `cell-${index}`, source, metadata: {}, outputs: [], execution_count: null },
  }));
  const metadata = { kernelspec: { name: "pinbook", display_name: "TypeScript (pinbook)", language: "typescript" } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
};
