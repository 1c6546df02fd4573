import { usageError } from "../errors.ts";
import type { Frame, Row } from "../frame/index.ts";
import { type Figure, type MapOptions, worldMap as mapFigure, type PlotOptions } from "../plot/index.ts";
import { columnOf, counted, joinNotes, limitOf, type MarkLimit, namesOf, sampledRows } from "./bounded-rows.ts";
import { checkNames, type NameOf, type NumberName, numbers, type PlotName, pairs, plottable } from "./column-names.ts";
import { type FramePlot, framePlot, isFrame } from "./frame-plot.ts";

interface MapColumns<R> extends PlotOptions, MarkLimit {
  /** The column that says to which series a place belongs. */
  readonly series?: PlotName<R>;
  /** The column of what each place says when pointed at. */
  readonly text?: PlotName<R>;
}

/** Where places are: in two columns of degrees north and east, or in one of both as a list. */
export type FrameMapOptions<R> = MapColumns<R> &
  (
    | { readonly latitude: NumberName<R>; readonly longitude: NumberName<R>; readonly coordinates?: never }
    | {
        readonly coordinates: NameOf<R, readonly (number | null)[]>;
        readonly latitude?: never;
        readonly longitude?: never;
      }
  );

/**
 * A dot a place over the world's coasts, without a network: from columns of a frame, or from lists of values. Of more than
 * `most` rows of a frame (5,000) a sample is drawn, the same each time, which the plot says.
 */
export function worldMap<R extends Row>(frame: Frame<R>, options: FrameMapOptions<R>): FramePlot;
export function worldMap(options: MapOptions): Figure;
export function worldMap(first: object, options?: object): FramePlot | Figure {
  return isFrame(first) ? framePlaces(first, options as FrameMapOptions<Row>) : mapFigure(first as MapOptions);
}

const framePlaces = (frame: Frame<Row>, options: FrameMapOptions<Row>): FramePlot => {
  const { latitude, longitude, coordinates, series, text, most, ...others } = options;
  const limit = limitOf("worldMap", most);
  checkNames("worldMap", frame, {
    ...{ latitude: [latitude, numbers], longitude: [longitude, numbers], coordinates: [coordinates, pairs] },
    ...{ series: [series, plottable], text: [text, plottable] },
  });
  if (coordinates === undefined && (latitude === undefined || longitude === undefined))
    throw usageError("worldMap takes the columns latitude and longitude, or coordinates, a column of lists of both.");
  return framePlot(async () => {
    const names = [latitude, longitude, coordinates, series, text].filter((name) => name !== undefined);
    const { rows, note } = await sampledRows(frame, names, limit);
    const degrees = (name: string | undefined, at: 0 | 1): readonly unknown[] =>
      name === undefined ? rows.map((row) => listAt(row[coordinates ?? ""], at)) : columnOf(rows, name);
    const [north, east] = [degrees(latitude, 0), degrees(longitude, 1)];
    return mapFigure({
      ...others,
      ...{ latitude: north, longitude: east },
      ...(series === undefined ? {} : { series: namesOf(rows, series) }),
      ...(text === undefined ? {} : { text: namesOf(rows, text) }),
      ...joinNotes(others.note, note, placeless(north, east)),
    });
  });
};

const listAt = (value: unknown, at: number): unknown => (Array.isArray(value) ? (value[at] ?? null) : null);

const placeless = (north: readonly unknown[], east: readonly unknown[]): string | undefined => {
  const missing = north.filter((degrees, row) => degrees === null || east[row] === null).length;
  return missing > 0 ? `${counted(missing)} without coordinates` : undefined;
};
