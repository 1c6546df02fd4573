import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { newNotebook, parseNotebook } from "../../src/notebook/index.ts";
import { type ReportPage, writeReport } from "../../src/report/index.ts";
import { packageRoot } from "../../src/root.ts";
import { fullSite } from "../report/full-site.ts";
import { launchBrowser, needBrowser } from "../support/browser.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { withWatchedPage } from "../support/watched-page.ts";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const pagesIn = async (folder: string): Promise<readonly ReportPage[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ipynb")).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.replace(".ipynb", ""),
      notebook: parseNotebook(await readFile(join(folder, name), "utf8"), name),
    })),
  );
};

await describeReal("A report for every reader", [needBrowser], () => {
  let browser: Browser;
  let addresses: readonly (readonly [string, string])[];

  beforeAll(async () => {
    browser = await launchBrowser();
    const found = await Promise.all(
      ["test/report/golden", "notebooks"].map(async (from) => {
        const pages = await pagesIn(join(packageRoot, from));
        const folder = await temporaryFolder();
        await writeReport(folder, pages, { title: "All of them" });
        return ["index", ...pages.map(({ name }) => name)].map(
          (name) => [`${from}: ${name}`, pathToFileURL(join(folder, `${name}.html`)).href] as const,
        );
      }),
    );
    const samples = ["en", "ar"].map(async (lang) => {
      let count = 0;
      const { pages, options } = fullSite(() => `word ${++count} слово 語 👋`);
      const { plotly: _, ...others } = options;
      const folder = await temporaryFolder();
      await writeReport(folder, pages, { ...others, lang });
      return ["index", "changes", ...pages.map(({ name }) => name)].map(
        (name) => [`all kinds, ${lang}: ${name}`, pathToFileURL(join(folder, `${name}.html`)).href] as const,
      );
    });
    const long = "a_very_long_".repeat(30);
    const text = `# ${long}\n\n${long}\n\n> ${long}\n\n- ${long}\n\n| ${long} | b |\n|--|--|\n| ${long} | 2 |\n\n## ${long}`;
    const page = {
      name: "long",
      notebook: newNotebook([{ cell_type: "markdown", id: "a", metadata: {}, source: text }]),
    };
    const folder = await temporaryFolder();
    await writeReport(folder, [page], { title: long });
    const longWords = ["index", "long"].map(
      (name) => [`long words: ${name}`, pathToFileURL(join(folder, `${name}.html`)).href] as const,
    );
    addresses = [...found, ...(await Promise.all(samples)), longWords].flat();
  });

  afterAll(async () => {
    await browser?.close();
  });

  test.each(["light", "dark"] as const)("breaks none of axe's rules on a %s page", async (colorScheme) => {
    const found: string[] = [];
    for (const [name, address] of addresses)
      await withWatchedPage(browser, address, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        found.push(...(await violations(page)).map((violation) => `${name}: ${violation}`));
      });
    expect(addresses.length).toBeGreaterThan(12);
    expect(found).toEqual([]);
  });

  test("breaks none of axe's rules on a phone", async () => {
    const found: string[] = [];
    for (const [name, address] of addresses)
      await withWatchedPage(browser, address, async ({ page }) => {
        await page.setViewportSize({ width: 390, height: 844 });
        found.push(...(await violations(page)).map((violation) => `${name}: ${violation}`));
        const cut = await page.$$eval(
          "th, td",
          (cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length,
        );
        if (cut > 0) found.push(`${name}: ${cut} cells that hold more than fits`);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wider > 0) found.push(`${name}: ${wider} px wider than the screen`);
      });
    expect(found).toEqual([]);
  });

  test("shows text, tables, code and plots where scripts are off", async () => {
    for (const [name, address] of addresses)
      await withWatchedPage(
        browser,
        address,
        async ({ page, caught }) => {
          expect([name, caught]).toEqual([name, []]);
          for (const part of ["h1", ".prose p", ".source code", "table td", "figure.plot svg", "math", ".error"]) {
            const [first] = await page
              .locator(`main ${part}`)
              .and(page.locator(":not(details:not([open]) *, noscript *)"))
              .all();
            const hidden = first && !(await first.isVisible()) ? await first.innerHTML() : 0;
            expect([name, part, hidden]).toEqual([name, part, 0]);
          }
        },
        { javaScriptEnabled: false },
      );
  });
});

const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations: found } = await axe.run(document);
    return found.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`),
    );
  });
};
