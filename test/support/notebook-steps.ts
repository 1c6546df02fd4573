import type { Locator } from "playwright-core";
import type { CodeCell } from "./notebook-file.ts";
import type { NotebookPage } from "./notebook-page.ts";

/** Tab at the end of the cell offers the name; its type. Asked again while TypeScript still starts: until then names come without types. */
export const offered = async (notebook: NotebookPage, cell: number, name: string): Promise<string> => {
  const item = notebook.page.locator(".jp-Completer .jp-Completer-item", { hasText: name });
  return patiently(async () => {
    await notebook.enter(cell);
    await notebook.page.keyboard.press("Tab");
    await item.waitFor({ timeout: 5000 });
    const type = await item.locator(".jp-Completer-typeExtended").textContent();
    if (!type) throw new Error(`${name} is offered without a type`);
    return type;
  });
};

/** Shift+Tab at the end of the cell shows these words; asked again as above. */
export const explained = async (notebook: NotebookPage, cell: number, words: string): Promise<Locator> => {
  const tip = notebook.page.locator(".jp-Tooltip", { hasText: words });
  return patiently(async () => {
    await notebook.enter(cell);
    await notebook.page.keyboard.press("Shift+Tab");
    await tip.waitFor({ timeout: 5000 });
    return tip;
  });
};

const patiently = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let left = 12; left > 0; left--) {
    try {
      return await attempt();
    } catch {
      // Not yet.
    }
  }
  return attempt();
};

/** Shift+Enter from the first cell to the last of these, each when the one before it has run. */
export const stepThrough = async (notebook: NotebookPage, cells: readonly CodeCell[]): Promise<void> => {
  const last = cells.at(-1)?.index ?? 0;
  await notebook.cell(0).click();
  for (let index = 0; index <= last; index++) {
    await notebook.page.keyboard.press("Shift+Enter");
    if (cells.some((cell) => cell.index === index)) await notebook.finished(index);
  }
};
