import { fromPlotly } from "./from-plotly.ts";
import { figureSvg, wordsSvg } from "./svg.ts";

/** Any Plotly figure as a static SVG, for front ends that do not know Plotly. What it cannot draw it names. */
export const plotlySvg = (figure: { readonly data: unknown; readonly layout: unknown }): string => {
  const { data, layout, left } = fromPlotly(figure);
  const missing = left.length === 0 ? undefined : `only a front end with Plotly draws: ${left.join(", ")}`;
  if (data.length === 0) return wordsSvg(layout.title?.text, missing ?? "a Plotly figure without traces");
  return figureSvg({ data, layout }, missing);
};
