import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { type ReportPage, writeReport } from "../../src/report/index.ts";
import { evilMetadata, evilPage, places } from "../report/evil-notebooks.ts";
import { fullSite } from "../report/full-site.ts";
import { probes } from "../report/probes.ts";
import { launchBrowser, needBrowser } from "../support/browser.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { withWatchedPage } from "../support/watched-page.ts";

const numbered = probes.map((probe, index) => probe.replaceAll("alert(1)", `alert(${index})`));

/** Which texts go into a place: all, but one after the other where each makes a plot. */
const probesFor = (place: string): readonly string[] =>
  /long| plot|pie|plotted|a map|figure/.test(place) ? numbered.filter((_, index) => index % 18 === 0) : numbered;

await describeReal("A report in a browser", [needBrowser], () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const written = async (page: ReportPage, options: Parameters<typeof writeReport>[2] = {}): Promise<string> => {
    const folder = await mkdtemp(join(await temporaryFolder(), "report-"));
    return pathToFileURL(join(dirname(await writeReport(folder, [page], options)), `${page.name}.html`)).href;
  };

  describe(`runs none of ${probes.length} hostile texts and loads nothing`, () => {
    test.each(Object.entries(places))("in %s", async (name, place) => {
      const used = probesFor(name);
      const url = await written(evilPage("evil", place, used));
      await withWatchedPage(browser, url, async ({ page, caught }) => {
        await provoke(page);
        expect(await dangers(page)).toEqual([]);
        expect(await textOf(page)).toEqual(expect.stringContaining(`after ${used.length - 1}.`));
        expect(await lost(page, used.length)).toEqual([]);
        expect(caught).toEqual([]);
      });
    });

    test("in what is told of a notebook, of its run and of the report", async () => {
      let at = 0;
      const next = (): string => numbered[at++ % numbered.length] ?? "";
      // Ever another text in each place.
      for (const round of Array(6).keys()) {
        const figures = [{ label: next(), value: next() }];
        const options = { title: next(), lead: next(), footer: next(), figures };
        const url = await written(evilMetadata("evil", next), options);
        for (const address of [url, url.replace("evil.html", "index.html")])
          await withWatchedPage(browser, address, async ({ page, caught }) => {
            await provoke(page);
            expect([round, await dangers(page), caught]).toEqual([round, [], []]);
          });
      }
    });
  });

  test("on the index, its graph and history, and on the page of what changed", async () => {
    let at = 0;
    const next = (): string => numbered[at++ % numbered.length] ?? "";
    while (at < numbered.length * 2) {
      const { pages, options } = fullSite(next);
      const { plotly: _, ...others } = options;
      const folder = dirname(await writeReport(await temporaryFolder(), pages, others));
      for (const name of ["index", "changes", "first", "second"])
        await withWatchedPage(browser, pathToFileURL(join(folder, `${name}.html`)).href, async ({ page, caught }) => {
          await provoke(page);
          expect([name, await dangers(page), caught]).toEqual([name, [], []]);
        });
    }
    expect(at).toBeGreaterThan(numbered.length * 2);
  });

  test("holds by its cleaning alone, where the policy is taken out", async () => {
    for (const name of ["HTML output", "SVG output", "Markdown", "an error", "a plot's texts", "a plot's buttons"]) {
      const place = places[name];
      if (!place) throw new Error(`no place ${name}`);
      const url = await written(evilPage("evil", place, probesFor(name)));
      const file = fileURLToPath(url);
      const html = await readFile(file, "utf8");
      expect(html.match(policyElement)).toHaveLength(1);
      await writeFile(file, html.replace(policyElement, ""));
      await withWatchedPage(browser, url, async ({ page, caught }) => {
        await provoke(page);
        expect([name, await dangers(page), caught]).toEqual([name, [], []]);
      });
    }
  });

  test("holds by its policy alone, where the cleaning is passed by", async () => {
    const url = await written(evilPage("evil", places.Markdown ?? (() => []), []));
    const file = fileURLToPath(url);
    const html = await readFile(file, "utf8");
    const hole =
      '<script>alert("in")</script><img src=x onerror="alert(2)"><img src="https://evil.example/x.png"><a id="hole" href="javascript:alert(3)">x</a>';
    await writeFile(file, html.replace("</main>", `${hole}</main>`));
    await withWatchedPage(browser, url, async ({ page, caught }) => {
      await page.locator("#hole").click();
      await page.waitForFunction(() => document.readyState === "complete");
      expect(caught.filter((what) => /^(?:alert|dialog|window)/.test(what))).toEqual([]);
      for (const directive of ["script-src-elem", "script-src-attr", "img-src"])
        expect(caught).toEqual(expect.arrayContaining([expect.stringContaining(`policy: ${directive}`)]));
    });
  });

  test("runs the scripts of a trusted report, and says so", async () => {
    const url = await written(evilPage("evil", places["HTML output"] ?? (() => []), ["<script>alert(7)</script>"]), {
      trusted: true,
    });
    await withWatchedPage(browser, url, async ({ page, caught }) => {
      expect(await textOf(page)).toContain("--trusted");
      expect(caught).toEqual(["alert(7)"]);
    });
  });
});

const policyElement = /<meta http-equiv="Content-Security-Policy"[^>]*>/g;

const textOf = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? "");

/** Scrolls all of the page by, moves over plots and presses what can be pressed, as a curious reader does. */
const provoke = async (page: Page): Promise<void> => {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
    const step = Math.max(2000, document.body.scrollHeight / 60);
    for (let top = 0; top < document.body.scrollHeight; top += step) {
      scrollTo(0, top);
      await frame();
    }
    const plots = [...document.querySelectorAll("figure.plot")].filter((plot) => plot.querySelector("script"));
    for (const plot of plots.slice(0, 10)) {
      plot.scrollIntoView();
      for (let wait = 0; wait < 120 && !plot.querySelector(".main-svg"); wait++) await frame();
    }
    for (const part of document.querySelectorAll(
      ".updatemenu-button, .slider-rail-touch-rect, .annotation-text-g, .nsewdrag, .point path",
    )) {
      const { left, top, width, height } = part.getBoundingClientRect();
      const at = { bubbles: true, view: window, clientX: left + width / 2, clientY: top + height / 2 };
      for (const kind of ["mouseover", "mousemove", "mousedown", "mouseup", "click"])
        part.dispatchEvent(new MouseEvent(kind, at));
      await frame();
    }
    for (const button of document.querySelectorAll<HTMLButtonElement>("main button, header button")) button.click();
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const part of document.querySelectorAll("main *, header *")) {
      if (part instanceof HTMLElement || part instanceof SVGElement) part.focus();
      for (const kind of ["mouseover", "pointerenter", "animationstart", "toggle", "error", "load"])
        part.dispatchEvent(new Event(kind));
    }
    await frame();
  });
};

/** What of the page could run or load although nothing did yet. */
const dangers = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const bad: string[] = [];
    const own = new Set(["application/json"]);
    for (const element of document.querySelectorAll("*")) {
      const name = element.localName.toLowerCase();
      if (
        /^(?:iframe|frame|object|embed|applet|base|form|link|video|audio|source|foreignobject|animate|set|feimage|portal|template)$/.test(
          name,
        )
      )
        bad.push(`<${name}>`);
      if (name === "script" && !own.has((element as HTMLScriptElement).type) && element.closest("main"))
        bad.push("<script> in main");
      if (name === "meta" && /refresh/i.test((element as HTMLMetaElement).httpEquiv)) bad.push("<meta refresh>");
      if (element.closest(".js-plotly-plot") && name !== "a" && name !== "image") continue;
      for (const { name: attribute, value } of element.attributes) {
        if (/^on/i.test(attribute)) bad.push(`${name} ${attribute}`);
        const address = value.replace(/\s/g, "");
        if (
          /href$|^src|^action|^formaction/i.test(attribute) &&
          /^(?:javascript|vbscript|data:(?!image\/)|blob)/i.test(address)
        )
          bad.push(`${name} ${attribute}=${address.slice(0, 60)}`);
        if (/^src/i.test(attribute) && /^(?:https?:|\/\/|\\)/i.test(address))
          bad.push(`${name} ${attribute}=${address.slice(0, 60)}`);
        if (
          attribute === "style" &&
          /url\((?!["']?#)|position:\s*(?:fixed|absolute)|expression/i.test(value) &&
          element.closest(".outputs, .prose")
        )
          bad.push(`${name} style=${value.slice(0, 80)}`);
      }
    }
    return bad;
  });

/** The words behind each text that the page does not show any more. */
const lost = async (page: Page, count: number): Promise<readonly number[]> => {
  const words = await page.evaluate(() => document.body.textContent ?? "");
  return Array.from({ length: count }, (_, index) => index).filter((index) => !words.includes(`after ${index}.`));
};
