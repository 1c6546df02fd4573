import { notebookLead, type Output } from "../notebook/index.ts";
import { documentOf } from "./document.ts";
import { escapeHtml } from "./escape.ts";
import { pipelineHtml } from "./graph/pipeline-html.ts";
import { headlinesOf } from "./headlines.ts";
import { historyHtml } from "./history-html.ts";
import { filled, type Labels, labelsOf, numberText } from "./labels.ts";
import { renderInline } from "./markdown.ts";
import { pageTitle } from "./page.ts";
import { isPlot } from "./plot.ts";
import { outputIds, sanitizeSvg } from "./sanitize.ts";
import { badge, cellStatus, pageStatus } from "./status.ts";
import { indexStyle } from "./style/index-page.ts";
import { compactCss } from "./style.ts";
import { durationText } from "./time-text.ts";
import type { ReportOptions, ReportPage } from "./types.ts";

// A preview is to be small beside its page.
const largestPreview = 40_000;

/** The page that leads to all others: a card a notebook. */
export const renderIndex = (
  pages: readonly ReportPage[],
  files: readonly string[],
  options: ReportOptions,
  changes?: { readonly file: string; readonly summary: string },
): string => {
  const labels = labelsOf(options.lang);
  const ids = new Set(["content", "plotly", "pipeline", "history"]);
  const title = options.title ?? labels.report;
  const lead = options.lead === undefined ? "" : `<p class="lead" dir="auto">${escapeHtml(options.lead)}</p>`;
  const cards = pages.map((page, index) => card(page, files[index] ?? "", index, { labels, ids }));
  const graphPages = pages.map((page, at) => ({
    title: pageTitle(page),
    file: files[at] ?? "",
    status: pageStatus(page),
  }));
  const pipeline = options.graph ? pipelineHtml(options.graph, graphPages, labels) : "";
  const since = changes
    ? `<p class="summary"><a href="${escapeHtml(changes.file)}">${escapeHtml(changes.summary)}</a></p>`
    : "";
  const body = `<header class="hero"><p class="brand">pinbook</p><h1 dir="auto">${escapeHtml(title)}</h1>${lead}${summary(pages, labels)}${since}${figures(options)}</header><main id="content" tabindex="-1"><div class="cards">${cards.join("\n")}</div>${pipeline}${historyHtml(options.history ?? [], labels)}</main>`;
  const { footer, template } = options;
  return documentOf({ title, body, footer, template, labels, style: compactCss(indexStyle) });
};

const summary = (pages: readonly ReportPage[], labels: Labels): string => {
  const statuses = pages.map(pageStatus);
  const good = statuses.filter((status) => status === "ok").length;
  const bad = statuses.filter((status) => status !== undefined && status !== "ok").length;
  const duration = pages.reduce((sum, { result }) => sum + (result?.durationMs ?? 0), 0);
  const parts = [
    counted(labels.countNotebooks, pages.length, labels),
    good > 0 ? counted(labels.countOk, good, labels) : "",
    bad > 0 ? notOk(bad, labels) : "",
    duration > 0 ? `<bdi>${durationText(duration, labels)}</bdi>` : "",
  ];
  return `<p class="summary">${parts.filter((part) => part !== "").join(" · ")}</p>`;
};

const counted = (label: string, n: number, labels: Labels): string =>
  escapeHtml(filled(label, { n: numberText(n, labels) }));

const notOk = (n: number, labels: Labels): string =>
  `<strong class="bad">${counted(labels.countNotOk, n, labels)}</strong>`;

const figures = ({ figures: given = [] }: ReportOptions): string => {
  if (given.length === 0) return "";
  const items = given.map(
    ({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl class="figures">${items.join("")}</dl>`;
};

interface CardContext {
  readonly labels: Labels;
  /** Ids taken on the page. */
  readonly ids: Set<string>;
}

const card = (page: ReportPage, file: string, index: number, { labels, ids }: CardContext): string => {
  const status = pageStatus(page);
  const lead = notebookLead(page.notebook);
  // A title such as "1 · Set up" counts by itself.
  const number = /^\d/.test(pageTitle(page)) ? "" : `<span class="number">${index + 1} ·</span> `;
  const duration = page.result?.durationMs ?? page.facts?.durationMs;
  const facts = [...countsOf(page, labels), ...(duration === undefined ? [] : [durationText(duration, labels)])];
  const problem =
    page.result?.error === undefined ? "" : `<p class="problem" dir="auto">${escapeHtml(page.result.error)}</p>`;
  return `<article class="card"><div class="card-text"><h2><span>${number}<a href="${escapeHtml(file)}" dir="auto">${escapeHtml(pageTitle(page))}</a></span>${status ? badge(status, labels) : ""}</h2>${lead === undefined ? "" : `<p dir="auto">${renderInline(short(lead), { labels, ids })}</p>`}${problem}${headlines(page, labels)}<p class="facts">${facts.map((fact) => `<span><bdi>${fact}</bdi></span>`).join("")}</p></div>${preview(page, ids)}</article>`;
};

const headlines = (page: ReportPage, labels: Labels): string => {
  const found = headlinesOf(page, labels);
  if (found.length === 0) return "";
  return `<dl class="headlines">${found.map(({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd dir="auto">${escapeHtml(value)}</dd></div>`).join("")}</dl>`;
};

const short = (text: string): string => (text.length <= 260 ? text : `${text.slice(0, 260).replace(/\s+\S*$/, "")} …`);

const outputsOf = (page: ReportPage): readonly Output[] =>
  page.notebook.cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));

const countsOf = (page: ReportPage, labels: Labels): readonly string[] => {
  const code = page.notebook.cells.filter((cell) => cell.cell_type === "code");
  const bad = code.filter(({ id }) => ["failed", "timed-out", "died"].includes(cellStatus(page, id) ?? "")).length;
  const outputs = outputsOf(page);
  const plots = outputs.filter(isPlot).length;
  const tables = outputs.filter(
    (output) => "data" in output && /<table[\s>]/i.test(String(output.data["text/html"] ?? "")),
  ).length;
  return [
    counted(labels.cells, code.length, labels),
    ...(bad > 0 ? [notOk(bad, labels)] : []),
    ...(tables > 0 ? [counted(labels.countTables, tables, labels)] : []),
    ...(plots > 0 ? [counted(labels.countPlots, plots, labels)] : []),
  ];
};

const preview = (page: ReportPage, ids: Set<string>): string => {
  for (const output of outputsOf(page)) {
    if (!("data" in output)) continue;
    const source = output.data["image/svg+xml"];
    if (typeof source !== "string" || source.length > largestPreview) continue;
    const svg = sanitizeSvg(source, { ids: outputIds(ids) });
    if (svg) return `<div class="preview${isPlot(output) ? "" : " picture"}" aria-hidden="true">${svg}</div>`;
  }
  return "";
};
