import { makeFigure } from "./figure.ts";
import type { Figure, PlotOptions, ScatterTrace, Values } from "./types.ts";
import { checkLengths, plotTexts, plotValues, seriesOf } from "./values.ts";

export interface PointOptions extends PlotOptions {
  /** Numbers, dates or categories. */
  readonly x: Values;
  readonly y: Values;
  /** The series that each point belongs to. */
  readonly series?: Values;
  /** What each point says when pointed at. */
  readonly text?: Values;
}

/** Lines through the points in the order given; a null breaks the line. */
export const line = (options: PointOptions): Figure =>
  makeFigure("line chart", traces("line", options, options.x.length > 60 ? "lines" : "lines+markers"), options);

/** A dot a point. */
export const scatter = (options: PointOptions): Figure =>
  makeFigure("scatter plot", traces("scatter", options, "markers"), options);

export interface GeoOptions extends PlotOptions {
  /** Degrees north. */
  readonly latitude: Values;
  /** Degrees east. */
  readonly longitude: Values;
  readonly series?: Values;
  readonly text?: Values;
}

/** A dot a place on a plain grid of latitude and longitude, the whole world, without a map: it needs no network. */
export const geoScatter = (options: GeoOptions): Figure => {
  const { latitude, longitude } = options;
  checkLengths("geoScatter", { latitude, longitude });
  const points = { ...options, x: longitude, y: latitude, xLabel: "longitude", yLabel: "latitude" };
  return makeFigure("places", traces("geoScatter", points, "markers"), points, {
    xaxis: { range: [-180, 180] },
    yaxis: { range: [-90, 90] },
  });
};

const traces = (plot: string, options: PointOptions, mode: ScatterTrace["mode"]): readonly ScatterTrace[] => {
  const { series, text } = options;
  checkLengths(plot, { x: options.x, y: options.y, series, text });
  const x = plotValues(options.x);
  const y = plotValues(options.y);
  const said = text ? plotTexts(text) : undefined;
  return [...seriesOf(series, x.length)].map(([name, points]) => ({
    type: "scatter",
    mode,
    ...(series ? { name } : {}),
    x: points.map((point) => x[point] ?? null),
    y: points.map((point) => y[point] ?? null),
    ...(said ? { text: points.map((point) => said[point] ?? "") } : {}),
    ...(mode === "markers" ? { marker: { size: 6, opacity: 0.65 } } : {}),
  }));
};
