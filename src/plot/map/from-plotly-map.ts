import { type ColorBar, colorBarFor, colorOn } from "../color-bar.ts";
import { colorway } from "../figure.ts";
import { asRaw, type Raw, titleOf, visibleTraces } from "../raw-figure.ts";
import { listOf } from "../typed-values.ts";
import type { PlotWords } from "../words.ts";
import type { MapDot, MapDrawing, MapFill } from "./drawing.ts";
import { geojsonFeatures } from "./geojson.ts";
import { outlinesOf, type Place, ringOf } from "./outlines.ts";
import { type Extent, extentOf, scopes, world } from "./projection.ts";

const points = /^(?:scattergeo|(?:scatter|density)map(?:box)?)$/;
const areas = /^choropleth(?:map(?:box)?)?$/;
const mostDots = 10_000;

/** A Plotly figure of places and areas as a map; undefined where it holds other traces. */
export const mapOf = (
  figure: { readonly data: unknown; readonly layout: unknown },
  words: PlotWords,
): MapDrawing | undefined => {
  const traces = visibleTraces(figure.data);
  if (traces.length === 0 || !traces.every(({ type }) => points.test(String(type)) || areas.test(String(type))))
    return undefined;
  const layout = asRaw(figure.layout);
  const parts = traces.map((trace, index) =>
    areas.test(String(trace.type)) ? areaPart(trace, layout, words) : pointPart(trace, index, words),
  );
  const all = <K extends keyof Part>(name: K): Part[K] =>
    parts.flatMap((part) => part[name] as never[]) as unknown as Part[K];
  const [fills, dots, lines] = [all("fills"), all("dots"), all("lines")];
  const places = [
    ...dots.map(({ place }) => place),
    ...lines.flatMap((line) => line.places),
    ...fills.flatMap(({ rings }) => rings.flat()),
  ];
  const isUsa = asRaw(layout.geo).scope === "usa" || traces.some(({ locationmode }) => locationmode === "USA-states");
  return {
    title: titleOf(layout.title),
    extent: extentFor(traces, layout, places, isUsa),
    borders: isUsa ? "states" : "countries",
    ...{ fills, dots, lines },
    bar: parts.find(({ bar }) => bar)?.bar,
    legend: traces.flatMap(({ name }, index) =>
      dots.length > 0 && typeof name === "string" && name !== ""
        ? [{ name, color: colorAt(traces[index] ?? {}, index) }]
        : [],
    ),
    notes: all("notes"),
  };
};

interface Part {
  readonly fills: readonly MapFill[];
  readonly dots: readonly MapDot[];
  readonly lines: readonly { readonly places: readonly Place[]; readonly color: string }[];
  readonly notes: readonly string[];
  readonly bar?: ColorBar | undefined;
}

// A map of tiles shows where its data are; one of outlines what its layout says, else all.
const extentFor = (traces: readonly Raw[], layout: Raw, places: readonly Place[], isUsa: boolean): Extent => {
  const geo = asRaw(layout.geo);
  const own = traces.some(
    ({ type, locationmode }) => !/geo$|^choropleth$/.test(String(type)) || locationmode === "geojson-id",
  );
  if (own || geo.fitbounds === "locations" || geo.fitbounds === "geojson") return extentOf(places);
  const known = scopes[isUsa ? "usa" : String(geo.scope)] ?? world;
  const [west, east] = rangeOf(geo.lonaxis) ?? [known.west, known.east];
  const [south, north] = rangeOf(geo.lataxis) ?? [known.south, known.north];
  return { west, south, east, north };
};

const rangeOf = (axis: unknown): readonly [number, number] | undefined => {
  const [low, high] = listOf(asRaw(axis).range);
  return typeof low === "number" && typeof high === "number" && low < high && high - low <= 360
    ? [low, high]
    : undefined;
};

const colorAt = (trace: Raw, index: number): string => {
  const colors = [asRaw(trace.marker).color, asRaw(trace.line).color];
  const own = colors.find((color) => typeof color === "string");
  return typeof own === "string" ? own : (colorway[index % colorway.length] ?? "#4269d0");
};

const pointPart = (trace: Raw, index: number, words: PlotWords): Part => {
  const places = trace.lat === undefined ? locatedPlaces(trace) : pairs(listOf(trace.lon), listOf(trace.lat));
  const color = colorAt(trace, index);
  const asked = typeof trace.mode === "string" ? trace.mode : "markers";
  const texts = [trace.hovertext, trace.text].map(listOf).find((list) => list.length > 0) ?? [];
  const every = Math.max(1, Math.ceil(places.length / mostDots));
  const size = asRaw(trace.marker).size;
  const radius = typeof size === "number" && size > 0 ? Math.min(40, size / 2) : 3.5;
  const dots = places.flatMap((place, at) =>
    place && at % every === 0 ? [{ place, color, radius, says: texts[at] === undefined ? "" : String(texts[at]) }] : [],
  );
  const lines = asked.includes("lines") ? [{ places: places.filter((place) => place !== undefined), color }] : [];
  return {
    fills: [],
    dots: asked.includes("markers") || !asked.includes("lines") ? dots : [],
    lines,
    notes: every > 1 ? [words.thinned(every)] : [],
  };
};

const pairs = (longitudes: readonly unknown[], latitudes: readonly unknown[]): readonly (Place | undefined)[] =>
  latitudes.map((latitude, at) => {
    const longitude = longitudes[at];
    return typeof latitude === "number" &&
      typeof longitude === "number" &&
      Math.abs(latitude) <= 90 &&
      Math.abs(longitude) <= 360
      ? [longitude, latitude]
      : undefined;
  });

const locatedPlaces = (trace: Raw): readonly (Place | undefined)[] => {
  const rings = ringsBy(trace);
  return listOf(trace.locations).map((location) => {
    const [ring] = (rings.get(keyOf(location)) ?? []).toSorted((a, b) => b.length - a.length);
    if (!ring) return undefined;
    const { west, south, east, north } = extentOf(ring);
    return [(west + east) / 2, (south + north) / 2];
  });
};

const keyOf = (location: unknown): string => String(location).trim().toLowerCase();

type Rings = readonly (readonly Place[])[];

/** The rings of all that a trace's locations may name. */
const ringsBy = ({ locationmode, geojson, featureidkey }: Raw): ReadonlyMap<string, Rings> => {
  if (typeof geojson === "object" && geojson !== null) {
    const path = typeof featureidkey === "string" ? featureidkey.split(".") : ["id"];
    return new Map(
      geojsonFeatures(geojson).map(({ feature, polygons }) => [
        keyOf(path.reduce((value: unknown, name) => asRaw(value)[name], feature)),
        polygons.flat(),
      ]),
    );
  }
  const outlines = outlinesOf(locationmode === "USA-states" ? "states" : "countries");
  return new Map(
    outlines.shapes.flatMap((shape) => {
      const rings = shape.polygons.flatMap((polygon) => polygon.map((ring) => ringOf(outlines, ring)));
      return [shape.id, shape.name].map((name) => [keyOf(name), rings] as const);
    }),
  );
};

const areaPart = (trace: Raw, layout: Raw, words: PlotWords): Part => {
  const rings = ringsBy(trace);
  const values = listOf(trace.z);
  const bar = colorBarFor(trace, layout, values.some((value) => typeof value === "number") ? values : [0]);
  const locations = listOf(trace.locations);
  const fills = locations.flatMap((location, at): readonly MapFill[] => {
    const found = rings.get(keyOf(location));
    const value = values[at];
    if (!found || typeof value !== "number" || !Number.isFinite(value)) return [];
    return [
      {
        rings: found,
        color: colorOn(bar, value),
        says: `${String(location)}: ${value}`,
      },
    ];
  });
  const missing = locations.filter((location) => !rings.has(keyOf(location))).length;
  return {
    fills,
    dots: [],
    lines: [],
    bar,
    notes: missing > 0 ? [words.unplaced(missing, locations.length)] : [],
  };
};
