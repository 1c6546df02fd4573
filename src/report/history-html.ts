import { escapeHtml } from "./escape.ts";
import type { Labels } from "./labels.ts";
import { badge, statusLabel } from "./status.ts";
import { durationText, momentText } from "./time-text.ts";
import type { HistoryRun } from "./types.ts";

/** The last runs, newest first: when, how they ended, how long they took, and each notebook's part; empty where there are none. */
export const historyHtml = (runs: readonly HistoryRun[], labels: Labels): string => {
  if (runs.length === 0) return "";
  const slowest = Math.max(1, ...runs.map(({ durationMs }) => durationMs));
  const rows = runs.map((run) => rowHtml(run, slowest, labels));
  const heads = [labels.began, labels.ended, labels.took, labels.notebooks].map(
    (head, at) => `<th scope="col"${at === 2 ? ' class="num"' : ""}>${escapeHtml(head)}</th>`,
  );
  return `<section class="history" aria-labelledby="history"><h2 id="history">${escapeHtml(labels.lastRuns)}</h2><div class="table-box" role="group" aria-labelledby="history" tabindex="0"><table><thead><tr>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div></section>`;
};

const rowHtml = (
  { id, startedAt, status, durationMs, notebooks }: HistoryRun,
  slowest: number,
  labels: Labels,
): string => {
  const marks = notebooks.map((one) => {
    const text = markText(one, labels);
    return `<li class="${escapeHtml(one.status)}" title="${text}"><span>${text}</span></li>`;
  });
  const bar = `<meter min="0" max="${Math.ceil(slowest)}" value="${Math.ceil(durationMs)}" aria-hidden="true"></meter>`;
  const began = `<time datetime="${escapeHtml(startedAt)}">${escapeHtml(momentText(startedAt, labels, "medium"))}</time>`;
  return `<tr><th scope="row">${began}<small><bdi>${escapeHtml(id)}</bdi></small></th><td>${badge(status, labels)}</td><td class="num"><bdi>${durationText(durationMs, labels)}</bdi>${bar}</td><td><ul class="marks">${marks.join("")}</ul></td></tr>`;
};

const markText = ({ name, status, durationMs }: HistoryRun["notebooks"][number], labels: Labels): string =>
  escapeHtml(`${name}: ${statusLabel(status, labels)}, ${durationText(durationMs, labels)}`);
