import { documentOf } from "../document.ts";
import { counted, durationText, escapeHtml } from "../escape.ts";
import { labelsOf } from "../labels.ts";
import { pageTitle } from "../page.ts";
import { badge, statusLabel } from "../status.ts";
import { indexStyle } from "../style/index-page.ts";
import { compactCss } from "../style.ts";
import type { EarlierRun, ReportOptions, ReportPage } from "../types.ts";
import { type ChangeOptions, changeHtml } from "./change-html.ts";
import { changesStyle } from "./changes-style.ts";
import { type CellChanges, type NotebookChanges, notebookChanges } from "./notebook-changes.ts";

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
  const summary =
    changed.length === 0
      ? "nothing changed"
      : `${counted(cells, "cell")} in ${counted(changed.length, "notebook")} changed`;
  const context: ChangeOptions = { ids: new Set(["content", "plotly"]), labels };
  const sections = found.map(({ page, file, changes }) => section(page, file, changes, context));
  const title = `What changed since ${since.label}`;
  const body = `<header class="hero"><p class="brand"><a href="index.html">← ${escapeHtml(options.title ?? "Report")}</a></p><h1>${escapeHtml(title)}</h1><p class="summary">${escapeHtml(summary)}</p></header><main id="content" class="changes" tabindex="-1">${sections.join("\n")}</main>`;
  return {
    summary,
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

const isSame = ({ status, parameters, cells }: NotebookChanges): boolean =>
  status[0] === (status[1] ?? status[0]) && parameters.length + cells.length === 0;

const section = (
  page: ReportPage,
  file: string,
  changes: NotebookChanges | undefined,
  context: ChangeOptions,
): string => {
  const title = `<h2><a href="${escapeHtml(file)}" dir="auto">${escapeHtml(pageTitle(page))}</a></h2>`;
  if (!changes) return `<section class="notebook">${title}<p class="note">It took no part in that run.</p></section>`;
  const { status, durationMs, parameters, cells } = changes;
  const [was, is = was] = status;
  const facts = [
    was === is ? badge(is) : `${badge(was)} → ${badge(is)}`,
    durationMs.every((time) => time !== undefined)
      ? `<span>${durationMs.map((time) => durationText(time ?? 0)).join(" → ")}</span>`
      : "",
    isSame(changes) ? "<span>nothing changed</span>" : "",
  ];
  const rows = parameters.map(
    ({ name, before, after }) => `<li><code>${escapeHtml(name)}</code> ${value(before)} → ${value(after)}</li>`,
  );
  const list = rows.length === 0 ? "" : `<ul class="parameters">${rows.join("")}</ul>`;
  return `<section class="notebook">${title}<p class="facts">${facts.join(" ")}</p>${list}${cells.map((cell) => cellHtml(cell, context)).join("\n")}</section>`;
};

const value = (text: string | undefined): string =>
  text === undefined ? "<em>none</em>" : `<code>${escapeHtml(text)}</code>`;

const cellHtml = ({ title, change, code, status, outputs }: CellChanges, context: ChangeOptions): string => {
  const facts = [
    change === "changed" ? (code ? "code changed" : "") : `cell ${change}`,
    status ? `${statusLabel(status[0])} → ${statusLabel(status[1])}` : "",
    outputs.length === 0 ? "same output" : "",
  ].filter((fact) => fact !== "");
  const note = facts.length === 0 ? "" : `<span class="note">${escapeHtml(facts.join(", "))}</span>`;
  return `<article class="change"><h3><code>${escapeHtml(title || "empty cell")}</code>${note}</h3>${outputs.map((one) => changeHtml(one, context)).join("\n")}</article>`;
};
