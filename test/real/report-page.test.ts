import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { type Cell, type MimeBundle, newNotebook } from "../../src/notebook/index.ts";
import { writeReportFile } from "../../src/report/index.ts";
import { launchBrowser, needBrowser, patience } from "../support/browser.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

const text = (id: string, source: string): Cell => ({ cell_type: "markdown", id, metadata: {}, source });
const code = (id: string, source: string, data: MimeBundle, tags: readonly string[] = []): Cell => ({
  cell_type: "code",
  id,
  metadata: { tags, pinbook: { status: "ok" } },
  source,
  execution_count: 1,
  outputs: [{ output_type: "display_data", metadata: {}, data }],
});
const rows = Array.from(
  { length: 450 },
  (_, row) => `<tr><td>pin ${row}</td><td>${(row * 7919) % 450}</td><td>${row % 2 ? "AT" : "DE"}</td></tr>`,
);
const table = `<table><thead><tr><th>name</th><th>n</th><th>market</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
const plot = (type: string, more = {}): MimeBundle => ({
  "application/vnd.plotly.v1+json": {
    data: [{ type, x: ["a", "b"], y: [1, 3], lat: [48], lon: [14], ...more }],
    layout: {},
  },
});
const many = Array.from({ length: 40 }, (_, index) => text(`m${index}`, `## Part ${index}\n\n${"Words. ".repeat(60)}`));
const notebook = newNotebook([
  text("t", "# Pins"),
  code("table", "const a = 1;\nconst b = 2;", { "text/html": table }),
  code("bar", "bar()", plot("bar")),
  ...many,
  code("late", "late()", plot("scattergl")),
  code("folded", "folded()", { "text/plain": "x" }, ["hide-input"]),
]);

let browser: Browser;
let url: string;
let messages: string[];

const open = async (options: { readonly javaScriptEnabled?: boolean } = {}, address = url): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  messages = [];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(error.message));
  page.on("request", (request) => {
    if (!/^(?:file|blob|data):/.test(request.url())) messages.push(`request ${request.url()}`);
  });
  await page.goto(address);
  return page;
};

await describeReal("A report's page in Chromium", [needBrowser], () => {
  beforeAll(async () => {
    browser = await launchBrowser();
    const file = join(await temporaryFolder(), "pins.html");
    url = pathToFileURL(await writeReportFile(file, { name: "pins", notebook })).href;
  });
  afterAll(() => browser?.close());

  test("sorts a table by number and text, over all its rows", async () => {
    const page = await open();
    const column = (index: number) => page.locator(`tbody tr td:nth-child(${index})`);
    await page.getByRole("button", { name: "n", exact: true }).click();
    expect(await column(2).first().textContent()).toBe("0");
    expect(await column(2).count()).toBe(200);
    await page.getByRole("button", { name: "n", exact: true }).click();
    expect(await column(2).first().textContent()).toBe("449");
    expect(await page.locator("th[aria-sort=descending]").textContent()).toBe("n");
    await page.getByRole("button", { name: "name", exact: true }).click();
    expect(await column(1).nth(2).textContent()).toBe("pin 2");
    expect(messages).toEqual([]);
  });

  test("searches a table and shows more rows of it", async () => {
    const page = await open();
    const body = page.locator("tbody tr");
    await page.getByRole("searchbox").fill("pin 44");
    await page.getByText("11 of 450 rows").waitFor();
    expect(await body.count()).toBe(11);
    await page.getByRole("searchbox").fill("");
    await page.getByText("200 of 450 rows").waitFor();
    await page.getByRole("button", { name: "Show 250 more rows" }).click();
    await page.getByText("450 rows", { exact: true }).waitFor();
    expect(await body.count()).toBe(450);
  });

  test("draws a plot from the bundle in the page, and one far down when the reader comes", async () => {
    const page = await open();
    await page.locator("figure.drawn .main-svg").first().waitFor();
    expect(await page.locator("figure.drawn").count()).toBe(1);
    await page.locator("figure.plot").last().scrollIntoViewIfNeeded();
    await page.locator("figure.plot").last().locator(".main-svg").first().waitFor();
    expect(messages).toEqual([]);
  });

  test("folds all code, and opens what a link leads into", async () => {
    const page = await open({}, `${url}#cell-folded-L1`);
    await expect(
      page.locator("#cell-folded details").evaluate((details) => (details as unknown as { open: boolean }).open),
    ).resolves.toBe(true);
    await page.getByRole("button", { name: "Hide code" }).click();
    expect(await page.locator(".source details[open]").count()).toBe(0);
    await page.getByRole("button", { name: "Show code" }).click();
    expect(await page.locator(".source details:not([open])").count()).toBe(0);
  });

  test("marks in the contents where the reader is", async () => {
    const page = await open();
    await page.locator("#s-part-20").evaluate((heading) => heading.scrollIntoView());
    await page.locator('.contents a[aria-current][href="#s-part-20"]').waitFor();
    expect(await page.locator(".contents a[aria-current]").count()).toBe(1);
  });

  test("copies code to the clipboard", async () => {
    const page = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.locator("#cell-table").hover();
    await page.locator("#cell-table .copy").click();
    await page.locator("#cell-table .copy", { hasText: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("const a = 1;\nconst b = 2;");
  });

  test("shows all its rows, its code and its plots without JavaScript", async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator("tbody tr").count()).toBe(450);
    expect(await page.locator("figure .still svg").first().isVisible()).toBe(true);
    expect(await page.locator("code", { hasText: "const a = 1;" }).isVisible()).toBe(true);
    expect(await page.getByRole("button").count()).toBe(0);
  });

  test("draws points on a globe and a surface without a network", async () => {
    const folder = await temporaryFolder();
    for (const [name, data] of [
      ["geo", plot("scattergeo")],
      [
        "surface",
        plot("surface", {
          z: [
            [1, 2],
            [3, 4],
          ],
        }),
      ],
      [
        "heat",
        plot("heatmap", {
          z: [
            [1, 2],
            [3, 4],
          ],
        }),
      ],
    ] as const) {
      const file = await writeReportFile(join(folder, `${name}.html`), {
        name,
        notebook: newNotebook([code("a", "1", data)]),
      });
      const page = await open({}, pathToFileURL(file).href);
      await page.locator("figure.drawn").waitFor({ timeout: 300_000 });
      expect([name, ...messages.filter((message) => !/WebGL|GPU|Canvas2D/i.test(message))]).toEqual([name]);
    }
  });

  test("draws countries and states on outlines that the page holds", async () => {
    const folder = await temporaryFolder();
    const map = (more: object): MimeBundle => ({
      "application/vnd.plotly.v1+json": { data: [{ type: "choropleth", z: [1, 2], ...more }], layout: {} },
    });
    const cells = [
      code("a", "1", map({ locations: ["AUT", "BRA"] })),
      code("b", "2", map({ locations: ["TX", "CO"], locationmode: "USA-states" })),
      code("c", "3", map({ locations: ["Austria", "Germany"], locationmode: "country names" })),
    ];
    const file = await writeReportFile(join(folder, "map.html"), { name: "map", notebook: newNotebook(cells) });
    const page = await open({}, pathToFileURL(file).href);
    for (const figure of await page.locator("figure.plot").all()) {
      await figure.scrollIntoViewIfNeeded();
      await figure.and(page.locator(".drawn")).waitFor({ timeout: 300_000 });
      const filled = figure.locator(".choroplethlayer path");
      expect(
        await filled.evaluateAll((paths) => paths.map((path) => (path.getAttribute("d") ?? "").length > 20)),
      ).toEqual([true, true]);
      expect((await figure.locator(".layer.coastlines path").getAttribute("d"))?.length).toBeGreaterThan(500);
    }
    expect(messages).toEqual([]);
  });

  test("has plots that speak the report's language, on buttons, axes and at points", async () => {
    const folder = await temporaryFolder();
    const data = plot("scatter", { x: ["2026-05-01", "2026-05-20", "2026-07-03"], y: [1234.5, 20_000, 3] });
    const notebook = newNotebook([
      code("a", "1", data),
      code("b", "2", plot("box", { y: [1, 2, 3, 4], x: undefined })),
    ]);
    const said = { de: ["Verkleinern", "Mai"], ja: ["縮小", "5月"], ar: ["تصغير", "مايو"], fr: ["Réduire", "mai"] };
    for (const [lang, [button = "", month = ""]] of Object.entries(said)) {
      const file = await writeReportFile(join(folder, `${lang}.html`), { name: lang, notebook }, { lang });
      const page = await open({}, pathToFileURL(file).href);
      const [first, second] = [page.locator("figure.plot").first(), page.locator("figure.plot").last()];
      await first.and(page.locator(".drawn")).waitFor({ timeout: 300_000 });
      const titles = await first.locator(".modebar-btn").evaluateAll((buttons) => buttons.map((one) => one.ariaLabel));
      expect(titles.filter((title) => title === null || /zoom out|reset|download|pan/i.test(title))).toEqual([]);
      expect(titles).toContain(button);
      expect((await first.locator(".xtick").allTextContents()).join(" ")).toContain(month);
      await second.scrollIntoViewIfNeeded();
      await second.and(page.locator(".drawn")).waitFor({ timeout: 300_000 });
      await second.locator(".boxes path.box").hover({ force: true });
      const hints = second.locator(".hoverlayer .hovertext");
      await hints.first().waitFor();
      expect((await hints.allTextContents()).join(" ")).not.toMatch(/median:|max:|min:|q1:/);
      if (lang === "de") expect((await hints.allTextContents()).join(" ")).toContain("Median: 2,5");
    }
    expect(messages).toEqual([]);
  });
});
