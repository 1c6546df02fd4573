import { inkOn } from "../ink.ts";
import { svgOf, width } from "../svg.ts";
import type { Box } from "../svg-axes.ts";
import { escapeXml, fitText, px } from "../svg-text.ts";
import type { TreeDrawing, TreePart } from "./drawing.ts";
import { squares } from "./squares.ts";

const size = 12;
const line = 20;

/** Parts as boxes within the box of their whole, or for an icicle beside it, as a static SVG. */
export const boxesSvg = (drawing: TreeDrawing): string => {
  const { root, title, kind, levels, height } = drawing;
  const top = title === undefined ? 12 : 48;
  const whole: Box = { left: 16, top, width: width - 32, height: height - top - 12 };
  const parts = kind === "treemap" ? nested(root, whole, levels, 0) : beside(root, whole, columnsOf(root, levels), 0);
  return svgOf(height, title, undefined, [parts]);
};

const nested = (part: TreePart, box: Box, levels: number, level: number): string => {
  if (box.width < 1 || box.height < 1) return "";
  const own = rect(part, box, level === 0) + words(part, box, part.parts.length > 0 && levels > 1, level === 0);
  if (levels <= 1 || part.parts.length === 0) return own;
  const head = part.label === "" ? 0 : Math.min(line, box.height / 3);
  const pad = level === 0 ? 2 : Math.min(3, box.width / 8, box.height / 8);
  const inside: Box = {
    left: box.left + pad,
    top: box.top + Math.max(head, pad),
    width: box.width - 2 * pad,
    height: box.height - Math.max(head, pad) - pad,
  };
  // What is not in its parts stays free.
  const rest = part.size - part.parts.reduce((sum, inner) => sum + inner.size, 0);
  const boxes = squares([...part.parts.map((inner) => inner.size), ...(rest > part.size * 1e-9 ? [rest] : [])], inside);
  return own + part.parts.map((inner, at) => nested(inner, boxes[at] ?? none, levels - 1, level + 1)).join("");
};

const none: Box = { left: 0, top: 0, width: 0, height: 0 };

const columnsOf = (part: TreePart, levels: number): number =>
  levels <= 1 ? 1 : 1 + Math.max(0, ...part.parts.map((inner) => columnsOf(inner, levels - 1)));

const beside = (part: TreePart, box: Box, columns: number, level: number): string => {
  if (box.height < 0.3 || columns === 0) return "";
  const own: Box = { ...box, width: box.width / columns };
  let top = box.top;
  const others = part.parts.map((inner) => {
    const height = part.size > 0 ? (inner.size / part.size) * box.height : 0;
    const drawn = beside(
      inner,
      { left: box.left + own.width, top, width: box.width - own.width, height },
      columns - 1,
      level + 1,
    );
    top += height;
    return drawn;
  });
  return rect(part, own, level === 0) + words(part, own, false, level === 0) + others.join("");
};

const rect = (part: TreePart, { left, top, width: wide, height }: Box, isRoot: boolean): string => {
  if (isRoot && part.label === "") return "";
  const fill = isRoot ? 'fill="#808080" fill-opacity="0.15"' : `fill="${escapeXml(part.color)}"`;
  const opacity = !isRoot && part.parts.length > 0 ? ' fill-opacity="0.75"' : "";
  return `<rect x="${px(left)}" y="${px(top)}" width="${px(wide)}" height="${px(height)}" ${fill}${opacity} stroke="#ffffff" stroke-width="1"><title>${escapeXml(part.says)}</title></rect>`;
};

const words = (part: TreePart, { left, top, width: wide, height }: Box, isHead: boolean, isRoot: boolean): string => {
  if (part.label === "" || height < size + 3 || wide < 24) return "";
  const text = fitText(part.label, size, wide - 10);
  if (text.length < 3 && text !== part.label) return "";
  const y = isHead ? top + 14 : top + Math.min(height / 2 + 4, 18);
  const ink = isRoot ? "" : ` fill="${inkOn(part.color)}"`;
  return `<text x="${px(left + 5)}" y="${px(y)}"${ink}>${escapeXml(text)}</text>`;
};
