import { type CodeCell, type Notebook, pinbookOf } from "../notebook/index.ts";
import { escapeHtml } from "./escape.ts";
import type { Labels } from "./labels.ts";
import type { ReportPage, RunSummary } from "./types.ts";

const names: Readonly<Record<string, keyof Labels>> = {
  ok: "ok",
  failed: "failed",
  "timed-out": "timedOut",
  died: "died",
  cancelled: "cancelled",
  skipped: "skipped",
  "never-ran": "neverRan",
  cached: "cached",
  stale: "stale",
  running: "running",
};

/** A status for people; what is not known is shown as it is. */
export const statusLabel = (status: string, labels: Labels): string => {
  const name = Object.hasOwn(names, status) ? names[status] : undefined;
  return name ? labels[name] : status;
};

/** A status as a badge; what is not known is shown as it is. */
export const badge = (status: string, labels: Labels): string => {
  const name = Object.hasOwn(names, status) ? names[status] : undefined;
  return `<span class="badge ${name ? status : "other"}">${escapeHtml(statusLabel(status, labels))}</span>`;
};

/** How the cell of this id ended: by the run's result, else by what the notebook says; `stale` where what it shows is out of date. */
export const cellStatus = (page: ReportPage, id: string): string | undefined => {
  const cell = page.result?.cells?.find((one) => one.id === id);
  if (cell) return cell.status;
  const isStale = page.facts?.cells?.some((one) => one.id === id && one.stale !== undefined) ?? false;
  const status = statusIn(page.notebook, id);
  return isStale && !ungiven.has(status ?? "") ? "stale" : status;
};

// What a cell never gave cannot be out of date.
const ungiven: ReadonlySet<string> = new Set(["failed", "timed-out", "died", "cancelled", "never-ran"]);

/** How the notebook ended: by the run's result, else the gravest of its cells' statuses; undefined where none is known. */
export const pageStatus = (page: ReportPage): string | undefined => {
  if (page.result) return page.result.status;
  const found = new Set(page.notebook.cells.map(({ id }) => cellStatus(page, id)));
  const worst = ["died", "timed-out", "failed", "cancelled", "never-ran", "stale", "ok", "cached"];
  const status = worst.find((one) => found.has(one));
  return status === "cached" ? "ok" : status;
};

/** How long a cell took, in milliseconds, where the run's result tells it. */
export const cellDuration = (result: RunSummary | undefined, id: string): number | undefined =>
  result?.cells?.find((cell) => cell.id === id)?.durationMs;

const codeCell = ({ cells }: Notebook, id: string): CodeCell | undefined =>
  cells.find((one): one is CodeCell => one.cell_type === "code" && one.id === id);

const statusIn = (notebook: Notebook, id: string): string | undefined => {
  const cell = codeCell(notebook, id);
  const status = cell && pinbookOf(cell).status;
  return typeof status === "string" ? status : undefined;
};
