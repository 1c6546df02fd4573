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
import { launchBrowser, needBrowser } from "../support/browser.ts";
import { needFonts } from "../support/fonts.ts";
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

/** The share of blocks, of a grid of 30 by 30, whose mean colours differ visibly. */
const difference = async (browser: Browser, one: Buffer, other: Buffer): Promise<number> => {
  const page = await browser.newPage();
  try {
    return await page.evaluate(
      async (sources) => {
        const [a = [], b = []] = await Promise.all(
          sources.map(async (source) => {
            const image = new Image();
            image.src = `data:image/png;base64,${source}`;
            await image.decode();
            const canvas = new OffscreenCanvas(30, 30);
            const context = canvas.getContext("2d");
            if (!context) throw new Error("no canvas");
            context.imageSmoothingQuality = "high";
            context.drawImage(image, 0, 0, 30, 30);
            return [...context.getImageData(0, 0, 30, 30).data];
          }),
        );
        const blocks = Array.from({ length: 900 }, (_, block) =>
          Math.max(...[0, 1, 2].map((part) => Math.abs((a[block * 4 + part] ?? 0) - (b[block * 4 + part] ?? 0)))),
        );
        return blocks.filter((distance) => distance > 24).length / 900;
      },
      [one, other].map((picture) => picture.toString("base64")),
    );
  } finally {
    await page.close();
  }
};
