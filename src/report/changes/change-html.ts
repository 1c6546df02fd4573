import type { Output } from "../../notebook/index.ts";
import { escapeHtml } from "../escape.ts";
import { plotlyType } from "../figure-in.ts";
import { directionOf, filled, type Labels, numberText } from "../labels.ts";
import { renderOutput } from "../output.ts";
import type { OutputChange } from "./output-changes.ts";
import type { RowChange, TableChanges } from "./table-changes.ts";

export interface ChangeOptions {
  /** Ids taken on the page. */
  readonly ids: Set<string>;
  readonly labels: Labels;
}

/** A change of an output as HTML: before and after side by side. */
export const changeHtml = (change: OutputChange, options: ChangeOptions): string => {
  const { labels } = options;
  const nothing = `<p class="note">${escapeHtml(labels.nothing)}</p>`;
  switch (change.kind) {
    case "table":
      return tableHtml(change, labels);
    case "number":
      return numberHtml(change, labels);
    case "picture":
      return sides(shown(change.before, options), shown(change.after, options), labels);
    case "text":
      return textHtml(change.diff, labels);
    case "added":
      return sides(nothing, shown(change.output, options), labels);
    case "removed":
      return sides(shown(change.output, options), nothing, labels);
    case "too-large":
      return `<p class="note">${escapeHtml(labels.tooLarge)}</p>`;
  }
};

/** An output of a cell that came or went as HTML: alone, as there is nothing beside it. */
export const wholeHtml = (change: OutputChange, options: ChangeOptions): string =>
  change.kind === "added" || change.kind === "removed" ? shown(change.output, options) : changeHtml(change, options);

/** Numbers for people, and how much more or less the second is. */
export const differenceText = (before: number, after: number, labels: Labels): string => {
  const text = plainDifference(before, after, labels);
  // Signs stay at their numbers where words go from right to left.
  return directionOf(labels.lang) === "rtl" ? `\u2066${text}\u2069` : text;
};

const plainDifference = (before: number, after: number, { lang }: Labels): string => {
  const signed = (value: number, options: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(lang, { ...options, signDisplay: "exceptZero" }).format(value).replace("-", "−");
  const difference = signed(Number((after - before).toPrecision(12)), { maximumFractionDigits: 12 });
  if (before === 0) return difference;
  return `${difference}, ${signed((after - before) / Math.abs(before), { style: "percent", maximumFractionDigits: 1 })}`;
};

const sides = (before: string, after: string, labels: Labels): string =>
  `<div class="sides"><section class="before"><h4>${escapeHtml(labels.before)}</h4>${before}</section><section class="after"><h4>${escapeHtml(labels.now)}</h4>${after}</section></div>`;

// Pictures as they are without script.
const shown = (output: Output, { ids, labels }: ChangeOptions): string =>
  `<div class="outputs">${renderOutput(withoutPlotly(output), { maxText: 20_000, ids, labels, interactive: false, widgets: new Map(), trusted: false })}</div>`;

const numberHtml = ({ before, after, texts }: Extract<OutputChange, { kind: "number" }>, labels: Labels): string =>
  `<p class="number"><span class="before">${escapeHtml(texts[0])}</span> ${labels.becomes} <strong>${escapeHtml(texts[1])}</strong> <span class="difference">${escapeHtml(differenceText(before, after, labels))}</span></p>`;

// A line that goes stands left, one that comes right; those between are on both sides.
const textHtml = (diff: string, labels: Labels): string => {
  const rows: string[] = [];
  const row = (kind: string, left: string, right: string) =>
    rows.push(`<tr class="${kind}"><td>${escapeHtml(left)}</td><td>${escapeHtml(right)}</td></tr>`);
  const lines = diff.split("\n");
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    if (line.startsWith("@@")) {
      const n = /\d+/.exec(line)?.[0] ?? "";
      rows.push(`<tr class="where"><td colspan="2">${escapeHtml(filled(labels.fromLine, { n }))}</td></tr>`);
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
  return `<div class="table-box" tabindex="0" role="group" aria-label="${escapeHtml(labels.textChange)}"><table class="text-diff"><thead><tr><th scope="col">${escapeHtml(labels.before)}</th><th scope="col">${escapeHtml(labels.now)}</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
};

const mostRows = 200;

const tableHtml = (change: Extract<OutputChange, { kind: "table" }>, labels: Labels): string => {
  const { columns, rows } = change.changes;
  const facts = `<p class="row-facts">${escapeHtml(rowFacts(change, labels).join(" · "))}</p>`;
  if (rows.length === 0) return facts;
  const left = rows.length - mostRows;
  const note =
    left > 0 ? `<p class="note">${escapeHtml(filled(labels.moreDiffer, { n: numberText(left, labels) }))}</p>` : "";
  const body = rows.slice(0, mostRows).map((row) => rowHtml(row, change.changes, labels));
  const heads = columns.map((name) => `<th scope="col" dir="auto">${escapeHtml(name)}</th>`).join("");
  return `${facts}<div class="table-box" tabindex="0" role="group" aria-label="${escapeHtml(labels.rowsDiffer)}"><table><thead><tr><th scope="col">${escapeHtml(labels.change)}</th>${heads}</tr></thead><tbody>${body.join("")}</tbody></table></div>${note}`;
};

const rowFacts = (
  { changes, counts, isWhole }: Extract<OutputChange, { kind: "table" }>,
  labels: Labels,
): readonly string[] => {
  const { rows, key, same, added, removed } = changes;
  const counted = (label: string, n: number): string => filled(label, { n: numberText(n, labels) });
  const named = (label: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [filled(label, { names: names.join(", ") })];
  const tally = tallies.flatMap(([kind, label]) => {
    const count = rows.filter(({ change }) => change === kind).length;
    return count === 0 ? [] : [counted(labels[label], count)];
  });
  const [was, is] = counts;
  const total = counted(labels.rows, is);
  return [
    was === is ? total : `${numberText(was, labels)} ${labels.becomes} ${total} (${differenceText(was, is, labels)})`,
    ...tally,
    counted(labels.countSame, same),
    ...named(labels.newColumns, added),
    ...named(labels.columnsGone, removed),
    ...(key.length > 0 ? named(labels.toldApart, key) : [labels.wholeRows]),
    ...(isWhole ? [] : [labels.heldRows]),
  ];
};

const tallies = [
  ["added", "countAdded"],
  ["removed", "countRemoved"],
  ["changed", "countChanged"],
] as const;

const rowHtml = ({ change, before, after }: RowChange, { columns }: TableChanges, labels: Labels): string => {
  const cells = columns.map((_, at) => {
    const [was, is] = [before?.[at] ?? "", after?.[at] ?? ""];
    if (change !== "changed" || was === is) return `<td dir="auto">${escapeHtml(change === "removed" ? was : is)}</td>`;
    return `<td class="differs" dir="auto"><del>${escapeHtml(was)}</del> <ins>${escapeHtml(is)}</ins>${cellDifference(was, is, labels)}</td>`;
  });
  const signs = { added: `+ ${labels.rowAdded}`, removed: `− ${labels.rowRemoved}`, changed: labels.rowChanged };
  return `<tr class="${change}"><th scope="row">${escapeHtml(signs[change])}</th>${cells.join("")}</tr>`;
};

const plain = /^[-+−]?\d[\d,]*(?:\.\d+)?$/;

const cellDifference = (was: string, is: string, labels: Labels): string => {
  if (!plain.test(was) || !plain.test(is)) return "";
  const number = (text: string): number => Number(text.replaceAll(",", "").replace("−", "-"));
  return ` <small>${escapeHtml(differenceText(number(was), number(is), labels))}</small>`;
};

// On both sides the same form of a plot.
const withoutPlotly = (output: Output): Output => {
  if (!("data" in output)) return output;
  const { [plotlyType]: _, ...data } = output.data;
  return "image/svg+xml" in data || "image/png" in data ? { ...output, data } : output;
};
