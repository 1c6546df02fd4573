import type { Json, JsonObject, MimeBundle } from "../notebook/index.ts";
import { isVegaLite, vegaLiteFigure } from "./vega-lite/index.ts";

export const plotlyType = "application/vnd.plotly.v1+json";

/** A bundle's figure as Plotly's JSON: as such, within Plotly's HTML, or drawn after a Vega-Lite chart. */
export const figureIn = (bundle: MimeBundle): JsonObject | undefined => {
  const own = asFigure(bundle[plotlyType]);
  if (own) return own;
  const html = bundle["text/html"];
  if (typeof html === "string" && html.includes("Plotly.newPlot(")) return htmlFigure(html);
  const chart = Object.keys(bundle).find(isVegaLite);
  return chart === undefined ? undefined : vegaLiteFigure(bundle[chart]);
};

/** Whether a bundle's figure is drawn after another library's chart. */
export const isRedrawn = (bundle: MimeBundle): boolean =>
  bundle[plotlyType] === undefined && Object.keys(bundle).some(isVegaLite);

const asFigure = (content: Json | undefined): JsonObject | undefined =>
  isObject(content) && Array.isArray(content.data) ? content : undefined;

const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The figure in the script that Plotly for Python writes where a front end knows HTML alone, as in Colab. */
const htmlFigure = (html: string): JsonObject | undefined => {
  const id = /Plotly\.newPlot\(\s*(?:"[^"]*"|'[^']*')\s*,\s*/.exec(html);
  if (!id) return undefined;
  const data = readJson(html, id.index + id[0].length);
  if (!data || !Array.isArray(data.value)) return undefined;
  const comma = /^\s*,\s*/.exec(html.slice(data.end, data.end + 1000));
  const layout = comma ? readJson(html, data.end + comma[0].length) : undefined;
  return { data: data.value, layout: isObject(layout?.value) ? layout.value : {} };
};

/** The JSON array or object that begins at this place of a script. */
const readJson = (source: string, start: number): { readonly value: Json; readonly end: number } | undefined => {
  if (!/[[{]/.test(source[start] ?? "")) return undefined;
  const tokens = /"(?:[^"\\]|\\.)*"|[[\]{}]/gs;
  tokens.lastIndex = start;
  let depth = 0;
  for (let match = tokens.exec(source); match; match = tokens.exec(source)) {
    if (match[0].length > 1) continue;
    depth += /[[{]/.test(match[0]) ? 1 : -1;
    if (depth > 0) continue;
    try {
      return { value: JSON.parse(source.slice(start, tokens.lastIndex)) as Json, end: tokens.lastIndex };
    } catch {
      return undefined;
    }
  }
  return undefined;
};
