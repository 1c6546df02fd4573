import { escapeHtml } from "./escape.ts";
import { filled, type Labels, numberText } from "./labels.ts";
import { kindLabel, unseenNote } from "./stale-note.ts";
import { badge, cellStatus, pageStatus } from "./status.ts";
import { boxTables } from "./tables.ts";
import { durationText, momentText } from "./time-text.ts";
import type { ReportPage, RunFacts } from "./types.ts";

/** The head of a page: its title, how and when it ran, its parameters, and what went into it. */
export const headHtml = (page: ReportPage, title: string, labels: Labels): string => {
  const facts = page.facts ?? {};
  return `<header class="head"><h1 dir="auto">${escapeHtml(title)}</h1>${metaLine(page, labels)}${unseenNote(facts.unseen ?? [], labels)}${parameters(facts, labels)}${details(facts, labels)}</header>${failure(page, labels)}`;
};

/** How long the notebook's run took, in milliseconds, where it is known. */
export const pageDuration = ({ result, facts }: ReportPage): number | undefined =>
  result?.durationMs ?? facts?.durationMs;

const metaLine = (page: ReportPage, labels: Labels): string => {
  const { startedAt, commit } = page.facts ?? {};
  const status = pageStatus(page);
  const duration = pageDuration(page);
  const items = [
    status === undefined ? "" : badge(status, labels),
    startedAt === undefined ? "" : dateText(startedAt, labels),
    duration === undefined ? "" : `<bdi>${durationText(duration, labels)}</bdi>`,
    cellCounts(page, labels),
    commit === undefined ? "" : commitText(commit, labels),
  ].filter((item) => item !== "");
  return items.length === 0 ? "" : `<p class="meta">${items.map((item) => `<span>${item}</span>`).join("")}</p>`;
};

const dateText = (startedAt: string, labels: Labels): string => {
  const time = new Date(startedAt);
  if (Number.isNaN(time.getTime())) return escapeHtml(startedAt);
  const shown = momentText(startedAt, labels, "long");
  return `<time datetime="${escapeHtml(time.toISOString())}" title="${escapeHtml(labels.date)}">${escapeHtml(shown)} UTC</time>`;
};

const commitText = ({ id, branch }: NonNullable<RunFacts["commit"]>, { commit }: Labels): string =>
  `${escapeHtml(commit)} <code>${escapeHtml(id.slice(0, 10))}</code>${branch === undefined ? "" : ` (${escapeHtml(branch)})`}`;

// Only what a reader should know: those that ended well go without saying.
const cellCounts = (page: ReportPage, labels: Labels): string => {
  const code = page.notebook.cells.filter(({ cell_type: type }) => type === "code");
  const counts = new Map<string, number>();
  for (const { id } of code) {
    const status = cellStatus(page, id);
    if (status !== undefined && status !== "ok") counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const total = filled(labels.cells, { n: numberText(code.length, labels) });
  const others = [...counts].map(([status, count]) => `${numberText(count, labels)} × ${badge(status, labels)}`);
  return [escapeHtml(total), ...others].join(" · ");
};

const parameters = ({ parameters: given = {} }: RunFacts, labels: Labels): string => {
  const entries = Object.entries(given);
  if (entries.length === 0) return "";
  const items = entries.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd><code dir="ltr">${escapeHtml(value)}</code></dd></div>`,
  );
  return `<section class="parameters" aria-label="${escapeHtml(labels.parameters)}"><h2>${escapeHtml(labels.parameters)}</h2><dl>${items.join("")}</dl></section>`;
};

const details = ({ data = [], packages = [] }: RunFacts, labels: Labels): string => {
  const used = data.map(({ kind, name, version }) => [
    kindLabel(kind, labels),
    name,
    version === "absent" ? labels.absent : version,
  ]);
  const read = used.filter((_, index) => data[index]?.write !== true);
  const written = used.filter((_, index) => data[index]?.write === true);
  const heads = [labels.kind, labels.name, labels.version];
  const parts = [
    tableOf(labels.inputs, heads, read, labels),
    tableOf(labels.outputs, heads, written, labels),
    tableOf(
      labels.packages,
      [labels.name, labels.version],
      packages.map(({ name, version }) => [name, version]),
      labels,
    ),
  ].filter((part) => part !== "");
  if (parts.length === 0) return "";
  return `<details class="made"><summary>${escapeHtml(labels.details)}</summary>${parts.join("")}</details>`;
};

const tableOf = (
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  labels: Labels,
): string => {
  if (rows.length === 0) return "";
  const head = heads.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, index) => `<td>${index === 0 ? escapeHtml(cell) : `<code>${escapeHtml(short(cell))}</code>`}</td>`).join("")}</tr>`,
  );
  const table = `<table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
  return `<h2>${escapeHtml(title)}</h2>${boxTables(table, labels)}`;
};

// Of a hash the beginning tells it from others.
const short = (text: string): string => {
  const [, hash] = /^(?:[\w-]+[:-])*([\da-f]{40,})$/i.exec(text) ?? [];
  return hash === undefined ? text : `${hash.slice(0, 16)}…`;
};

const failure = ({ result, facts }: ReportPage, labels: Labels): string => {
  const error = result?.error ?? facts?.error;
  return error === undefined
    ? ""
    : `<p class="error banner"><strong>${escapeHtml(labels.unfinished)}</strong> ${escapeHtml(error)}</p>`;
};
