import { durationText, escapeHtml } from "./escape.ts";
import { badge, statusLabel } from "./status.ts";
import type { HistoryRun } from "./types.ts";

/** The last runs, newest first: when, how they ended, how long they took, and each notebook's part; empty where there are none. */
export const historyHtml = (runs: readonly HistoryRun[]): string => {
  if (runs.length === 0) return "";
  const slowest = Math.max(1, ...runs.map(({ durationMs }) => durationMs));
  const rows = runs.map(({ id, startedAt, status, durationMs, notebooks }) => {
    const marks = notebooks.map(
      (one) => `<li class="${escapeHtml(one.status)}" title="${markText(one)}"><span>${markText(one)}</span></li>`,
    );
    const bar = `<meter min="0" max="${Math.ceil(slowest)}" value="${Math.ceil(durationMs)}" aria-hidden="true"></meter>`;
    return `<tr><th scope="row"><time datetime="${escapeHtml(startedAt)}">${escapeHtml(timeText(startedAt))}</time><small>${escapeHtml(id)}</small></th><td>${badge(status)}</td><td class="num">${durationText(durationMs)}${bar}</td><td><ul class="marks">${marks.join("")}</ul></td></tr>`;
  });
  return `<section class="history" aria-labelledby="history"><h2 id="history">Last runs</h2><div class="table-box" role="region" aria-labelledby="history" tabindex="0"><table><thead><tr><th scope="col">began (UTC)</th><th scope="col">ended</th><th scope="col" class="num">took</th><th scope="col">notebooks</th></tr></thead><tbody>${rows.join("")}</tbody></table></div></section>`;
};

const timeText = (iso: string): string => iso.slice(0, 16).replace("T", " ");

const markText = ({ name, status, durationMs }: HistoryRun["notebooks"][number]): string =>
  escapeHtml(`${name}: ${statusLabel(status)}, ${durationText(durationMs)}`);
