import { type Notebook, pinbookOf } from "../notebook/index.ts";
import { escapeHtml } from "./escape.ts";
import type { ReportPage, RunSummary } from "./types.ts";

const labels: Readonly<Record<string, string>> = {
  ok: "OK",
  failed: "Failed",
  "timed-out": "Timed out",
  died: "Died",
  cancelled: "Cancelled",
  skipped: "Skipped",
  "never-ran": "Never ran",
  cached: "Cached",
};

/** A status as a badge; what is not known is shown as it is. */
export const badge = (status: string): string => {
  const kind = status in labels ? status : "other";
  return `<span class="badge ${kind}">${escapeHtml(labels[status] ?? status)}</span>`;
};

/** How the cell of this id ended: by the run's result, else by what the notebook says. */
export const cellStatus = (page: ReportPage, id: string): string | undefined => {
  const cell = page.result?.cells?.find((one) => one.id === id);
  return cell?.status ?? statusIn(page.notebook, id);
};

/** How the notebook ended: by the run's result, else the gravest of its cells' statuses; undefined where none is known. */
export const pageStatus = (page: ReportPage): string | undefined => {
  if (page.result) return page.result.status;
  const found = new Set(page.notebook.cells.map(({ id }) => statusIn(page.notebook, id)));
  return ["died", "timed-out", "failed", "cancelled", "never-ran", "ok"].find((status) => found.has(status));
};

/** How long a cell took, in milliseconds, where the run's result tells it. */
export const cellDuration = (result: RunSummary | undefined, id: string): number | undefined =>
  result?.cells?.find((cell) => cell.id === id)?.durationMs;

const statusIn = (notebook: Notebook, id: string): string | undefined => {
  const cell = notebook.cells.find((one) => one.id === id);
  const status = cell && cell.cell_type === "code" ? pinbookOf(cell).status : undefined;
  return typeof status === "string" ? status : undefined;
};
