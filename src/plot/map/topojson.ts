import { coastsOf, type Outlines, outlinesOf, type Place, ringOf, type Shape } from "./outlines.ts";

/**
 * Outlines as the TopoJSON that Plotly loads for its maps, by its names of layers; layers that there are not are empty. The
 * property `in` of a geometry names its continents, for maps of one.
 */
export const plotlyTopojson = (name: "world" | "usa"): object => {
  const outlines = outlinesOf("countries");
  const states = name === "usa" ? outlinesOf("states") : undefined;
  const coasts = coastsOf(outlines);
  const pieces = coasts.flatMap(({ line }) => (outlines.arcs.includes(line) ? [] : [line]));
  const own = [...outlines.arcs, ...pieces];
  const arcs = states ? [...own, ...states.arcs] : own;
  const numbers = new Map(own.map((arc, at) => [arc, at]));
  const coast = ({ line, shape }: (typeof coasts)[number]) => ({
    type: "LineString",
    properties: { in: shape.continents },
    arcs: [numbers.get(line) ?? 0],
  });
  const empty = collection([]);
  return {
    type: "Topology",
    transform: { scale: [1 / steps, 1 / steps], translate: [-180, -90] },
    arcs: arcs.map(differences),
    objects: {
      coastlines: collection(coasts.map(coast)),
      land: collection(outlines.shapes.map((shape) => geometry(shape, outlines, 0))),
      countries: collection(outlines.shapes.map((shape) => geometry(shape, outlines, 0))),
      subunits: collection((states?.shapes ?? []).map((shape) => geometry(shape, states ?? outlines, own.length))),
      ...{ ocean: empty, lakes: empty, rivers: empty },
    },
  };
};

const steps = 20;

const collection = (geometries: readonly object[]) => ({ type: "GeometryCollection", geometries });

const geometry = (shape: Shape, outlines: Outlines, offset: number): object => ({
  type: "MultiPolygon",
  id: shape.id,
  // Plotly takes for a state of the USA what says so.
  properties: {
    name: shape.name,
    ct: centre(shape, outlines),
    ...(offset > 0 ? { gu: "USA" } : { in: shape.continents }),
  },
  arcs: shape.polygons.map((rings) => rings.map((ring) => ring.map((arc) => (arc < 0 ? arc - offset : arc + offset)))),
});

/** The middle of a shape's largest part. */
const centre = ({ polygons }: Shape, outlines: Outlines): Place => {
  const middles = polygons.map(([outer = []]) => middleOf(ringOf(outlines, outer)));
  const largest = middles.reduce((most, one) => (one.area > most.area ? one : most), {
    area: 0,
    place: [0, 0] as Place,
  });
  return largest.place;
};

const middleOf = (ring: readonly Place[]): { readonly area: number; readonly place: Place } => {
  let [twice, x, y] = [0, 0, 0];
  for (const [at, [x2, y2]] of ring.entries()) {
    const [x1, y1] = ring[at - 1] ?? [x2, y2];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  const place: Place = twice === 0 ? (ring[0] ?? [0, 0]) : [round(x / (3 * twice)), round(y / (3 * twice))];
  return { area: Math.abs(twice), place };
};

const round = (degrees: number): number => Number(degrees.toFixed(2));

const differences = (arc: readonly Place[]): readonly Place[] => {
  const whole = arc.map(([x, y]): Place => [Math.round((x + 180) * steps), Math.round((y + 90) * steps)]);
  return whole.map(([x, y], at) => {
    const [x0, y0] = whole[at - 1] ?? [0, 0];
    return [x - x0, y - y0];
  });
};
