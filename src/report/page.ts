import { type CodeCell, notebookLanguage, notebookTitle, type TextCell } from "../notebook/index.ts";
import { type CellOptions, type CellRun, codeCellHtml, isTagged } from "./cell.ts";
import { documentOf, type PlotlyUse } from "./document.ts";
import { escapeHtml } from "./escape.ts";
import { headHtml } from "./facts.ts";
import { filled, type Labels, labelsOf } from "./labels.ts";
import { type Heading, inlineText, renderMarkdown } from "./markdown.ts";
import { pagedStyle } from "./pdf/paged-style.ts";
import { splitWideTables } from "./pdf/split-tables.ts";
import { mapOutlines, plotTypes } from "./plot.ts";
import { cellDuration, cellStatus } from "./status.ts";
import type { ReportOptions, ReportPage } from "./types.ts";
import { widgetStates } from "./widgets.ts";

/** Where a page stands in the site. */
export interface PageLinks {
  readonly previous?: { readonly file: string; readonly title: string };
  readonly next?: { readonly file: string; readonly title: string };
  readonly linkTo: (target: string) => string | undefined;
  /** Plotly's file in the site; without it the bundle is put into the page. */
  readonly plotly?: string;
  /** The page that leads to all others; there is none of a notebook alone. */
  readonly home?: string;
  /** For paper: the number of the page on which the heading of this id stands, as far as it is known. */
  readonly pageOf?: (id: string) => string;
}

/** The page's title as plain text: the notebook's first heading, else its name. */
export const pageTitle = (page: ReportPage): string => {
  const title = notebookTitle(page.notebook);
  return title === undefined ? page.name.replace(/^.*[/\\]|\.ipynb$/g, "") : inlineText(title);
};

/** One notebook as a page. */
export const renderPage = (page: ReportPage, options: ReportOptions, links: PageLinks): string => {
  const labels = labelsOf(options.lang);
  const headings: Heading[] = [];
  const cells = cellsHtml(page, cellOptions(page, options, labels), links, headings);
  const title = pageTitle(page);
  const { slots = {} } = options.template ?? {};
  const nav = contents(headings, labels, links.pageOf);
  const main = `${headHtml(page, title, labels)}${links.pageOf ? nav : ""}${slots.start ?? ""}${links.pageOf ? splitWideTables(cells.join("\n")) : cells.join("\n")}${slots.end ?? ""}${pager(links, labels)}`;
  const body = [
    bar(title, options, links, labels),
    `<div class="layout">${links.pageOf ? "" : nav}<main id="content" tabindex="-1">${main}</main></div>`,
  ].join("\n");
  const { footer, template, trusted } = options;
  const style = links.pageOf ? pagedStyle(title) : "";
  return documentOf({ title, body, footer, labels, template, trusted, style, plotly: plotlyUse(page, options, links) });
};

const cellOptions = (page: ReportPage, options: ReportOptions, labels: Labels): CellOptions => ({
  ids: new Set(["content", "plotly"]),
  language: notebookLanguage(page.notebook) ?? "typescript",
  interactive: options.plotly !== undefined,
  labels,
  widgets: widgetStates(page.notebook),
  maxText: options.maxText ?? 100_000,
  hideCode: options.hideCode ?? false,
  trusted: options.trusted ?? false,
});

const plotlyUse = (page: ReportPage, { plotly }: ReportOptions, links: PageLinks): PlotlyUse | undefined => {
  if (!plotly || plotTypes(page.notebook).size === 0) return undefined;
  const outlines = mapOutlines(page.notebook);
  return {
    ...(links.plotly === undefined ? { bundle: plotly } : { file: links.plotly }),
    ...(outlines ? { outlines } : {}),
    ...(plotly.words ? { words: plotly.words } : {}),
  };
};

const cellsHtml = (
  page: ReportPage,
  options: CellOptions,
  { linkTo }: PageLinks,
  headings: Heading[],
): readonly string[] => {
  const shown = page.notebook.cells.filter((cell) => !isTagged(cell, "remove-cell"));
  // The title stands in the page's head.
  const titled = shown.find((cell) => cell.cell_type === "markdown" && /^#[ \t]/m.test(cell.source));
  return shown.map((cell) => {
    if (cell.cell_type === "code") return codeCellHtml(cell, runOf(page, cell), options);
    if (cell.cell_type === "raw") return rawHtml(cell);
    const { attachments, source } = cell;
    const { ids, labels } = options;
    const more = { ...(attachments ? { attachments } : {}), withoutTitle: cell === titled };
    const { html, headings: found } = renderMarkdown(source, { ids, linkTo, labels, ...more });
    headings.push(...found);
    return html.trim() === "" ? "" : `<section class="cell prose">${html}</section>`;
  });
};

const runOf = (page: ReportPage, { id }: CodeCell): CellRun => {
  const facts = page.facts?.cells?.find((cell) => cell.id === id);
  return {
    status: cellStatus(page, id),
    durationMs: cellDuration(page.result, id) ?? facts?.durationMs,
    stale: facts?.stale ?? [],
  };
};

const rawHtml = ({ source }: TextCell): string =>
  source.trim() === "" ? "" : `<section class="cell raw"><pre tabindex="0">${escapeHtml(source)}</pre></section>`;

const bar = (title: string, options: ReportOptions, { home }: PageLinks, labels: Labels): string => {
  const brand = options.template?.slots.brand ?? "";
  const back =
    home === undefined
      ? ""
      : `<a class="home" href="${escapeHtml(home)}">${escapeHtml(filled(labels.back, { title: options.title ?? labels.report }))}</a>`;
  const code = options.hideCode
    ? ""
    : `<button type="button" class="tool" data-tool="code" hidden>${escapeHtml(labels.hideCode)}</button>`;
  const theme = `<button type="button" class="tool" data-tool="theme" title="${escapeHtml(labels.theme)}" aria-label="${escapeHtml(labels.theme)}" hidden>◐</button>`;
  return `<header class="bar">${brand}${back}<span class="where" dir="auto">${escapeHtml(title)}</span><span class="tools">${code}${theme}</span></header>`;
};

const contents = (headings: readonly Heading[], labels: Labels, pageOf: PageLinks["pageOf"]): string => {
  const shown = headings.filter(({ level }) => level <= 3);
  if (shown.length < 2) return "";
  const items = shown.map(
    ({ level, id, text }) =>
      `<li class="level-${level}"><a href="#${escapeHtml(id)}"><bdi>${escapeHtml(text)}</bdi>${pageOf ? `<span>${escapeHtml(pageOf(id))}</span>` : ""}</a></li>`,
  );
  const name = escapeHtml(labels.contents);
  return `<nav class="contents" aria-label="${name}"><details open><summary>${name}</summary><ol>${items.join("")}</ol></details></nav>`;
};

const pager = ({ previous, next }: PageLinks, labels: Labels): string => {
  if (!previous && !next) return "";
  const link = (page: PageLinks["next"], rel: string, label: string): string =>
    page
      ? `<a rel="${rel}" href="${escapeHtml(page.file)}"><small>${escapeHtml(label)}</small>${escapeHtml(page.title)}</a>`
      : "<span></span>";
  return `<nav class="pager" aria-label="${escapeHtml(labels.notebooks)}">${link(previous, "prev", labels.previous)}${link(next, "next", labels.next)}</nav>`;
};
