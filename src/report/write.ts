import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { messageOf, PinbookError } from "../errors.ts";
import { plotlyFile } from "./document.ts";
import { labelsOf } from "./labels.ts";
import { plotTypes } from "./plot.ts";
import { installedPlotly } from "./plotly-bundle.ts";
import { renderFile, renderSite } from "./site.ts";
import type { PlotlyBundle, ReportOptions, ReportPage } from "./types.ts";

/**
 * Writes the notebooks' report into a folder, with Plotly where it is needed, and gives the path of its index page.
 * Each file appears whole; the index comes last. Other files of the folder stay.
 */
export const writeReport = async (
  folder: string,
  pages: readonly ReportPage[],
  options: ReportOptions = {},
): Promise<string> => {
  const plotly = await plotlyOf(pages, options);
  const site = renderSite(pages, plotly ? { ...options, plotly } : options);
  const [index, ...others] = [...site];
  for (const [file, content] of [...others, ...(index ? [index] : [])]) {
    const isThere =
      plotly && file === plotlyFile(plotly) && (await sizeOf(join(folder, file))) === plotly.source.length;
    if (!isThere) await writeWhole(join(folder, file), content);
  }
  return resolve(folder, "index.html");
};

const plotlyOf = async (pages: readonly ReportPage[], options: ReportOptions): Promise<PlotlyBundle | undefined> =>
  options.plotly ??
  (await installedPlotly(
    new Set(pages.flatMap(({ notebook }) => [...plotTypes(notebook)])),
    labelsOf(options.lang).lang,
  ));

/** Writes one notebook's report into one file with all that it needs inside; gives its path. */
export const writeReportFile = async (path: string, page: ReportPage, options: ReportOptions = {}): Promise<string> => {
  const plotly = await plotlyOf([page], options);
  await writeWhole(path, renderFile(page, plotly ? { ...options, plotly } : options));
  return resolve(path);
};

/**
 * Writes the notebooks as GitHub-flavoured Markdown with their pictures as files beside it; gives the path of the file that
 * leads to all others.
 */
export const writeMarkdown = async (
  folder: string,
  pages: readonly ReportPage[],
  options: ReportOptions = {},
): Promise<string> => {
  const { renderMarkdownSite } = await import("./md/site-md.ts");
  const [first, ...others] = [...renderMarkdownSite(pages, options)];
  for (const [file, content] of [...others, ...(first ? [first] : [])]) await writeWhole(join(folder, file), content);
  return resolve(folder, first?.[0] ?? "");
};

/** Writes each notebook as a PDF, by this Chromium program; gives the files' paths. */
export const writePdf = async (
  folder: string,
  pages: readonly ReportPage[],
  options: ReportOptions & { readonly chromium: string },
): Promise<readonly string[]> => {
  const { printPages } = await import("./pdf/print-pages.ts");
  const written: string[] = [];
  for await (const { stem, pdf } of printPages(pages, options)) {
    await writeWhole(join(folder, `${stem}.pdf`), pdf);
    written.push(resolve(folder, `${stem}.pdf`));
  }
  return written;
};

// The bundle is large: where the folder has it already, it is not written again.
const sizeOf = async (path: string): Promise<number | undefined> => (await stat(path).catch(() => undefined))?.size;

const writeWhole = async (path: string, content: string | Uint8Array): Promise<void> => {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    throw new PinbookError(
      `the report's file ${path} could not be written: ${messageOf(error)}. Make room or allow writing there, or name another folder.`,
      { cause: error },
    );
  }
};
