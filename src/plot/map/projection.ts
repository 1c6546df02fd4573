import type { Place } from "./outlines.ts";

/** A part of the world in degrees: west, south, east, north. */
export interface Extent {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Degrees as pixels of a picture, a degree of latitude as long as one of longitude in the extent's middle. */
export interface Projection {
  readonly width: number;
  readonly height: number;
  readonly at: (place: Place) => Place;
}

/** The projection of an extent into a picture of this width, at most so high. */
export const projectionOf = ({ west, south, east, north }: Extent, width: number, most: number): Projection => {
  const narrow = Math.max(0.2, Math.cos((((south + north) / 2) * Math.PI) / 180));
  // The whole world in its usual form, its parts as they are seen from above.
  const wide = (east - west) * (east - west > 180 ? 1 : narrow);
  const scale = Math.min(width / wide, most / (north - south));
  const size = { width: wide * scale, height: (north - south) * scale };
  return {
    ...size,
    at: ([longitude, latitude]) => [
      ((longitude - west) / (east - west)) * size.width,
      ((north - latitude) / (north - south)) * size.height,
    ],
  };
};

export const world: Extent = { west: -180, south: -60, east: 180, north: 85 };

/** The parts of the world that a map of Plotly may show, by its `scope`. */
export const scopes: Readonly<Record<string, Extent>> = {
  usa: { west: -126, south: 23, east: -66, north: 50 },
  europe: { west: -25, south: 33, east: 45, north: 72 },
  asia: { west: 22, south: -15, east: 160, north: 60 },
  africa: { west: -25, south: -37, east: 55, north: 39 },
  "north america": { west: -170, south: 6, east: -50, north: 80 },
  "south america": { west: -95, south: -57, east: -30, north: 14 },
  oceania: { west: 110, south: -50, east: 180, north: 5 },
};

/** The extent that holds these places with some room around them; the world where there are none. */
export const extentOf = (places: readonly Place[]): Extent => {
  if (places.length === 0) return world;
  const ends = (axis: 0 | 1): readonly [number, number] =>
    places.reduce(
      ([low, high], place) => [Math.min(low, place[axis]), Math.max(high, place[axis])],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  const [west, east] = ends(0);
  const [south, north] = ends(1);
  const room = Math.max(0.05, (east - west) * 0.08, (north - south) * 0.08);
  // Wider than high, as pictures on a page are.
  const wide = Math.max(room, ((north - south + room * 2) * 1.6 - (east - west)) / 2);
  return {
    west: Math.max(-180, west - wide),
    south: Math.max(-90, south - room),
    east: Math.min(180, east + wide),
    north: Math.min(90, north + room),
  };
};
