import { countries } from "./countries.ts";
import { states } from "./states.ts";

/** Longitude and latitude in degrees. */
export type Place = readonly [number, number];

/** Lines that shapes share: a polygon's rings are lists of arcs' numbers, `~number` where an arc runs backwards (as in TopoJSON). */
export interface Outlines {
  readonly arcs: readonly (readonly Place[])[];
  readonly shapes: readonly Shape[];
}

export interface Shape {
  readonly id: string;
  readonly name: string;
  /** Letters of its continents: Europe, Asia, aFrica, North and South America, Oceania. */
  readonly continents: string;
  readonly polygons: readonly (readonly (readonly number[])[])[];
}

const kept = new Map<string, Outlines>();

/** The outlines of the world's countries, or of the states of the USA. */
export const outlinesOf = (name: "countries" | "states"): Outlines => {
  const found = kept.get(name) ?? decode(name === "countries" ? countries : states);
  kept.set(name, found);
  return found;
};

/** The ring of these arcs, its first point again at its end. */
export const ringOf = ({ arcs }: Pick<Outlines, "arcs">, ring: readonly number[]): readonly Place[] =>
  ring.flatMap((number, at) => {
    const arc = number < 0 ? (arcs[~number] ?? []).toReversed() : (arcs[number] ?? []);
    return at === 0 ? arc : arc.slice(1);
  });

/**
 * The lines that one shape alone has, with that shape: coasts, and a country's outer border. Edges of the map at the pole and
 * the date line are none.
 */
export const coastsOf = ({
  arcs,
  shapes,
}: Outlines): readonly { readonly line: readonly Place[]; readonly shape: Shape }[] => {
  const users = new Map<number, Shape[]>();
  for (const shape of shapes)
    for (const number of shape.polygons.flat(2)) {
      const arc = number < 0 ? ~number : number;
      users.set(arc, [...(users.get(arc) ?? []), shape]);
    }
  return arcs.flatMap((arc, number) => {
    const [shape, ...others] = users.get(number) ?? [];
    return shape && others.length === 0 ? withoutEdges(arc).map((line) => ({ line, shape })) : [];
  });
};

const withoutEdges = (arc: readonly Place[]): readonly (readonly Place[])[] => {
  if (!arc.some(isEdge)) return [arc];
  const parts: Place[][] = [[]];
  for (const [at, place] of arc.entries()) {
    const before = arc[at - 1];
    if (before && isEdge(before) && isEdge(place)) parts.push([place]);
    else parts.at(-1)?.push(place);
  }
  return parts.filter((part) => part.length > 1);
};

const isEdge = ([longitude, latitude]: Place): boolean => Math.abs(longitude) > 179.9 || latitude < -89.9;

const decode = ({ arcs, shapes }: typeof countries): Outlines => ({
  arcs: arcs.split(" ").map(arcOf),
  shapes: shapes.map((line) => {
    const [id = "", name = "", continents = "", polygons = ""] = line.split("|");
    return { id, name, continents, polygons: polygons.split("/").map((polygon) => polygon.split(";").map(numbersOf)) };
  }),
});

const numbersOf = (ring: string): readonly number[] =>
  ring.split(" ").map((number) => (number.startsWith("~") ? ~Number(number.slice(1)) : Number(number)));

const arcOf = (text: string): readonly Place[] => {
  const places: Place[] = [];
  const sum = [0, 0];
  let [axis, value, shift] = [0, 0, 0];
  for (const character of text) {
    const bits = (character.codePointAt(0) ?? 63) - 63;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    sum[axis] = (sum[axis] ?? 0) + (value & 1 ? -(value + 1) / 2 : value / 2);
    if (axis === 1) places.push([(sum[0] ?? 0) / 20 - 180, (sum[1] ?? 0) / 20 - 90]);
    [axis, value, shift] = [1 - axis, 0, 0];
  }
  return places;
};
