// node test/bench/report/open.js NBCONVERT [RUNS]: times opening a report of 200 cells, 20 of them plots, in Chromium, turn
// by turn with nbconvert's page of the same notebook. Prints a table in Markdown. dist/ is brought up to date before.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { build } from "../../../src/build.js";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const [nbconvert = "jupyter-nbconvert", runs = "7"] = process.argv.slice(2);

/** A code cell that shows one thing. */
const code = (/** @type {number} */ at, /** @type {string} */ source, /** @type {object} */ data) => ({
  cell_type: "code",
  id: `c${at}`,
  metadata: {},
  source,
  execution_count: at,
  outputs: [{ output_type: "display_data", metadata: {}, data }],
});

const rows = Array.from(
  { length: 20 },
  (_, row) => `<tr><td>${row}</td><td>name ${row}</td><td>${row * 1.5}</td></tr>`,
);
const table = `<table><thead><tr><th>id</th><th>name</th><th>value</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;

/** A bar chart with the picture that stands beside one of pinbook's own. */
const plot = () => {
  const heights = rows.map((_, at) => at * 7);
  const bars = heights.map(
    (height, at) =>
      `<rect x="${40 + at * 34}" y="${360 - height * 2}" width="26" height="${height * 2}" fill="#4269d0"/><text x="${53 + at * 34}" y="380" text-anchor="middle">name ${at}</text>`,
  );
  return {
    "application/vnd.plotly.v1+json": {
      data: [{ type: "bar", x: rows.map((_, at) => `name ${at}`), y: heights }],
      layout: { title: { text: "A plot" } },
    },
    "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 400" width="760" height="400" font-size="12">${bars.join("")}</svg>`,
    "text/plain": "A plot",
  };
};

/** A notebook of 200 cells: a third of them text, 20 plots, the others with tables or printed lines. */
const notebook = () => {
  const figure = plot();
  const cells = Array.from({ length: 200 }, (_, at) => {
    if (at % 3 === 0)
      return {
        cell_type: "markdown",
        id: `c${at}`,
        metadata: {},
        source: `## Part ${at}\n\n${"Some *words* on it. ".repeat(20)}`,
      };
    const source = `const rows${at} = await pins.groupby("category").count().rows();\n// a comment\nshow(rows${at})`;
    if ([1, 5, 11].includes(at % 30) && at < 190) return code(at, source, figure);
    return code(
      at,
      source,
      at % 2 ? { "text/html": table, "text/plain": "rows" } : { "text/plain": `line ${at}\n`.repeat(10) },
    );
  });
  const metadata = {
    language_info: { name: "typescript" },
    kernelspec: { name: "typescript", display_name: "TypeScript" },
  };
  return {
    cells: [...cells.slice(0, -1), { cell_type: "markdown", id: "last", metadata: {}, source: "The last words." }],
    metadata,
    nbformat: 4,
    nbformat_minor: 5,
  };
};

/** Milliseconds until the browser painted first, and until the page's last words were in it; without a network. */
const open = async (/** @type {import("playwright-core").Browser} */ browser, /** @type {string} */ file) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, offline: true });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      if (document.body?.textContent?.includes("The last words.")) Reflect.set(window, "allText", performance.now());
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(
    () => "allText" in window && performance.getEntriesByName("first-contentful-paint").length > 0,
  );
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    text: Number(Reflect.get(window, "allText")),
  }));
  await context.close();
  return times;
};

/** An installed Chromium. */
const findChromium = () => {
  const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((path) => names.map((name) => join(path, name)))
    .find((file) => existsSync(file));
  if (found === undefined) throw new Error(`none of ${names.join(", ")} is in the path: install one`);
  return found;
};

const median = (/** @type {readonly number[]} */ values) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

await build();
const folder = mkdtempSync(join(tmpdir(), "pinbook-bench-"));
try {
  const source = join(folder, "cells-200.ipynb");
  writeFileSync(source, JSON.stringify(notebook()));
  execFileSync(process.execPath, [join(root, "src/launch.cjs"), "report", source, "--out", join(folder, "ours")], {
    cwd: folder,
    stdio: "ignore",
  });
  execFileSync(nbconvert, ["--to", "html", source, "--output-dir", join(folder, "theirs")], { stdio: "ignore" });
  const pages = { pinbook: join(folder, "ours/cells-200.html"), nbconvert: join(folder, "theirs/cells-200.html") };
  const browser = await chromium.launch({ executablePath: findChromium(), chromiumSandbox: process.getuid?.() !== 0 });
  /** @type {Record<keyof typeof pages, { paint: number, text: number }[]>} */
  const times = { pinbook: [], nbconvert: [] };
  // The first opening of each warms the browser up.
  for (let turn = 0; turn <= Number(runs); turn++)
    for (const name of /** @type {const} */ (["pinbook", "nbconvert"])) {
      const found = await open(browser, pages[name]);
      if (turn > 0) times[name].push(found);
    }
  await browser.close();
  console.log(
    "\n| opening 200 cells, 20 plots, no network | first paint, ms | all text, ms | KB |\n| --- | ---: | ---: | ---: |",
  );
  for (const name of /** @type {const} */ (["pinbook", "nbconvert"])) {
    const [paint, text] = [median(times[name].map((one) => one.paint)), median(times[name].map((one) => one.text))];
    console.log(
      `| ${name} | ${paint.toFixed(0)} | ${text.toFixed(0)} | ${(statSync(pages[name]).size / 1000).toFixed(0)} |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
