import { barOf } from "../color-bar.ts";
import { svgOf } from "../svg.ts";
import { escapeXml, fitText, px } from "../svg-text.ts";
import type { MapDrawing, MapFill } from "./drawing.ts";
import { type Outlines, outlinesOf, type Place } from "./outlines.ts";
import { type Extent, type Projection, projectionOf } from "./projection.ts";

const width = 760;
const side = 20;

/** A map as a static SVG over the outlines of the world's countries: no network, the same text for the same drawing. */
export const mapSvg = (drawing: MapDrawing): string => {
  const { extent, title, bar, legend, notes } = drawing;
  const room = width - side * 2 - (bar ? 96 : 0);
  const projection = projectionOf(extent, room, 460);
  const top = (title === undefined ? 16 : 48) + (legend.length > 1 ? 24 : 0);
  const left = side + (room - projection.width) / 2;
  const parts = [
    legend.length > 1 ? legendOf(legend, top - 14) : "",
    `<svg x="${px(left)}" y="${top}" width="${px(projection.width)}" height="${px(projection.height)}" viewBox="0 0 ${px(projection.width)} ${px(projection.height)}">`,
    ground(drawing, projection),
    ...drawing.fills.map((fill) => filled(fill, projection)),
    ...drawing.lines.map(
      ({ places, color }) =>
        `<path d="${pathOf(places, projection)}" fill="none" stroke="${escapeXml(color)}" stroke-width="2" stroke-linejoin="round"/>`,
    ),
    ...drawing.dots.map(({ place, color, radius, says }) => {
      const [x, y] = projection.at(place);
      return `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${escapeXml(color)}" fill-opacity="0.75">${titled(says)}</circle>`;
    }),
    "</svg>",
    `<rect x="${px(left)}" y="${top}" width="${px(projection.width)}" height="${px(projection.height)}" fill="none" stroke="#808080" stroke-opacity="0.3"/>`,
    bar ? barOf(bar, width - side - 76, top, Math.min(projection.height, 220)) : "",
  ];
  return svgOf(Math.ceil(top + projection.height + 20), title, notes.length > 0 ? notes.join("; ") : undefined, parts);
};

// Land with its borders and coasts: what lies outside the extent is left out, and points that no eye tells apart.
const ground = (drawing: MapDrawing, projection: Projection): string => {
  const { extent, borders } = drawing;
  const key = JSON.stringify([extent, borders, projection.width]);
  const found = grounds.get(key) ?? drawGround(extent, borders, projection);
  if (grounds.size > 8) grounds.clear();
  grounds.set(key, found);
  return found;
};

// Most maps are of the same few extents.
const grounds = new Map<string, string>();

const drawGround = (extent: Extent, borders: MapDrawing["borders"], projection: Projection): string => {
  const shapes = (outlines: Outlines): string =>
    outlines.shapes
      .flatMap(({ polygons }) => polygons.flat())
      .map((ring) => linesOf(outlines, ring, extent, projection))
      .join("");
  const line = `stroke="#808080" stroke-opacity="0.4" stroke-width="0.6"`;
  const states = borders === "states" ? `\n<path d="${shapes(outlinesOf("states"))}" fill="none" ${line}/>` : "";
  return `<path d="${shapes(outlinesOf("countries"))}" fill="#808080" fill-opacity="0.14" ${line}/>${states}`;
};

const linesOf = (outlines: Outlines, ring: readonly number[], extent: Extent, projection: Projection): string => {
  const arcs = ring.map((number) => {
    const arc = thinned(outlines.arcs[number < 0 ? ~number : number] ?? [], projection);
    return number < 0 ? arc.toReversed() : arc;
  });
  const places = arcs.flatMap((arc, at) => (at === 0 ? arc : arc.slice(1)));
  return isSeen(places, extent) ? `${pathOf(places, projection)}Z` : "";
};

const isSeen = (places: readonly Place[], { west, south, east, north }: Extent): boolean =>
  places.some(([x]) => x >= west) &&
  places.some(([x]) => x <= east) &&
  places.some(([, y]) => y >= south) &&
  places.some(([, y]) => y <= north);

/** Of a line the points that are some pixels apart, its ends always: so arcs still meet. */
const thinned = (arc: readonly Place[], projection: Projection): readonly Place[] => {
  let [lastX, lastY] = [Number.NEGATIVE_INFINITY, 0];
  return arc.filter((place, at) => {
    const [x, y] = projection.at(place);
    if (at > 0 && at < arc.length - 1 && Math.hypot(x - lastX, y - lastY) < 2.2) return false;
    [lastX, lastY] = [x, y];
    return true;
  });
};

// Steps in tenths of a pixel: half as long as places.
const pathOf = (places: readonly Place[], projection: Projection): string => {
  let [x, y] = [0, 0];
  const steps = places.map((place, at) => {
    const [atX, atY] = projection.at(place).map((value) => Math.round(value * 10)) as [number, number];
    const step = `${at === 0 ? "M" : "l"}${(atX - x) / 10} ${(atY - y) / 10}`;
    [x, y] = [atX, atY];
    return step;
  });
  return steps.join("");
};

const filled = ({ rings, color, says }: MapFill, projection: Projection): string =>
  `<path d="${rings.map((ring) => `${pathOf(thinned(ring, projection), projection)}Z`).join("")}" fill="${escapeXml(color)}" fill-rule="evenodd" stroke="#ffffff" stroke-width="0.4">${titled(says)}</path>`;

const titled = (says: string): string => (says === "" ? "" : `<title>${escapeXml(says)}</title>`);

const legendOf = (legend: MapDrawing["legend"], y: number): string => {
  let x = side;
  return legend
    .slice(0, 8)
    .map(({ name, color }) => {
      const text = fitText(name, 12, 110);
      const at = x;
      x += 30 + text.length * 7;
      return `<circle cx="${at + 5}" cy="${y}" r="5" fill="${escapeXml(color)}"/><text x="${at + 15}" y="${y + 4}">${escapeXml(text)}</text>`;
    })
    .join("");
};
