import type { DrawnPoints, Fill } from "./drawn.ts";
import { acrossAt, downAt, type MarkSpace } from "./space.ts";
import { escapeXml, px } from "./svg-text.ts";
import type { PlotValue } from "./types.ts";

/** Lines, areas, dots and words of a trace of points. */
export const pointMarks = (trace: DrawnPoints, color: string, space: MarkSpace): string => {
  const places = placesOf(trace.x, trace.y, space);
  const says = trace.x.length <= mostHints ? hintOf : () => "";
  const dots = trace.mode.includes("markers")
    ? places.map((place) => (place ? dot(trace, place, says(trace, place.index)) : "")).join("")
    : "";
  const path = trace.mode.includes("lines") ? linePath(places, trace.steps) : "";
  const strength = trace.marker?.opacity ?? (trace.sizes ? 0.7 : undefined);
  const opacity = strength === undefined ? "" : ` fill-opacity="${strength}"`;
  const dash = trace.dash === undefined ? "" : ` stroke-dasharray="${trace.dash}"`;
  const area = trace.fill ? areaOf(trace.fill, places, color, space) : "";
  const line =
    path === ""
      ? ""
      : `<path d="${path}" fill="none" stroke="${color}" stroke-width="${trace.line?.width ?? 2}" stroke-linejoin="round"${dash}/>`;
  return `${area}${line}<g fill="${color}"${opacity}>${dots}</g>${wordsAt(trace, places)}`;
};

interface Place {
  readonly x: number;
  readonly y: number;
  readonly index: number;
}

const placesOf = (x: readonly PlotValue[], y: readonly PlotValue[], space: MarkSpace): readonly (Place | undefined)[] =>
  x.map((value, index) => {
    const [across, down] = [acrossAt(space, value), downAt(space, y[index] ?? null)];
    return across === undefined || down === undefined ? undefined : { x: across, y: down, index };
  });

// Of more points nobody finds one to point at.
const mostHints = 500;

const dot = (trace: DrawnPoints, { x, y, index }: Place, says: string): string => {
  const radius = (trace.sizes?.[index] ?? trace.marker?.size ?? 6) / 2;
  if (radius === 0) return "";
  const own = trace.colors?.[index];
  const circle = `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}"${own === undefined ? "" : ` fill="${escapeXml(own)}"`}`;
  return says === "" ? `${circle}/>` : `${circle}>${says}</circle>`;
};

const hintOf = (trace: DrawnPoints, index: number): string => {
  const name = trace.text?.[index] ?? trace.name;
  return `<title>${escapeXml(`${name ? `${name}: ` : ""}${trace.x[index] ?? null}, ${trace.y[index] ?? null}`)}</title>`;
};

const linePath = (places: readonly (Place | undefined)[], steps: DrawnPoints["steps"]): string =>
  places
    .map((place, index) => {
      if (!place) return "";
      const before = places[index - 1];
      const [x, y] = [px(place.x), px(place.y)];
      if (!before) return `M${x} ${y}`;
      return steps === "hv" ? `H${x}V${y}` : steps === "vh" ? `V${y}H${x}` : `L${x} ${y}`;
    })
    .join("");

/** The area of a line, under it where it has no colour of its own half as strong as the line. */
const areaOf = (fill: Fill, all: readonly (Place | undefined)[], color: string, space: MarkSpace): string => {
  const places = all.filter((place) => place !== undefined);
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) return "";
  const { to } = fill;
  const { box } = space;
  const [zeroX, zeroY] = [acrossAt(space, 0) ?? box.left, downAt(space, 0) ?? box.top + box.height];
  const back =
    typeof to === "object"
      ? placesOf(to.x, to.y, space).flatMap((place) => (place ? [`${px(place.x)} ${px(place.y)}`] : []))
      : to === "zero-y"
        ? [`${px(first.x)} ${px(zeroY)}`, `${px(last.x)} ${px(zeroY)}`]
        : to === "zero-x"
          ? [`${px(zeroX)} ${px(first.y)}`, `${px(zeroX)} ${px(last.y)}`]
          : [];
  const path = [...places.map(({ x, y }) => `${px(x)} ${px(y)}`), ...back.toReversed()].join("L");
  const own = fill.color === undefined ? `${color}" fill-opacity="0.5` : escapeXml(fill.color);
  return `<path d="M${path}Z" fill="${own}"/>`;
};

const wordsAt = ({ labels, mode }: DrawnPoints, places: readonly (Place | undefined)[]): string =>
  (labels ?? [])
    .slice(0, mostHints)
    .map((label, at) => {
      const place = places[at];
      const up = mode.includes("markers") ? 8 : 0;
      return place && label !== ""
        ? `<text x="${px(place.x)}" y="${px(place.y - up)}" text-anchor="middle"${up === 0 ? ' dy="0.35em"' : ""}>${escapeXml(label)}</text>`
        : "";
    })
    .join("");
