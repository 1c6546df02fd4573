import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { launchBrowser, needBrowser } from "../support/browser.ts";
import { runPinbook } from "../support/cli.ts";
import { pythonWith, runPython } from "../support/python.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { withWatchedPage } from "../support/watched-page.ts";

let python = "";
const needPython = async (): Promise<void> => {
  python = await pythonWith([
    "ipykernel==7.4.0",
    "nbclient==0.11.0",
    "pandas==3.1.1",
    "matplotlib==3.11.2",
    "jinja2==3.1.6",
    "sympy==1.14.0",
  ]);
};

const cells = [
  "import pandas as pd\nimport matplotlib.pyplot as plt\nframe = pd.DataFrame({'city': ['München', '東京', 'القاهرة'], 'n': [1200, 35, 7]})\nframe",
  "frame.style.highlight_max(subset=['n'], color='#ffee88').format(precision=1)",
  "frame.set_index(['city', 'n']).assign(x=1).T",
  "%matplotlib inline\nplt.plot([1, 2, 3], [3, 1, 2]); plt.title('a line'); plt.show()",
  "from matplotlib_inline.backend_inline import set_matplotlib_formats\nset_matplotlib_formats('svg')\nplt.bar(['a', 'b'], [1, 2]); plt.show()\nplt.imshow([[0, 1], [1, 0]]); plt.show()",
  "import sympy\nsympy.Integral(sympy.sqrt(1 / sympy.Symbol('x')))",
  "def fails(row):\n    return row['missing']\nframe.apply(fails, axis=1)",
];

const execute = `
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.v4.new_notebook()
notebook.cells = [nbformat.v4.new_code_cell(source) for source in ${JSON.stringify(cells)}]
NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[1])
`;

await describeReal("A report of a notebook that Python ran", [needBrowser, needPython], () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    folder = await temporaryFolder();
    await mkdir(join(folder, "notebooks"));
    await runPython(python, execute, [join(folder, "notebooks", "py.ipynb")]);
  });

  afterAll(async () => {
    await browser?.close();
  });

  test("shows tables of pandas, styled too, pictures of matplotlib, formulas and traces", async () => {
    const out = join(folder, "out");
    const told = await runPinbook(["report", "notebooks/py.ipynb", "--out", out], { cwd: folder });
    expect([told.code, told.stderr]).toEqual([0, ""]);
    const path = told.stdout.trim().split("\n").at(-1) ?? "";
    expect(await readFile(path, "utf8")).not.toContain("<script>alert");
    await withWatchedPage(browser, pathToFileURL(path).href, async ({ page, caught }) => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      const table = page.locator("main .outputs table").first();
      expect(await table.locator("tbody tr").count()).toBe(3);
      expect((await table.locator("tbody tr").nth(1).textContent())?.replace(/\s+/g, " ").trim()).toBe("1 東京 35");
      const highest = page.locator("main .outputs table").nth(1).locator("td", { hasText: "1200" });
      expect(await highest.evaluate((cell) => getComputedStyle(cell).backgroundColor)).toBe("rgb(255, 238, 136)");
      const picture = page.locator("main .outputs img").first();
      await picture.scrollIntoViewIfNeeded();
      expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(200);
      expect(await page.locator("main .outputs svg").count()).toBe(2);
      expect(await page.locator("main .outputs svg image").count()).toBe(1);
      const clips = await page.evaluate(() => {
        const named = [...document.querySelectorAll("main svg [clip-path]")].map((one) =>
          one.getAttribute("clip-path"),
        );
        return named.filter((name) => !document.querySelector(name?.replace(/^url\((.*)\)$/, "$1") ?? "none"));
      });
      expect(clips).toEqual([]);
      expect(await page.locator("main .outputs math").count()).toBeGreaterThan(0);
      const error = page.locator("main .error");
      expect(await error.textContent()).toContain("KeyError");
      expect(await error.locator("pre span").count()).toBeGreaterThan(3);
      expect(await page.locator("main .source pre span").count()).toBeGreaterThan(10);
      expect(caught).toEqual([]);
    });
  });
});
