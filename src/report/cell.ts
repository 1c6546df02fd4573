import { type Cell, type CodeCell, type JsonObject, tagsOf } from "../notebook/index.ts";
import { cellCodeHtml } from "./cell-code.ts";
import { escapeHtml } from "./escape.ts";
import { joinedStreams } from "./joined-streams.ts";
import { filled, type Labels } from "./labels.ts";
import { renderOutput } from "./output.ts";
import { staleNote } from "./stale-note.ts";
import { badge } from "./status.ts";
import { durationText } from "./time-text.ts";
import type { StaleReason } from "./types.ts";
import type { WidgetStates } from "./widgets.ts";

export interface CellOptions {
  readonly ids: Set<string>;
  readonly language: string;
  readonly interactive: boolean;
  readonly labels: Labels;
  readonly widgets: WidgetStates;
  readonly maxText: number;
  readonly hideCode: boolean;
  readonly trusted: boolean;
}

/** What is told of a cell's run. */
export interface CellRun {
  readonly status: string | undefined;
  readonly durationMs: number | undefined;
  /** Why what it shows is out of date. */
  readonly stale: readonly StaleReason[];
}

/** Whether a cell has one of these tags, written with hyphens or underscores. */
export const isTagged = (cell: Cell, ...names: readonly string[]): boolean =>
  tagsOf(cell).some((tag) => names.includes(tag.replaceAll("_", "-")));

/** A code cell with its outputs as HTML; an empty text where nothing of it is to be shown. */
export const codeCellHtml = (cell: CodeCell, run: CellRun, options: CellOptions): string => {
  const code = codeOf(cell, run, options);
  const outputs = outputsOf(cell, options);
  if (code === "" && outputs === "") return "";
  const kind = run.status === undefined ? "" : ` ${escapeHtml(run.status.replace(/[^\w-]/g, "_"))}`;
  const height = `contain-intrinsic-size:auto ${estimate(cell, code !== "", outputs !== "")}px`;
  return `<section class="cell code${kind}" style="${height}">${code}${staleNote(run.stale, options.labels)}${outputs}</section>`;
};

const codeOf = (cell: CodeCell, run: CellRun, options: CellOptions): string => {
  const isGone = options.hideCode || isTagged(cell, "remove-input");
  if (cell.source.trim() === "" || isGone) return "";
  const isFolded = isTagged(cell, "hide-input", "hide-cell") || jupyterOf(cell).source_hidden === true;
  return sourceBlock(cell, run, options, !isFolded);
};

const sourceBlock = (cell: CodeCell, run: CellRun, options: CellOptions, isOpen: boolean): string => {
  const { labels, ids, language } = options;
  const id = freeId(`cell-${cell.id.replace(/[^\w-]/g, "_")}`, ids);
  const number = cell.execution_count ?? " ";
  const name = filled(labels.cell, { n: number });
  const took = run.durationMs ?? 0;
  const facts = [
    `<a class="anchor" href="#${id}" aria-label="${escapeHtml(name)}">#</a>`,
    took >= 100 ? `<span class="took">${durationText(took, labels)}</span>` : "",
    run.status !== undefined && run.status !== "ok" ? badge(run.status, labels) : "",
  ];
  const lines = cell.source.replace(/\n+$/, "").split("\n");
  const numbers = lines.map((_, index) => lineLink(id, index + 1)).join("\n");
  const peek = escapeHtml((lines.find((line) => line.trim() !== "") ?? "").trim().slice(0, 80));
  return `<div class="source" id="${id}"><details${isOpen ? " open" : ""}><summary><span class="count">[${number}]</span> <span class="peek">${peek}</span></summary><div class="code-box"><pre class="lines" aria-hidden="true">${numbers}</pre><pre dir="ltr" tabindex="0"><code>${cellCodeHtml(lines.join("\n"), cell, language)}</code></pre></div></details><span class="facts">${facts.join("")}</span></div>`;
};

const lineLink = (id: string, line: number): string =>
  `<a id="${id}-L${line}" href="#${id}-L${line}" tabindex="-1">${line}</a>`;

const freeId = (wanted: string, ids: Set<string>): string => {
  let id = wanted;
  for (let count = 2; ids.has(id); count++) id = `${wanted}-${count}`;
  ids.add(id);
  return id;
};

const outputsOf = (cell: CodeCell, options: CellOptions): string => {
  if (isTagged(cell, "remove-output")) return "";
  const drawn = joinedStreams(cell.outputs)
    .filter(({ output_type: type, ...rest }) => {
      const name = type === "stream" && "name" in rest ? rest.name : undefined;
      return !(name !== undefined && isTagged(cell, `remove-${name}`));
    })
    .map((output) => renderOutput(output, options))
    .filter((html) => html !== "");
  // Bokeh and its like load and draw in outputs of their own: one word on them is enough.
  const shown = drawn.filter((html, at) => html !== drawn[at - 1] || !html.startsWith('<p class="note">'));
  if (shown.length === 0) return "";
  const html = `<div class="outputs">${shown.join("\n")}</div>`;
  const isFolded = isTagged(cell, "hide-output", "hide-cell") || jupyterOf(cell).outputs_hidden === true;
  return isFolded
    ? `<details class="folded"><summary>${escapeHtml(options.labels.hiddenOutput)}</summary>${html}</details>`
    : html;
};

const jupyterOf = ({ metadata }: Cell): JsonObject => {
  const { jupyter } = metadata;
  return jupyter !== null && typeof jupyter === "object" && !Array.isArray(jupyter) ? (jupyter as JsonObject) : {};
};

// A cell off the screen is laid out when it comes near: until then this is its height, about right so that the scroll
// bar does not jump.
const estimate = (cell: CodeCell, hasCode: boolean, hasOutputs: boolean): number => {
  const code = hasCode ? 58 + cell.source.split("\n").length * 22 : 0;
  return code + (hasOutputs ? cell.outputs.reduce((sum, output) => sum + outputHeight(output), 12) : 0);
};

const outputHeight = (output: CodeCell["outputs"][number]): number => {
  if (output.output_type === "stream") return Math.min(544, 8 + linesIn(output.text) * 22);
  if (output.output_type === "error") return 100 + output.traceback.length * 22;
  const { data } = output;
  if (Object.keys(data).some((type) => type.startsWith("image/") || type.includes("plotly"))) return 440;
  const html = data["text/html"];
  if (typeof html === "string") return Math.min(520, 24 + (html.match(/<tr[\s>]/g)?.length ?? 1) * 33);
  const plain = data["text/plain"];
  return typeof plain === "string" ? Math.min(544, 8 + linesIn(plain) * 22) : 60;
};

const linesIn = (text: string): number => text.split("\n", 30).length;
