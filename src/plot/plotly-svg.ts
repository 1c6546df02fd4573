import { fromPlotly, pieOf } from "./from-plotly.ts";
import { pieSvg } from "./pie.ts";
import { figureSvg, wordsSvg } from "./svg.ts";

/** Any Plotly figure as a static SVG, for front ends that do not know Plotly. What it cannot draw it names. */
export const plotlySvg = (figure: { readonly data: unknown; readonly layout: unknown }): string => {
  const pie = pieOf(figure);
  if (pie) return pieSvg(pie);
  const { data, layout, left, every } = fromPlotly(figure);
  const notes = [
    ...(left.length > 0 ? [`only a front end with Plotly draws: ${left.join(", ")}`] : []),
    ...(every > 1 ? [`one of ${every} points is drawn here`] : []),
  ];
  const note = notes.length > 0 ? notes.join("; ") : undefined;
  if (data.length === 0) return wordsSvg(layout.title?.text, note ?? "a Plotly figure without traces");
  return figureSvg({ data, layout }, note);
};
