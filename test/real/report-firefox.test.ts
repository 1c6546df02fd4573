import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { parseNotebook } from "../../src/notebook/index.ts";
import { writeReportFile } from "../../src/report/index.ts";
import { packageRoot } from "../../src/root.ts";
import { launchBrowser, needBrowser, patience } from "../support/browser.ts";
import { debianProgram } from "../support/debian.ts";
import { needFonts } from "../support/fonts.ts";
import { difference } from "../support/picture-difference.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

const needFirefox = () =>
  debianProgram({
    name: "Firefox",
    packages: ["firefox-esr"],
    find: () =>
      ["firefox-esr", "firefox"]
        .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
        .find(existsSync),
  });

const size = { width: 1000, height: 1400 };

await describeReal("A report in Firefox", [needBrowser, needFonts, needFirefox], () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const inFirefox = async (url: string): Promise<Buffer> => {
    const home = await temporaryFolder();
    const picture = join(home, "picture.png");
    const options = ["--headless", "--no-remote", "--profile", home, `--window-size=${size.width},${size.height}`];
    await promisify(execFile)(await needFirefox(), [...options, "--screenshot", picture, url], {
      env: { ...process.env, HOME: home },
      timeout: 500_000,
    });
    return readFile(picture);
  };

  const inChromium = async (url: string): Promise<Buffer> => {
    const page = await browser.newPage({ viewport: size, colorScheme: "light", hasTouch: true, isMobile: false });
    page.setDefaultTimeout(patience);
    await page.goto(url);
    const picture = await page.screenshot({ animations: "disabled" });
    await page.close();
    return picture;
  };

  test.each(["kernel-r", "scripts", "failures"])(
    "looks as in Chromium: %s",
    async (name) => {
      const source = await readFile(join(packageRoot, `test/report/golden/${name}.ipynb`), "utf8");
      const file = join(await temporaryFolder(), `${name}.html`);
      const url = pathToFileURL(await writeReportFile(file, { name, notebook: parseNotebook(source, name) })).href;
      const [theirs, ours] = [await inFirefox(url), await inChromium(url)];
      // Lines of text may break a little elsewhere; a part that lacks or lies elsewhere is more.
      expect(await difference(browser, theirs, ours)).toBeLessThan(0.12);
    },
    240_000,
  );
});
