import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { parseNotebook } from "../../src/notebook/index.ts";
import { writeReport } from "../../src/report/index.ts";
import { packageRoot } from "../../src/root.ts";
import { fullSite } from "../report/full-site.ts";
import { launchBrowser, needBrowser, patience } from "../support/browser.ts";
import { needFonts } from "../support/fonts.ts";
import { difference } from "../support/picture-difference.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

const golden = join(packageRoot, "test/report/pictures");

/** How each picture is taken of which notebook. */
const pictures = [
  ["light", "scripts", { colorScheme: "light" }, { width: 1100, height: 900 }],
  ["dark", "scripts", { colorScheme: "dark" }, { width: 1100, height: 900 }],
  ["narrow", "tables", { colorScheme: "light" }, { width: 390, height: 844 }],
  ["print", "tables", { media: "print" }, { width: 760, height: 1000 }],
  ["failures", "failures", { colorScheme: "light" }, { width: 1100, height: 900 }],
  ["index", "en/index", { colorScheme: "light" }, { width: 1100, height: 1700 }],
  ["index-dark-narrow", "en/index", { colorScheme: "dark" }, { width: 390, height: 1700 }],
  ["index-arabic", "ar/index", { colorScheme: "light" }, { width: 1100, height: 1700 }],
  ["changes", "en/changes/changes", { colorScheme: "light" }, { width: 1100, height: 2000 }],
  ["changes-arabic", "ar/changes/changes", { colorScheme: "dark" }, { width: 1100, height: 2000 }],
  ["changes-print", "en/changes/changes", { media: "print" }, { width: 760, height: 1000 }],
] as const;

const words = [
  "Pins by category",
  "слово",
  "語の数",
  "follower_count",
  "مرحبا بالعالم",
  "👋 users",
  "a long title that wraps",
];

await describeReal("Pictures of a report", [needBrowser, needFonts], () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    folder = await temporaryFolder();
    const names = [...new Set(pictures.map(([, name]) => name))].filter((name) => !name.includes("/"));
    const pages = await Promise.all(
      names.map(async (name) => {
        const text = await readFile(join(packageRoot, `test/report/golden/${name}.ipynb`), "utf8");
        return { name, notebook: parseNotebook(text, name) };
      }),
    );
    await writeReport(folder, pages, { title: "Pictures" });
    for (const lang of ["en", "ar"]) {
      let count = 0;
      const full = fullSite(() => `${words[count++ % words.length]} ${count}`);
      const { plotly: _, ...options } = full.options;
      await writeReport(join(folder, lang), full.pages, { ...options, lang });
      // Without the first notebook, whose cells are all new.
      const { graph: _graph, since, ...others } = options;
      const [, ...notebooks] = since?.notebooks ?? [];
      const changed = { ...others, lang, since: { label: "", ...since, notebooks } };
      await writeReport(join(folder, lang, "changes"), full.pages.slice(1), changed);
    }
  });

  afterAll(async () => {
    await browser?.close();
  });

  test.each(pictures)("are as they were: %s", async (title, name, media, viewport) => {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 0.5 });
    page.setDefaultTimeout(patience);
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    await page.emulateMedia({ ...media, reducedMotion: "reduce" });
    const taken = await page.screenshot({ animations: "disabled" });
    await page.close();
    const file = join(golden, `${title}.png`);
    if (process.env.UPDATE_GOLDEN || !existsSync(file)) {
      await mkdir(golden, { recursive: true });
      await writeFile(file, taken);
      if (!process.env.UPDATE_GOLDEN)
        throw new Error(`${file} was missing and is written now: look at it, then run again`);
    }
    // Letters differ a little from machine to machine; blocks of the page do not.
    expect(await difference(browser, taken, await readFile(file))).toBeLessThan(0.06);
  });

  test("differ where the page does", async () => {
    const [light, dark] = await Promise.all(["light", "dark"].map((name) => readFile(join(golden, `${name}.png`))));
    expect(light && dark && (await difference(browser, light, dark))).toBeGreaterThan(0.5);
  });
});
