import { changesFile, renderChanges } from "./changes/changes-page.ts";
import { plotlyFile } from "./document.ts";
import { renderIndex } from "./index-page.ts";
import { maskReport } from "./mask.ts";
import { pageTitle, renderPage } from "./page.ts";
import { plotTypes } from "./plot.ts";
import { linkWithin, stemsOf } from "./site-names.ts";
import type { ReportOptions, ReportPage, Site } from "./types.ts";

/**
 * Notebooks as a small site that opens from disk without a network: `index.html`, a page for each notebook, and Plotly's
 * bundle where there are plots and `plotly` is given. Everything that notebooks carry is sanitised.
 */
export const renderSite = (given: readonly ReportPage[], wanted: ReportOptions = {}): Site => {
  const { pages, options } = maskReport(given, wanted);
  const files = stemsOf(pages, ["index", ...(options.since ? ["changes"] : [])]).map((stem) => `${stem}.html`);
  const places = new Map(files.map((file) => [file.replace(/\.html$/, ".ipynb"), file]));
  const linkTo = (target: string): string | undefined => linkWithin(target, places);
  const neighbour = (index: number) => {
    const [page, file] = [pages[index], files[index]];
    return page && file ? { file, title: pageTitle(page) } : undefined;
  };
  const changes = options.since && renderChanges(pages, files, options.since, options);
  const index = renderIndex(pages, files, options, changes && { file: changesFile, summary: changes.summary });
  const site = new Map<string, string | Uint8Array>([["index.html", index]]);
  if (changes) site.set(changesFile, changes.html);
  for (const [index, page] of pages.entries()) {
    const [previous, next] = [neighbour(index - 1), neighbour(index + 1)];
    const plotly = options.plotly ? { plotly: plotlyFile(options.plotly) } : {};
    const links = {
      linkTo,
      home: "index.html",
      ...plotly,
      ...(previous ? { previous } : {}),
      ...(next ? { next } : {}),
    };
    site.set(files[index] ?? "", renderPage(page, options, links));
  }
  if (options.plotly && hasPlots(pages)) site.set(plotlyFile(options.plotly), options.plotly.source);
  return site;
};

/** Whether any of the notebooks holds a plot, so that the site needs Plotly. */
export const hasPlots = (pages: readonly ReportPage[]): boolean =>
  pages.some(({ notebook }) => plotTypes(notebook).size > 0);

/** One notebook as one HTML file with all that it needs inside. */
export const renderFile = (page: ReportPage, options: ReportOptions = {}): string => {
  const [masked = page] = maskReport([page], options).pages;
  return renderPage(masked, maskReport([], options).options, { linkTo: () => undefined });
};
