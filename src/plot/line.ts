import { makeFigure } from "./figure.ts";
import { coastsOf, outlinesOf } from "./map/outlines.ts";
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

export interface MapOptions extends PlotOptions {
  /** Degrees north. */
  readonly latitude: Values;
  /** Degrees east. */
  readonly longitude: Values;
  readonly series?: Values;
  readonly text?: Values;
}

/** A dot a place over the world's coasts on a plain grid of latitude and longitude: it needs no network and no map. */
export const worldMap = (options: MapOptions): Figure => {
  const { latitude, longitude } = options;
  checkLengths("worldMap", { latitude, longitude });
  const points = { ...options, x: longitude, y: latitude, xLabel: "longitude", yLabel: "latitude" };
  return makeFigure("places", [...traces("worldMap", points, "markers"), coastTrace()], points, {
    xaxis: { range: [-180, 180] },
    yaxis: { range: [-90, 90] },
  });
};

// Few points, for the figure goes into the notebook; last, so that the places keep their colours.
const coastTrace = (): ScatterTrace => {
  const lines = coastsOf(outlinesOf("countries")).map(({ line: places }) =>
    places
      .filter((_, at) => at === 0 || at === places.length - 1 || at % 4 === 0)
      .map((place) => place.map((degrees) => Math.round(degrees) + 0)),
  );
  const long = lines.filter((places) => places.length > 3);
  const column = (axis: 0 | 1) => long.flatMap((places) => [...places.map((place) => place[axis] ?? null), null]);
  return {
    ...{ type: "scatter", mode: "lines", x: column(0), y: column(1), showlegend: false, hoverinfo: "skip" },
    line: { color: "#9498a0", width: 0.8 },
  };
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
