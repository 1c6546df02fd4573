import { inkOn } from "../ink.ts";
import { svgOf, width } from "../svg.ts";
import { escapeXml, px, textWidth } from "../svg-text.ts";
import type { TreeDrawing, TreePart } from "./drawing.ts";

/** Rings of parts around their whole as a static SVG, against the clock from the right. */
export const sunburstSvg = ({ root, title, levels, height }: TreeDrawing): string => {
  const top = title === undefined ? 12 : 48;
  const radius = (height - top - 12) / 2;
  const rings = Math.min(levels, depthOf(root));
  const disc: Disc = { x: width / 2, y: top + radius, ring: radius / rings, rings };
  return svgOf(height, title, undefined, [sectors(root, disc, 0, 0, 1)]);
};

interface Disc {
  readonly x: number;
  readonly y: number;
  readonly ring: number;
  readonly rings: number;
}

const depthOf = (part: TreePart): number => 1 + Math.max(0, ...part.parts.map(depthOf));

/** A part between two shares of the circle, and its own parts outside it. */
const sectors = (part: TreePart, disc: Disc, level: number, from: number, to: number): string => {
  if (level >= disc.rings || (level > 0 && (to - from) * 2 * Math.PI * disc.ring * level < 0.3)) return "";
  let at = from;
  const outside = part.parts.map((inner) => {
    const end = at + (part.size > 0 ? (inner.size / part.size) * (to - from) : 0);
    const drawn = sectors(inner, disc, level + 1, at, end);
    at = end;
    return drawn;
  });
  return sector(part, disc, level, from, to) + outside.join("");
};

const sector = (part: TreePart, disc: Disc, level: number, from: number, to: number): string => {
  // The whole has no name of its own where there are several at the top.
  if (level === 0 && part.label === "") return "";
  const color = escapeXml(part.color);
  const opacity = part.parts.length === 0 && level > 0 ? ' fill-opacity="0.75"' : "";
  const path = level === 0 ? `${circle(disc, disc.ring)}Z` : outline(disc, level, from, to);
  const fill = level === 0 ? 'fill="#808080" fill-opacity="0.15"' : `fill="${color}"${opacity}`;
  return `<path d="${path}" ${fill} stroke="#ffffff" stroke-width="1" fill-rule="evenodd"><title>${escapeXml(part.says)}</title></path>${label(part, disc, level, from, to)}`;
};

const point = ({ x, y }: Disc, radius: number, share: number): string => {
  const angle = share * 2 * Math.PI;
  return `${px(x + Math.cos(angle) * radius)} ${px(y - Math.sin(angle) * radius)}`;
};

const circle = (disc: Disc, radius: number): string => {
  const arc = `A${px(radius)} ${px(radius)} 0 1 0 `;
  return `M${point(disc, radius, 0)}${arc}${point(disc, radius, 0.5)}${arc}${point(disc, radius, 1)}`;
};

const outline = (disc: Disc, level: number, from: number, to: number): string => {
  const [inner, outer] = [disc.ring * level, disc.ring * (level + 1)];
  if (to - from > 0.9999) return `${circle(disc, outer)}Z${circle(disc, inner)}Z`;
  const long = to - from > 0.5 ? 1 : 0;
  return `M${point(disc, inner, from)}L${point(disc, outer, from)}A${px(outer)} ${px(outer)} 0 ${long} 0 ${point(disc, outer, to)}L${point(disc, inner, to)}A${px(inner)} ${px(inner)} 0 ${long} 1 ${point(disc, inner, from)}Z`;
};

/** Along the ring where there is room, else outwards, in letters as large as fit, else not at all. */
const label = (part: TreePart, disc: Disc, level: number, from: number, to: number): string => {
  const middle = (from + to) / 2;
  const around = level === 0 ? disc.ring * 2 : (to - from) * 2 * Math.PI * disc.ring * level;
  const fits = [12, 10, 8]
    .flatMap((size) => [{ size, isAlong: true } as const, { size, isAlong: false } as const])
    .find(({ size, isAlong }) => {
      const length = textWidth(part.label, size) + 6;
      return isAlong
        ? length <= around && (level === 0 || disc.ring >= size + 4)
        : length <= disc.ring && around >= size + 2;
    });
  if (!fits) return "";
  const [x, y] = point(disc, level === 0 ? 0 : disc.ring * (level + 0.5), middle).split(" ");
  const degrees = -middle * 360;
  const turn = level === 0 || to - from > 0.45 ? 0 : upright(fits.isAlong ? degrees + 90 : degrees);
  const ink = level === 0 ? "" : ` fill="${inkOn(part.color)}"`;
  return `<text transform="translate(${x} ${y}) rotate(${px(turn)})" dy="0.35em" font-size="${fits.size}" text-anchor="middle"${ink}>${escapeXml(part.label)}</text>`;
};

/** The same line, such that nobody has to read it upside down. */
const upright = (degrees: number): number => {
  const turned = ((degrees % 180) + 180) % 180;
  return turned > 90 ? turned - 180 : turned;
};
