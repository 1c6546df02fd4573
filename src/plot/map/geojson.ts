import { colorway } from "../figure.ts";
import { asRaw, type Raw } from "../raw-figure.ts";
import { listOf } from "../typed-values.ts";
import type { MapDrawing } from "./drawing.ts";
import type { Place } from "./outlines.ts";
import { extentOf } from "./projection.ts";

/** A feature of GeoJSON (RFC 7946) with what its geometry holds. */
export interface Feature {
  readonly feature: Raw;
  /** Rings by polygon, the outer one first. */
  readonly polygons: readonly (readonly (readonly Place[])[])[];
  readonly lines: readonly (readonly Place[])[];
  readonly places: readonly Place[];
}

/** The features of GeoJSON of any form; those without a place are left out. */
export const geojsonFeatures = (geojson: unknown): readonly Feature[] => {
  const { type, features } = asRaw(geojson);
  const all =
    type === "FeatureCollection"
      ? listOf(features)
      : [type === "Feature" ? geojson : { type: "Feature", geometry: geojson }];
  return all.map((item) => {
    const feature = asRaw(item);
    const parts = geometries(feature.geometry, 0);
    const of = (name: string): readonly unknown[] =>
      parts.flatMap(({ type: kind, coordinates }) =>
        kind === name ? [coordinates] : kind === `Multi${name}` ? listOf(coordinates) : [],
      );
    return {
      feature,
      polygons: of("Polygon").map((rings) =>
        listOf(rings)
          .map(placesIn)
          .filter((ring) => ring.length > 2),
      ),
      lines: of("LineString")
        .map(placesIn)
        .filter((line) => line.length > 1),
      places: placesIn(of("Point")),
    };
  });
};

/** GeoJSON as a map of where it lies; undefined where it holds no place. */
export const geojsonMap = (geojson: unknown): MapDrawing | undefined => {
  const features = geojsonFeatures(geojson);
  const all = features.flatMap(({ polygons, lines, places }) => [...polygons.flat(2), ...lines.flat(), ...places]);
  if (all.length === 0) return undefined;
  const [color = "", second = ""] = colorway;
  return {
    title: undefined,
    extent: extentOf(all),
    borders: "countries",
    fills: features.flatMap(({ feature, polygons }) =>
      polygons.map((rings) => ({ rings, color: `${color}66`, says: nameOf(feature) })),
    ),
    lines: features.flatMap(({ lines }) => lines.map((places) => ({ places, color }))),
    dots: features.flatMap(({ feature, places }) =>
      places.map((place) => ({ place, color: second, radius: 4.5, says: nameOf(feature) })),
    ),
    bar: undefined,
    legend: [],
    notes: [],
  };
};

const nameOf = ({ properties, id }: Raw): string => {
  const { name, title, NAME } = asRaw(properties);
  const found = [name, title, NAME, id].find((text) => typeof text === "string");
  return typeof found === "string" ? found : "";
};

const geometries = (geometry: unknown, depth: number): readonly Raw[] => {
  const raw = asRaw(geometry);
  if (raw.type !== "GeometryCollection") return [raw];
  return depth > 20 ? [] : listOf(raw.geometries).flatMap((one) => geometries(one, depth + 1));
};

const placesIn = (coordinates: unknown): readonly Place[] =>
  listOf(coordinates).flatMap((pair): readonly Place[] => {
    const [x, y] = listOf(pair);
    return typeof x === "number" && typeof y === "number" && Math.abs(x) <= 360 && Math.abs(y) <= 90 ? [[x, y]] : [];
  });
