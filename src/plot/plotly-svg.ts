import { fromPlotly, pieOf } from "./from-plotly.ts";
import { mapOf } from "./map/from-plotly-map.ts";
import { mapSvg } from "./map/map-svg.ts";
import { panelsSvg } from "./panels.ts";
import { pieSvg } from "./pie.ts";
import { polarOf } from "./polar/from-plotly-polar.ts";
import { polarSvg } from "./polar/polar-svg.ts";
import { figureSvg, wordsSvg } from "./svg.ts";
import { englishWords, type PlotWords } from "./words.ts";

/** Any Plotly figure as a static SVG, for front ends that do not know Plotly. What it cannot draw it names. */
export const plotlySvg = (
  figure: { readonly data: unknown; readonly layout: unknown },
  words: PlotWords = englishWords,
): string => {
  const pie = pieOf(figure);
  if (pie) return pieSvg(pie);
  const map = mapOf(figure, words);
  if (map) return mapSvg(map);
  const polar = polarOf(figure);
  if (polar) return polarSvg(polar);
  const { data, layout, left, every, panels } = fromPlotly(figure);
  const notes = [
    ...(left.length > 0 ? [words.undrawn(left.join(", "))] : []),
    ...(every > 1 ? [words.thinned(every)] : []),
  ];
  const note = notes.length > 0 ? notes.join("; ") : undefined;
  if (data.length === 0) return wordsSvg(layout.title?.text || undefined, note ?? words.empty);
  return panels ? panelsSvg(panels, note) : figureSvg({ data, layout }, note);
};
