import { documentOf } from "../document.ts";
import { escapeHtml } from "../escape.ts";
import { filled, type Labels, labelsOf, numberText } from "../labels.ts";
import { pageTitle } from "../page.ts";
import { badge, statusLabel } from "../status.ts";
import { indexStyle } from "../style/index-page.ts";
import { compactCss } from "../style.ts";
import { durationText, momentText } from "../time-text.ts";
import type { EarlierRun, ReportOptions, ReportPage } from "../types.ts";
import { type ChangeOptions, changeHtml, wholeHtml } from "./change-html.ts";
import { changesStyle } from "./changes-style.ts";
import { type CellChanges, type NotebookChanges, notebookChanges } from "./notebook-changes.ts";
import type { OutputChange } from "./output-changes.ts";

/** The file of the page that tells what changed. */
export const changesFile = "changes.html";

/** The page that tells what changed since an earlier run, and a sentence about it for the index. */
export const renderChanges = (
  pages: readonly ReportPage[],
  files: readonly string[],
  since: EarlierRun,
  options: ReportOptions,
): { readonly html: string; readonly summary: string } => {
  const labels = labelsOf(options.lang);
  const found = pages
    .map((page, at) => ({ page, file: files[at] ?? "", was: since.notebooks[at] }))
    .map((one) => ({ ...one, changes: one.was && notebookChanges(one.page, one.was) }));
  const changed = found.filter(({ changes }) => changes && !isSame(changes));
  const cells = changed.reduce((sum, { changes }) => sum + (changes?.cells.length ?? 0), 0);
  const counted = (label: string, n: number): string => filled(label, { n: numberText(n, labels) });
  const summary =
    changed.length === 0
      ? labels.nothingChanged
      : `${counted(labels.cellsChanged, cells)} · ${counted(labels.countNotebooks, changed.length)}`;
  const context: ChangeOptions = { ids: new Set(["content", "plotly"]), labels };
  const sections = found.map(({ page, file, changes }) => section(page, file, changes, context));
  const run = runName(since, labels);
  const title = filled(labels.changedSince, { run });
  const body = `<header class="hero"><p class="brand"><a href="index.html">${escapeHtml(filled(labels.back, { title: options.title ?? labels.report }))}</a></p><h1 dir="auto">${escapeHtml(title)}</h1><p class="summary">${escapeHtml(summary)}</p></header><main id="content" class="changes" tabindex="-1">${sections.join("\n")}</main>`;
  return {
    summary: filled(labels.since, { run, summary }),
    html: documentOf({
      title,
      body,
      footer: options.footer,
      labels,
      template: options.template,
      style: compactCss(`${indexStyle}\n${changesStyle}`),
    }),
  };
};

const runName = ({ label, startedAt }: EarlierRun, labels: Labels): string =>
  startedAt === undefined ? label : filled(labels.runOf, { date: `${momentText(startedAt, labels, "medium")} UTC` });

const isSame = ({ status, parameters, cells }: NotebookChanges): boolean =>
  status[0] === (status[1] ?? status[0]) && parameters.length + cells.length === 0;

const section = (
  page: ReportPage,
  file: string,
  changes: NotebookChanges | undefined,
  context: ChangeOptions,
): string => {
  const title = `<h2><a href="${escapeHtml(file)}" dir="auto">${escapeHtml(pageTitle(page))}</a></h2>`;
  const { labels } = context;
  if (!changes) return `<section class="notebook">${title}<p class="note">${escapeHtml(labels.noPart)}</p></section>`;
  const { status, durationMs, parameters, cells } = changes;
  const [was, is = was] = status;
  const facts = [
    was === is ? badge(is, labels) : `${badge(was, labels)} ${labels.becomes} ${badge(is, labels)}`,
    durationMs.every((time) => time !== undefined)
      ? `<span>${durationMs.map((time) => `<bdi>${durationText(time ?? 0, labels)}</bdi>`).join(` ${labels.becomes} `)}</span>`
      : "",
    isSame(changes) ? `<span>${escapeHtml(labels.nothingChanged)}</span>` : "",
  ];
  const rows = parameters.map(
    ({ name, before, after }) =>
      `<li><code>${escapeHtml(name)}</code> ${value(before, labels)} ${labels.becomes} ${value(after, labels)}</li>`,
  );
  const list = rows.length === 0 ? "" : `<ul class="parameters">${rows.join("")}</ul>`;
  return `<section class="notebook">${title}<p class="facts">${facts.join(" ")}</p>${list}${cells.map((cell) => cellHtml(cell, context)).join("\n")}</section>`;
};

const value = (text: string | undefined, labels: Labels): string =>
  text === undefined ? `<em>${escapeHtml(labels.none)}</em>` : `<code>${escapeHtml(text)}</code>`;

const cellHtml = ({ title, change, code, status, outputs }: CellChanges, context: ChangeOptions): string => {
  const { labels } = context;
  const came = { added: labels.cellAdded, removed: labels.cellRemoved, changed: code ? labels.codeChanged : "" };
  const facts = [
    came[change],
    status ? status.map((one) => statusLabel(one, labels)).join(` ${labels.becomes} `) : "",
    outputs.length === 0 ? labels.sameOutput : "",
  ].filter((fact) => fact !== "");
  const show = (one: OutputChange): string =>
    change === "changed" ? changeHtml(one, context) : wholeHtml(one, context);
  const note = facts.length === 0 ? "" : `<span class="note">${escapeHtml(facts.join(" · "))}</span>`;
  return `<article class="change ${change}"><h3><code dir="auto">${escapeHtml(title || labels.emptyCell)}</code>${note}</h3>${outputs.map(show).join("\n")}</article>`;
};
