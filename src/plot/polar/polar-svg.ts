import { svgOf } from "../svg.ts";
import { escapeXml, fitText, px } from "../svg-text.ts";
import { numberText, numberTicks } from "../ticks.ts";
import type { PolarDrawing, PolarPoint, PolarTrace } from "./drawing.ts";

const radius = 150;
const center = 250;

/** Lines, dots and bars around a point as a static SVG. */
export const polarSvg = (drawing: PolarDrawing): string => {
  const top = drawing.title === undefined ? 40 : 76;
  const middle = top + radius;
  const place = placing(drawing, middle);
  const legend = drawing.traces.length > 1 ? drawing.traces.slice(0, 14).map((trace, at) => entry(trace, at, top)) : [];
  const parts = [grid(drawing, middle, place), ...drawing.traces.map((trace) => marks(trace, place)), ...legend];
  return svgOf(middle + radius + 44, drawing.title, undefined, parts);
};

/** The pixels of a distance at an angle. */
type Place = (r: number, degrees: number) => readonly [number, number];

const placing = ({ low, high, isClockwise, turn }: PolarDrawing, middle: number): Place => {
  const side = isClockwise ? -1 : 1;
  return (r, degrees) => {
    const angle = ((turn + side * degrees) * Math.PI) / 180;
    const reach = Math.max(0, (r - low) / (high - low || 1)) * radius;
    return [center + Math.cos(angle) * reach, middle - Math.sin(angle) * reach];
  };
};

const at = ([x, y]: readonly [number, number]): string => `${px(x)} ${px(y)}`;

const grid = ({ low, high, spokes }: PolarDrawing, middle: number, place: Place): string => {
  const line = `fill="none" stroke="#808080" stroke-opacity="0.25"`;
  const rings = numberTicks(low, high, 5).filter((value) => value > low);
  const every = Math.ceil(spokes.length / 36);
  const shown = spokes.filter((_, index) => index % every === 0);
  const parts = [
    ...rings.map((value) => {
      const reach = px(((value - low) / (high - low || 1)) * radius);
      return `<circle cx="${center}" cy="${px(middle)}" r="${reach}" ${line}/>`;
    }),
    ...shown.map(({ degrees, text }) => {
      const [x, y] = place(high, degrees);
      const [outX, outY] = [x + ((x - center) / radius) * 12, y + ((y - middle) / radius) * 12];
      const anchor = Math.abs(x - center) < 20 ? "middle" : x > center ? "start" : "end";
      return `<path d="M${px(center)} ${px(middle)}L${at([x, y])}" ${line}/><text x="${px(outX)}" y="${px(outY)}" dy="0.35em" text-anchor="${anchor}">${escapeXml(fitText(text, 12, 86))}</text>`;
    }),
    `<circle cx="${center}" cy="${px(middle)}" r="${radius}" fill="none" stroke="#808080" stroke-opacity="0.6"/>`,
    ...rings.map((value) => {
      const [x, y] = place(value, 0);
      return `<text x="${px(x)}" y="${px(y + 14)}" font-size="10" text-anchor="middle">${escapeXml(numberText(value))}</text>`;
    }),
  ];
  return parts.join("");
};

const marks = (trace: PolarTrace, place: Place): string => {
  const color = escapeXml(trace.color);
  if (trace.kind === "bars")
    return trace.points.map((point, index) => wedge(point, escapeXml(trace.colors[index] ?? color), place)).join("");
  const path = trace.points.map(({ r, degrees }) => at(place(r, degrees))).join("L");
  const area = trace.isFilled ? `<path d="M${path}Z" fill="${color}" fill-opacity="0.35"/>` : "";
  const line =
    trace.lines && path !== ""
      ? `<path d="M${path}${trace.isFilled ? "Z" : ""}" fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round"/>`
      : "";
  const dots = trace.dots
    ? trace.points.map(({ r, degrees, says }, index) => {
        const [x, y] = place(r, degrees);
        return `<circle cx="${px(x)}" cy="${px(y)}" r="3" fill="${escapeXml(trace.colors[index] ?? color)}"><title>${escapeXml(says)}</title></circle>`;
      })
    : [];
  return area + line + dots.join("");
};

/** A bar around the middle: an arc outside, and one inside where it does not begin there. */
const wedge = ({ r, base, degrees, width, says }: PolarPoint, color: string, place: Place): string => {
  const steps = Math.max(2, Math.ceil(width / 4));
  const arc = (distance: number): readonly string[] =>
    Array.from({ length: steps + 1 }, (_, step) => at(place(distance, degrees + width * 0.9 * (step / steps - 0.5))));
  const path = [...arc(base), ...arc(base + r).toReversed()].join("L");
  return `<path d="M${path}Z" fill="${color}" fill-opacity="0.8" stroke="#ffffff" stroke-width="0.5"><title>${escapeXml(says)}</title></path>`;
};

const entry = ({ name, color }: PolarTrace, index: number, top: number): string => {
  const y = top + index * 20;
  const text = escapeXml(fitText(name ?? `series ${index + 1}`, 12, 190));
  return `<rect x="540" y="${y}" width="12" height="12" rx="2" fill="${escapeXml(color)}"/><text x="558" y="${y + 10}">${text}</text>`;
};
