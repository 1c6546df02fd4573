import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { messageOf, PinbookError } from "../errors.ts";
import { plotlyFile } from "./document.ts";
import { hasPlots, renderSite } from "./site.ts";
import type { ReportOptions, ReportPage } from "./types.ts";

/**
 * Writes the notebooks' report into a folder, with Plotly where it is needed, and gives the path of its index page.
 * Each file appears whole; the index comes last. Other files of the folder stay.
 */
export const writeReport = async (
  folder: string,
  pages: readonly ReportPage[],
  options: ReportOptions = {},
): Promise<string> => {
  const plotly = options.plotly ?? (hasPlots(pages) ? await installedPlotly(folder) : undefined);
  const site = renderSite(pages, plotly ? { ...options, plotly } : options);
  const [index, ...others] = [...site];
  for (const [file, content] of [...others, ...(index ? [index] : [])]) {
    if (content.length > 0) await writeWhole(join(folder, file), content);
  }
  return resolve(folder, "index.html");
};

// The bundle is large: where the folder has this version already, it is neither read nor written.
const installedPlotly = async (folder: string): Promise<NonNullable<ReportOptions["plotly"]>> => {
  const require = createRequire(import.meta.url);
  const { version } = JSON.parse(await readFile(require.resolve("plotly.js-dist/package.json"), "utf8")) as {
    version: string;
  };
  const bundle = require.resolve("plotly.js-dist");
  const [there, here] = await Promise.all([
    stat(join(folder, plotlyFile(version))).catch(() => undefined),
    stat(bundle),
  ]);
  return { version, source: there?.size === here.size ? "" : await readFile(bundle) };
};

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
