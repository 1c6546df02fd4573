import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { patience } from "./browser.ts";

/** A notebook that is open in JupyterLab, driven as a person does: by keys, menus and buttons. Cells count from 0. */
export interface NotebookPage {
  readonly page: Page;
  cell(index: number): Locator;
  /** Puts the cursor into the cell, at its end. */
  enter(index: number): Promise<void>;
  /** Shift+Enter in the cell. */
  start(index: number): Promise<void>;
  /** Shift+Enter in the cell; resolves with the text of its outputs once it has run. */
  run(index: number): Promise<string>;
  /** Resolves once the cell has run, again after `since`. */
  finished(index: number, since?: number): Promise<void>;
  /** The number in front of the cell; 0 where it has not run or runs. */
  count(index: number): Promise<number>;
  /** The text of the cell's outputs as people see it. */
  text(index: number): Promise<string>;
  /** The MIME types in which the cell's outputs are drawn, in order. */
  drawnTypes(index: number): Promise<readonly (string | null)[]>;
  /** Resolves once the cell's outputs hold the text. */
  shows(index: number, text: string | RegExp): Promise<void>;
  /** Chooses an item of a menu. */
  choose(menu: string, item: string): Promise<void>;
  /** Resolves once the kernel is idle. */
  idle(): Promise<void>;
  /** Resolves once the kernel is busy. */
  busy(): Promise<void>;
  /** Saves the notebook. */
  save(): Promise<void>;
  /** Ends the kernel. */
  shutDown(): Promise<void>;
  /** Chooses an item of the Kernel menu that restarts it, confirms, and resolves once it has restarted. */
  restart(item: string): Promise<void>;
}

/** Opens a notebook's address, hands it to `drive` once its kernel is idle, and ends both; where that fails, the error tells where a picture of the page is. */
export const withNotebookPage = async (
  browser: Browser,
  url: string,
  drive: (notebook: NotebookPage) => Promise<void>,
): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
  page.setDefaultTimeout(patience);
  try {
    const notebook = notebookPage(page);
    await page.goto(url);
    await page.locator(".jp-Toolbar-kernelName", { hasText: "TypeScript (pinbook)" }).waitFor();
    await notebook.idle();
    await drive(notebook);
    await notebook.shutDown();
  } catch (error) {
    const picture = join(await mkdtemp(join(tmpdir(), "pinbook-lab-")), "failed.png");
    await page.screenshot({ path: picture });
    throw new Error(`the page at that moment: ${picture}`, { cause: error });
  } finally {
    await page.close();
  }
};

const notebookPage = (page: Page): NotebookPage => {
  const cell = (index: number) => page.locator(".jp-Notebook .jp-Cell").nth(index);
  const outputs = (index: number) => cell(index).locator(".jp-OutputArea-output");
  const count = async (index: number) => {
    const prompt = (await cell(index).locator(".jp-InputPrompt").first().textContent()) ?? "";
    return Number(/\[(\d+)\]/.exec(prompt)?.[1] ?? 0);
  };
  const text = async (index: number) => (await outputs(index).allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
  const enter = async (index: number) => {
    await cell(index).locator(".cm-content").click();
    await page.keyboard.press("Control+End");
  };
  const start = async (index: number) => {
    await enter(index);
    await page.keyboard.press("Shift+Enter");
  };
  const finished = async (index: number, since = 0) => {
    const number = new RegExp(`^\\[(?!${since}\\])\\d+\\]:$`);
    await cell(index).locator(".jp-InputArea-prompt", { hasText: number }).first().waitFor();
  };
  const idle = () => page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor();
  const choose = async (menu: string, item: string) => {
    await page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${menu}$`) }).click();
    await page.locator(".lm-Menu-item", { hasText: new RegExp(`^${item}`) }).click();
  };
  return {
    page,
    cell,
    enter,
    start,
    finished,
    count,
    text,
    run: async (index) => {
      const since = await count(index);
      await start(index);
      await finished(index, since);
      return text(index);
    },
    drawnTypes: (index) =>
      outputs(index).evaluateAll((elements) =>
        elements.map((element) => element.closest("[data-mime-type]")?.getAttribute("data-mime-type") ?? null),
      ),
    shows: async (index, wanted) => {
      await outputs(index).filter({ hasText: wanted }).first().waitFor();
    },
    choose,
    idle,
    busy: () => page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').waitFor(),
    save: async () => {
      const saved = page.waitForResponse(
        (response) => response.request().method() === "PUT" && response.url().includes("/api/contents/"),
      );
      await page.keyboard.press("Control+s");
      await saved;
    },
    shutDown: async () => {
      const ended = page.waitForResponse((response) => response.request().method() === "DELETE");
      await choose("Kernel", "Shut Down Kernel$");
      await ended;
    },
    restart: async (item) => {
      await choose("Kernel", item);
      const restarted = page.waitForResponse((response) => response.url().includes("/restart"));
      await page.locator(".jp-Dialog button.jp-mod-accept").click();
      await restarted;
    },
  };
};
