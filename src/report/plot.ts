import type { Json, JsonObject, MimeBundle, Notebook, Output } from "../notebook/index.ts";
import { plotlySvg } from "../plot/index.ts";
import { escapeHtml, scriptJson } from "./escape.ts";
import { figureIn } from "./figure-in.ts";
import { filled, type Labels, numberText } from "./labels.ts";
import { safeFigure } from "./safe-figure.ts";
import { type IdSpace, outputIds, sanitizeSvg } from "./sanitize.ts";
import { thinFigure } from "./thin-figure.ts";

/** Whether an output holds a plot that Plotly can draw. */
export const isPlot = (output: Output): boolean => plotlyOf(output) !== undefined;

/** An output's figure as Plotly's JSON. */
export const plotlyOf = (output: Output): JsonObject | undefined => {
  if (output.output_type !== "display_data" && output.output_type !== "execute_result") return undefined;
  return figureIn(output.data);
};

/** The types of traces in a notebook's plots that Plotly can draw from a file. */
export const plotTypes = ({ cells }: Notebook): ReadonlySet<string> => {
  const types = new Set<string>();
  for (const cell of cells) {
    if (cell.cell_type !== "code") continue;
    for (const figure of cell.outputs.map(plotlyOf))
      if (figure && undrawable(figure) === undefined) for (const type of typesOf(figure)) types.add(type);
  }
  return types;
};

/** Which outlines Plotly needs for a notebook's maps: the world's, or also those of the states of the USA. */
export const mapOutlines = ({ cells }: Notebook): "world" | "usa" | undefined => {
  const outputs = cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
  const figures = outputs.map(plotlyOf).filter((figure) => figure !== undefined);
  const maps = figures.filter((figure) => typesOf(figure).some((type) => /geo$|^choropleth$/.test(type)));
  if (maps.length === 0) return undefined;
  return maps.some(needsStates) ? "usa" : "world";
};

const needsStates = (figure: JsonObject): boolean =>
  tracesOf(figure).some(({ locationmode }) => locationmode === "USA-states") ||
  Object.entries(isObject(figure.layout) ? figure.layout : {}).some(
    ([key, geo]) => /^geo\d*$/.test(key) && isObject(geo) && geo.scope === "usa",
  );

/** A plot: a static picture, and its figure beside it for Plotly to draw. */
export const plotHtml = (
  figure: JsonObject,
  bundle: MimeBundle,
  { interactive, labels, ids }: { readonly interactive: boolean; readonly labels: Labels; readonly ids: Set<string> },
): string => {
  const reason = undrawable(figure);
  const isDrawn = interactive && reason === undefined;
  const thin = isDrawn ? thinFigure(figure) : { figure, every: 1 };
  const said = [
    ...(reason === undefined ? [] : [labels[reason]]),
    ...(thin.every > 1 ? [filled(labels.thinned, { n: numberText(thin.every, labels) })] : []),
  ];
  const note = said.map((text) => `<p class="note">${escapeHtml(text)}</p>`).join("");
  const json = isDrawn
    ? `<script type="application/json">${scriptJson(drawnFigure(safeFigure(thin.figure)))}</script>`
    : "";
  return `<figure class="plot"><div class="still">${still(figure, bundle, { ids: outputIds(ids), labels })}</div>${note}${json}</figure>`;
};

const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const tracesOf = ({ data }: JsonObject): readonly JsonObject[] => (Array.isArray(data) ? data.filter(isObject) : []);

const typesOf = (figure: JsonObject): readonly string[] => tracesOf(figure).map(typeOf);

const typeOf = ({ type }: JsonObject): string => (typeof type === "string" ? (plain[type] ?? type) : "scatter");

// The same plots without WebGL, whose compiler a strict policy forbids.
const plain: Readonly<Record<string, string>> = {
  scattergl: "scatter",
  heatmapgl: "heatmap",
  scatterpolargl: "scatterpolar",
};

/** Why Plotly cannot draw a figure in a page without a network, as the name of a label: outlines the page has, tiles not. */
const undrawable = (figure: JsonObject): "mapPlot" | "staticPlot" | undefined => {
  for (const trace of tracesOf(figure)) {
    const type = typeOf(trace);
    if (/map(?:box)?$/.test(type) && !/^(?:heatmap|treemap)$/.test(type)) return "mapPlot";
    if (type === "choropleth" && typeof trace.geojson === "string") return "mapPlot";
    if (/^(?:splom|parcoords|pointcloud)$/.test(type)) return "staticPlot";
  }
  return undefined;
};

const drawnFigure = (figure: JsonObject): JsonObject => {
  const { data, layout, frames } = figure;
  const traces = (Array.isArray(data) ? data : []).map((trace) =>
    isObject(trace) && typeof trace.type === "string" && trace.type in plain
      ? { ...trace, type: typeOf(trace) }
      : trace,
  );
  return { data: traces, layout: layout ?? {}, ...(Array.isArray(frames) && frames.length > 0 ? { frames } : {}) };
};

interface StillOptions {
  readonly ids: IdSpace;
  readonly labels: Labels;
}

// The output's own picture, else one that is drawn here: so the plot shows without script, in print and at once.
const still = (figure: JsonObject, bundle: MimeBundle, options: StillOptions): string => {
  const given = bundle["image/svg+xml"];
  const svg = typeof given === "string" ? sanitizeSvg(given, options) : undefined;
  if (svg) return named(svg, options);
  const png = bundle["image/png"];
  if (typeof png === "string" && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(png))
    return `<img alt="" src="data:image/png;base64,${png.replace(/\s/g, "")}">`;
  const { data, layout = {} } = figure;
  return named(sanitizeSvg(plotlySvg({ data, layout }, wordsOf(options.labels)), options) ?? "", options);
};

// One without a title has a name that is no word of its author's.
const named = (svg: string, { labels }: StillOptions): string =>
  svg.replace(/^(<svg\b[^>]*\baria-label=)"plot"/, (_, before: string) => `${before}"${escapeHtml(labels.plot)}"`);

const wordsOf = (labels: Labels) => ({
  undrawn: (types: string) => filled(labels.plotUndrawn, { types }),
  thinned: (every: number) => filled(labels.plotThinned, { n: numberText(every, labels) }),
  unplaced: (count: number, of: number) =>
    filled(labels.plotUnplaced, { n: numberText(count, labels), of: numberText(of, labels) }),
  empty: labels.plotEmpty,
});
