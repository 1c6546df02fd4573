export { bar, type FrameBarOptions } from "./bar.ts";
export type { FramePlot } from "./frame-plot.ts";
export { type FrameHistogramOptions, histogram } from "./histogram.ts";
export { type FramePointOptions, line, scatter } from "./points.ts";
export { type FrameMapOptions, worldMap } from "./world-map.ts";
