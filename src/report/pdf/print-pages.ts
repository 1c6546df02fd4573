import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { maskReport } from "../mask.ts";
import { renderPage } from "../page.ts";
import { linkWithin, stemsOf } from "../site-names.ts";
import type { ReportOptions, ReportPage } from "../types.ts";
import { type Chromium, startChromium } from "./chromium.ts";
import { pdfPlaces } from "./pdf-places.ts";

/** Each notebook as a PDF, one after another: by one browser, which is closed at the end. */
export async function* printPages(
  given: readonly ReportPage[],
  { chromium: program, ...wanted }: ReportOptions & { readonly chromium: string },
): AsyncGenerator<{ readonly stem: string; readonly pdf: Buffer }> {
  // Scripts are off on paper, so plots are their pictures.
  const { plotly: _, trusted: __, ...rest } = wanted;
  const { pages, options } = maskReport(given, rest);
  const stems = stemsOf(pages);
  const places = new Map(stems.map((stem) => [`${stem}.ipynb`, `${encodeURI(stem)}.pdf`]));
  const folder = await mkdtemp(join(tmpdir(), "pinbook-pdf-"));
  const chromium = startChromium(program);
  try {
    for (const [at, page] of pages.entries()) {
      const render = (pageOf: (id: string) => string): string =>
        renderPage(page, options, { linkTo: (target) => linkWithin(target, places), pageOf });
      yield { stem: stems[at] ?? "", pdf: await printNumbered(chromium, join(folder, "page.html"), render) };
    }
  } finally {
    await chromium.close();
    await rm(folder, { recursive: true, force: true });
  }
}

// Chromium cannot say in the contents where a heading stands, so that is read from a first print. Numbers take the same room.
const printNumbered = async (
  chromium: Chromium,
  file: string,
  render: (pageOf: (id: string) => string) => string,
): Promise<Buffer> => {
  const print = async (pageOf: (id: string) => string): Promise<Buffer> => {
    await writeFile(file, render(pageOf));
    return chromium.print(pathToFileURL(file).href);
  };
  const first = await print(() => "");
  const places = pdfPlaces(first);
  return places.size === 0 ? first : print((id) => String(places.get(id) ?? ""));
};
