import { flowSvg } from "./flow/flow-svg.ts";
import { flowOf } from "./flow/from-plotly-flow.ts";
import { fromPlotly, pieOf } from "./from-plotly.ts";
import { mapOf } from "./map/from-plotly-map.ts";
import { mapSvg } from "./map/map-svg.ts";
import { panelsSvg } from "./panels.ts";
import { pieSvg } from "./pie.ts";
import { polarOf } from "./polar/from-plotly-polar.ts";
import { polarSvg } from "./polar/polar-svg.ts";
import { visibleTraces } from "./raw-figure.ts";
import { splomFigure } from "./splom.ts";
import { figureSvg, wordsSvg } from "./svg.ts";
import { ternaryOf } from "./ternary/from-plotly-ternary.ts";
import { ternarySvg } from "./ternary/ternary-svg.ts";
import { treeOf } from "./tree/from-plotly-tree.ts";
import { sunburstSvg } from "./tree/sunburst-svg.ts";
import { boxesSvg } from "./tree/treemap-svg.ts";
import { englishWords, type PlotWords } from "./words.ts";

/** Any Plotly figure as a static SVG, for front ends that do not know Plotly. What it cannot draw it names. */
export const plotlySvg = (
  figure: { readonly data: unknown; readonly layout: unknown },
  words: PlotWords = englishWords,
): string => {
  const whole = wholeSvg(figure, words);
  if (whole !== undefined) return whole;
  const [trace, ...others] = visibleTraces(figure.data);
  const splom = trace?.type === "splom" && others.length === 0 ? splomFigure(figure, trace) : undefined;
  const { data, layout, left, every: taken, panels } = fromPlotly(splom ?? figure);
  const every = taken * (splom?.every ?? 1);
  const notes = [
    ...(left.length > 0 ? [words.undrawn(left.join(", "))] : []),
    ...(every > 1 ? [words.thinned(every)] : []),
  ];
  const note = notes.length > 0 ? notes.join("; ") : undefined;
  if (data.length === 0) return wordsSvg(layout.title?.text || undefined, note ?? words.empty);
  return panels ? panelsSvg(panels, note) : figureSvg({ data, layout }, note);
};

/** The picture of a figure that is no traces on axes. */
const wholeSvg = (
  figure: { readonly data: unknown; readonly layout: unknown },
  words: PlotWords,
): string | undefined => {
  const pie = pieOf(figure);
  if (pie) return pieSvg(pie);
  const tree = treeOf(figure);
  if (tree) return tree.kind === "sunburst" ? sunburstSvg(tree) : boxesSvg(tree);
  const flow = flowOf(figure);
  if (flow) return flowSvg(flow);
  const ternary = ternaryOf(figure);
  if (ternary) return ternarySvg(ternary);
  const map = mapOf(figure, words);
  if (map) return mapSvg(map);
  const polar = polarOf(figure);
  return polar && polarSvg(polar);
};
