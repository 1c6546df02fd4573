import { type Cell, type CodeCell, hasTag, notebookTitle, type TextCell } from "../notebook/index.ts";
import { documentOf } from "./document.ts";
import { durationText, escapeHtml } from "./escape.ts";
import { highlightCode } from "./highlight.ts";
import { type Heading, inlineText, renderMarkdown } from "./markdown.ts";
import { isPlot, renderOutput } from "./output.ts";
import { badge, cellDuration, cellStatus, pageStatus } from "./status.ts";
import type { ReportOptions, ReportPage } from "./types.ts";

/** Where a page stands in the site. */
export interface PageLinks {
  readonly previous?: { readonly file: string; readonly title: string };
  readonly next?: { readonly file: string; readonly title: string };
  readonly linkTo: (target: string) => string | undefined;
}

/** The page's title as plain text: the notebook's first heading, else its name. */
export const pageTitle = (page: ReportPage): string => {
  const title = notebookTitle(page.notebook);
  return title === undefined ? page.name.replace(/\.ipynb$/, "") : inlineText(title);
};

/** One notebook as a page. */
export const renderPage = (page: ReportPage, options: ReportOptions, links: PageLinks): string => {
  const headings: Heading[] = [];
  const ids = new Set<string>();
  const language = languageOf(page);
  const interactive = options.plotly !== undefined;
  const cells = page.notebook.cells.map((cell) => {
    if (hasTag(cell, "remove-cell")) return "";
    if (cell.cell_type === "code") return codeCell(cell, page, options, { ids, language, interactive });
    const { html, headings: found } = textCell(cell, ids, links);
    headings.push(...found);
    return html;
  });
  const title = pageTitle(page);
  const plots = page.notebook.cells.some((cell) => cell.cell_type === "code" && cell.outputs.some(isPlot));
  const body = [
    header(page, title, options.title ?? "Report"),
    `<div class="layout">${contents(headings)}<main id="content">${failure(page)}${cells.join("\n")}${pager(links)}</main></div>`,
  ].join("\n");
  const version = plots ? options.plotly?.version : undefined;
  return documentOf({ title, body, footer: options.footer, plotly: version, trusted: options.trusted });
};

interface CellContext {
  readonly ids: Set<string>;
  readonly language: string;
  readonly interactive: boolean;
}

const languageOf = ({ notebook }: ReportPage): string => {
  const { language_info: info } = notebook.metadata;
  const name =
    info !== null && typeof info === "object" && !Array.isArray(info) ? (info as { name?: unknown }).name : "";
  return typeof name === "string" && name !== "" ? name : "typescript";
};

const header = (page: ReportPage, title: string, site: string): string => {
  const status = pageStatus(page);
  const duration = page.result?.durationMs;
  const facts = [status ? badge(status) : "", duration === undefined ? "" : `<span>${durationText(duration)}</span>`];
  const code = '<button type="button" class="toggle" data-toggle="code" hidden>Hide code</button>';
  return `<header class="bar"><a class="home" href="index.html">← ${escapeHtml(site)}</a><span class="where">${escapeHtml(title)}</span><span class="facts">${facts.join("")}${code}</span></header>`;
};

const failure = ({ result }: ReportPage): string =>
  result?.error === undefined
    ? ""
    : `<p class="error banner"><strong>This run did not finish.</strong> ${escapeHtml(result.error)}</p>`;

const textCell = (cell: TextCell, ids: Set<string>, { linkTo }: PageLinks) => {
  if (cell.cell_type === "raw") {
    const html =
      cell.source.trim() === "" ? "" : `<section class="cell raw"><pre>${escapeHtml(cell.source)}</pre></section>`;
    return { html, headings: [] };
  }
  const { attachments } = cell;
  const { html, headings } = renderMarkdown(cell.source, { ids, linkTo, ...(attachments ? { attachments } : {}) });
  return { html: `<section class="cell prose">${html}</section>`, headings };
};

const codeCell = (cell: CodeCell, page: ReportPage, options: ReportOptions, context: CellContext): string => {
  const status = cellStatus(page, cell.id);
  const hidden = options.hideCode || hasAny(cell, ["hide-input", "remove-input", "hide-cell"]);
  const source = cell.source.trim() === "" || hidden ? "" : sourceBlock(cell, page, status, context.language);
  const noOutput = hasAny(cell, ["hide-output", "remove-output", "hide-cell"]);
  const { ids, interactive } = context;
  const trusted = options.trusted ?? false;
  const shown = noOutput
    ? []
    : cell.outputs.map((output) =>
        renderOutput(output, { maxText: options.maxText ?? 100_000, ids, interactive, trusted }),
      );
  const outputs = shown.filter((html) => html !== "");
  if (source === "" && outputs.length === 0) return "";
  const box = outputs.length === 0 ? "" : `<div class="outputs">${outputs.join("\n")}</div>`;
  return `<section class="cell code${status === undefined ? "" : ` ${escapeHtml(status)}`}">${source}${box}</section>`;
};

const sourceBlock = (cell: CodeCell, page: ReportPage, status: string | undefined, language: string): string => {
  const duration = cellDuration(page.result, cell.id);
  const slow = duration !== undefined && duration >= 100 ? `<span>${durationText(duration)}</span>` : "";
  const mark = status !== undefined && status !== "ok" ? badge(status) : "";
  const side = slow === "" && mark === "" ? "" : `<span class="facts">${slow}${mark}</span>`;
  return `<div class="source"><span class="count" aria-hidden="true">${cell.execution_count ?? " "}</span><pre tabindex="0"><code>${highlightCode(cell.source, language)}</code></pre>${side}</div>`;
};

const hasAny = (cell: Cell, tags: readonly string[]): boolean => tags.some((tag) => hasTag(cell, tag));

const contents = (headings: readonly Heading[]): string => {
  const shown = headings.filter(({ level }) => level <= 3);
  if (shown.length < 2) return "";
  const items = shown.map(
    ({ level, id, text }) => `<li class="level-${level}"><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`,
  );
  return `<nav class="contents" aria-label="Contents"><details open><summary>Contents</summary><ol>${items.join("")}</ol></details></nav>`;
};

const pager = ({ previous, next }: PageLinks): string => {
  if (!previous && !next) return "";
  const link = (page: PageLinks["next"], rel: string, label: string): string =>
    page
      ? `<a rel="${rel}" href="${escapeHtml(page.file)}"><small>${label}</small>${escapeHtml(page.title)}</a>`
      : "<span></span>";
  return `<nav class="pager" aria-label="Notebooks">${link(previous, "prev", "← Previous")}${link(next, "next", "Next →")}</nav>`;
};
