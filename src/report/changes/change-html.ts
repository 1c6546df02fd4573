import type { Output } from "../../notebook/index.ts";
import { counted, escapeHtml } from "../escape.ts";
import type { labelsOf } from "../labels.ts";
import { renderOutput } from "../output.ts";
import { plotlyType } from "../plot.ts";
import type { OutputChange } from "./output-changes.ts";
import type { RowChange, TableChanges } from "./table-changes.ts";

export interface ChangeOptions {
  /** Ids taken on the page. */
  readonly ids: Set<string>;
  readonly labels: ReturnType<typeof labelsOf>;
}

/** A change of an output as HTML: before and after side by side. */
export const changeHtml = (change: OutputChange, options: ChangeOptions): string => {
  switch (change.kind) {
    case "table":
      return tableHtml(change);
    case "number":
      return numberHtml(change);
    case "picture":
      return sides(shown(change.before, options), shown(change.after, options));
    case "text":
      return textHtml(change.diff);
    case "added":
      return sides('<p class="note">nothing</p>', shown(change.output, options));
    case "removed":
      return sides(shown(change.output, options), '<p class="note">nothing</p>');
    case "unknown":
      return `<p class="note">${escapeHtml(change.why)}</p>`;
  }
};

/** Numbers for people, and how much more or less the second is. */
export const differenceText = (before: number, after: number): string => {
  const difference = Number((after - before).toPrecision(12));
  const share = before === 0 ? "" : `, ${signed(Number((((after - before) / Math.abs(before)) * 100).toFixed(1)))} %`;
  return `${signed(difference)}${share}`;
};

const signed = (value: number): string =>
  `${value > 0 ? "+" : value < 0 ? "−" : "±"}${Math.abs(value).toLocaleString("en-US", { maximumFractionDigits: 12 })}`;

const sides = (before: string, after: string): string =>
  `<div class="sides"><section class="before"><h4>before</h4>${before}</section><section class="after"><h4>now</h4>${after}</section></div>`;

// Pictures as they are without script.
const shown = (output: Output, { ids, labels }: ChangeOptions): string =>
  `<div class="outputs">${renderOutput(withoutPlotly(output), { maxText: 20_000, ids, labels, interactive: false, widgets: new Map(), trusted: false })}</div>`;

const numberHtml = ({ before, after, texts }: Extract<OutputChange, { kind: "number" }>): string =>
  `<p class="number"><span class="before">${escapeHtml(texts[0])}</span> → <strong>${escapeHtml(texts[1])}</strong> <span class="difference">${escapeHtml(differenceText(before, after))}</span></p>`;

// A line that goes stands left, one that comes right; those between are on both sides.
const textHtml = (diff: string): string => {
  const rows: string[] = [];
  const row = (kind: string, left: string, right: string) =>
    rows.push(`<tr class="${kind}"><td>${escapeHtml(left)}</td><td>${escapeHtml(right)}</td></tr>`);
  const lines = diff.split("\n");
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    if (line.startsWith("@@")) {
      rows.push(
        `<tr class="where"><td colspan="2">${escapeHtml(line.replace(/@@/g, "").replace("line", "from line").trim())}</td></tr>`,
      );
      at += 1;
    } else if (line.startsWith(" ") || line === "") {
      row("same", line.slice(1), line.slice(1));
      at += 1;
    } else {
      const [gone, come]: [string[], string[]] = [[], []];
      for (; at < lines.length && /^[-+]/.test(lines[at] ?? ""); at++)
        ((lines[at] ?? "").startsWith("-") ? gone : come).push((lines[at] ?? "").slice(1));
      for (let place = 0; place < Math.max(gone.length, come.length); place++) {
        const [left, right] = [gone[place], come[place]];
        row(left === undefined ? "added" : right === undefined ? "removed" : "changed", left ?? "", right ?? "");
      }
    }
  }
  return `<div class="table-box" tabindex="0" role="region" aria-label="text before and now"><table class="text-diff"><thead><tr><th scope="col">before</th><th scope="col">now</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
};

const mostRows = 200;

const tableHtml = ({ changes, counts, isWhole }: Extract<OutputChange, { kind: "table" }>): string => {
  const { columns, rows, key } = changes;
  const tally = (["added", "removed", "changed"] as const).flatMap((kind) => {
    const count = rows.filter(({ change }) => change === kind).length;
    return count === 0 ? [] : [`${count.toLocaleString("en-US")} ${kind}`];
  });
  const difference =
    counts[0] === counts[1]
      ? counted(counts[1], "row")
      : `${counts[0].toLocaleString("en-US")} → ${counted(counts[1], "row")} (${differenceText(...counts)})`;
  const facts = [
    difference,
    ...tally,
    `${changes.same.toLocaleString("en-US")} the same`,
    ...(changes.added.length > 0 ? [`new columns: ${changes.added.join(", ")}`] : []),
    ...(changes.removed.length > 0 ? [`columns gone: ${changes.removed.join(", ")}`] : []),
    ...(key.length > 0 ? [`rows told apart by ${key.join(", ")}`] : ["whole rows compared"]),
    ...(isWhole ? [] : ["of the rows that the outputs hold"]),
  ];
  const left = rows.length - mostRows;
  const note = left > 0 ? `<p class="note">${counted(left, "more row")} differ.</p>` : "";
  const body = rows.slice(0, mostRows).map((row) => rowHtml(row, changes));
  const head = `<tr><th scope="col">change</th>${columns.map((name) => `<th scope="col" dir="auto">${escapeHtml(name)}</th>`).join("")}</tr>`;
  const table =
    rows.length === 0
      ? ""
      : `<div class="table-box" tabindex="0" role="region" aria-label="rows that differ"><table><thead>${head}</thead><tbody>${body.join("")}</tbody></table></div>${note}`;
  return `<p class="row-facts">${escapeHtml(facts.join(" · "))}</p>${table}`;
};

const signs = { added: "+ added", removed: "− removed", changed: "changed" } as const;

const rowHtml = ({ change, before, after }: RowChange, { columns }: TableChanges): string => {
  const cells = columns.map((_, at) => {
    const [was, is] = [before?.[at] ?? "", after?.[at] ?? ""];
    if (change !== "changed" || was === is) return `<td dir="auto">${escapeHtml(change === "removed" ? was : is)}</td>`;
    return `<td class="differs" dir="auto"><del>${escapeHtml(was)}</del> <ins>${escapeHtml(is)}</ins>${cellDifference(was, is)}</td>`;
  });
  return `<tr class="${change}"><th scope="row">${signs[change]}</th>${cells.join("")}</tr>`;
};

const plain = /^[-+−]?\d[\d,]*(?:\.\d+)?$/;

const cellDifference = (was: string, is: string): string => {
  if (!plain.test(was) || !plain.test(is)) return "";
  const number = (text: string): number => Number(text.replaceAll(",", "").replace("−", "-"));
  return ` <small>${escapeHtml(differenceText(number(was), number(is)))}</small>`;
};

// On both sides the same form of a plot.
const withoutPlotly = (output: Output): Output => {
  if (!("data" in output)) return output;
  const { [plotlyType]: _, ...data } = output.data;
  return "image/svg+xml" in data || "image/png" in data ? { ...output, data } : output;
};
