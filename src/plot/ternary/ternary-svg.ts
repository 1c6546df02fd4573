import { svgOf, width } from "../svg.ts";
import { escapeXml, fitText, px } from "../svg-text.ts";
import type { TernaryDrawing, TernaryTrace } from "./drawing.ts";

const side = 340;
const high = (side * Math.sqrt(3)) / 2;
const left = (width - side) / 2 - 60;

/** Shares of three that make a whole, as points in a triangle: a static SVG. */
export const ternarySvg = (drawing: TernaryDrawing): string => {
  const top = drawing.title === undefined ? 40 : 76;
  const place: Place = (a, _b, c) => [left + (c + a / 2) * side, top + (1 - a) * high];
  const names = drawing.traces.length > 1 ? drawing.traces.slice(0, 14).map((trace, at) => entry(trace, at, top)) : [];
  const parts = [grid(drawing, place), ...drawing.traces.map((trace) => marks(trace, place)), ...names];
  return svgOf(top + high + 52, drawing.title, undefined, parts);
};

/** The pixels of shares that make one together. */
type Place = (a: number, b: number, c: number) => readonly [number, number];

const at = ([x, y]: readonly [number, number]): string => `${px(x)} ${px(y)}`;

const steps = [0.2, 0.4, 0.6, 0.8];

const grid = ({ sum, titles }: TernaryDrawing, place: Place): string => {
  const line = `fill="none" stroke="#808080" stroke-opacity="0.25"`;
  const text = ([x, y]: readonly [number, number], words: string, anchor: string, more = ""): string =>
    `<text x="${px(x)}" y="${px(y)}" dy="0.35em" text-anchor="${anchor}"${more}>${escapeXml(fitText(words, 12, 220))}</text>`;
  const lines = steps.map((share) => {
    const rest = 1 - share;
    const words = String(Number((share * sum).toPrecision(6)));
    const [ax, ay] = place(share, rest, 0);
    const [bx, by] = place(0, share, rest);
    const [cx, cy] = place(rest, 0, share);
    return [
      `<path d="M${at(place(share, rest, 0))}L${at(place(share, 0, rest))}M${at(place(rest, share, 0))}L${at(place(0, share, rest))}M${at(place(rest, 0, share))}L${at(place(0, rest, share))}" ${line}/>`,
      text([ax - 8, ay], words, "end", ' font-size="10"'),
      text([bx, by + 12], words, "middle", ' font-size="10"'),
      text([cx + 8, cy], words, "start", ' font-size="10"'),
    ].join("");
  });
  const [a, b, c] = [place(1, 0, 0), place(0, 1, 0), place(0, 0, 1)];
  const strong = ' font-weight="600"';
  return [
    ...lines,
    `<path d="M${at(a)}L${at(b)}L${at(c)}Z" fill="none" stroke="#808080" stroke-opacity="0.7"/>`,
    text([a[0], a[1] - 12], titles[0], "middle", strong),
    text([b[0] - 4, b[1] + 30], titles[1], "middle", strong),
    text([c[0] + 4, c[1] + 30], titles[2], "middle", strong),
  ].join("");
};

const marks = ({ points, color, lines, dots, isFilled }: TernaryTrace, place: Place): string => {
  const own = escapeXml(color);
  const path = points.map(({ a, b, c }) => at(place(a, b, c))).join("L");
  const area = isFilled && path !== "" ? `<path d="M${path}Z" fill="${own}" fill-opacity="0.35"/>` : "";
  const line =
    lines && path !== ""
      ? `<path d="M${path}${isFilled ? "Z" : ""}" fill="none" stroke="${own}" stroke-width="2" stroke-linejoin="round"/>`
      : "";
  const circles = dots
    ? points.map(({ a, b, c, size, says, color: one }) => {
        const [x, y] = place(a, b, c);
        return `<circle cx="${px(x)}" cy="${px(y)}" r="${px(size / 2)}" fill="${escapeXml(one ?? color)}" fill-opacity="0.85"><title>${escapeXml(says)}</title></circle>`;
      })
    : [];
  return area + line + circles.join("");
};

const entry = ({ name, color }: TernaryTrace, index: number, top: number): string => {
  const y = top + index * 20;
  return `<rect x="540" y="${y}" width="12" height="12" rx="2" fill="${escapeXml(color)}"/><text x="558" y="${y + 10}">${escapeXml(fitText(name ?? `series ${index + 1}`, 12, 190))}</text>`;
};
