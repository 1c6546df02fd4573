export { type BarOptions, bar } from "./bar.ts";
export { type Bins, binsOf, countedBars, type HistogramOptions, histogram, histogramOf } from "./histogram.ts";
export { line, type MapOptions, type PointOptions, scatter, worldMap } from "./line.ts";
export { geojsonSvg } from "./map/geojson-svg.ts";
export { plotlyTopojson } from "./map/topojson.ts";
export { plotlySvg } from "./plotly-svg.ts";
export { figureSvg } from "./svg.ts";
export { listOf as typedList } from "./typed-values.ts";
export type { BarTrace, Figure, Layout, PlotOptions, PlotValue, ScatterTrace, Trace } from "./types.ts";
