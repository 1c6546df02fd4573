import { fromPlotly, pieOf } from "./from-plotly.ts";
import { pieSvg } from "./pie.ts";
import { figureSvg, wordsSvg } from "./svg.ts";

/** What a static picture says of a figure. */
export interface PlotWords {
  readonly undrawn: (types: string) => string;
  readonly thinned: (every: number) => string;
  readonly empty: string;
}

const english: PlotWords = {
  undrawn: (types) => `only a front end with Plotly draws: ${types}`,
  thinned: (every) => `one of ${every} points is drawn here`,
  empty: "a Plotly figure without traces",
};

/** Any Plotly figure as a static SVG, for front ends that do not know Plotly. What it cannot draw it names. */
export const plotlySvg = (
  figure: { readonly data: unknown; readonly layout: unknown },
  words: PlotWords = english,
): string => {
  const pie = pieOf(figure);
  if (pie) return pieSvg(pie);
  const { data, layout, left, every } = fromPlotly(figure);
  const notes = [
    ...(left.length > 0 ? [words.undrawn(left.join(", "))] : []),
    ...(every > 1 ? [words.thinned(every)] : []),
  ];
  const note = notes.length > 0 ? notes.join("; ") : undefined;
  if (data.length === 0) return wordsSvg(layout.title?.text, note ?? words.empty);
  return figureSvg({ data, layout }, note);
};
