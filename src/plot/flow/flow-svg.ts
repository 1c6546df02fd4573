import { svgOf, width } from "../svg.ts";
import type { Box } from "../svg-axes.ts";
import { escapeXml, fitText, px } from "../svg-text.ts";
import { numberText } from "../ticks.ts";
import type { FlowDrawing, FlowLink, FlowNode } from "./drawing.ts";
import { type PlacedLink, type PlacedNode, placeFlow } from "./places.ts";

/** Flows as bands between the places that they leave and reach, as a static SVG. */
export const flowSvg = (drawing: FlowDrawing): string => {
  const { title, height, nodes } = drawing;
  const top = title === undefined ? 16 : 52;
  const whole: Box = { left: 16, top, width: width - 32, height: height - top - 16 };
  const first = placeFlow(drawing, whole);
  const back = Math.max(0, ...first.links.map((link) => (isBack(link, first.nodes) ? link.width : 0)));
  // What flows back goes around under all others.
  const placed =
    back === 0
      ? first
      : placeFlow(drawing, {
          ...{ left: whole.left + turn + back / 2, top, width: Math.max(200, whole.width - 2 * turn - back) },
          height: Math.max(40, whole.height - back - 12),
        });
  const last = Math.max(0, ...placed.nodes.map(({ column }) => column));
  return svgOf(height, title, undefined, [
    ...placed.links.map((link) => band(link, placed.nodes, drawing)),
    ...placed.nodes.map((box, at) => place(box, nodes[at]?.label ?? "", nodes[at]?.color ?? "", last)),
  ]);
};

/** Pixels beside the places in which a flow turns around. */
const turn = 56;

const isBack = ({ link }: PlacedLink, boxes: readonly PlacedNode[]): boolean =>
  (boxes[link.target]?.column ?? 0) <= (boxes[link.source]?.column ?? 0);

const saidOf = ({ source, target, value, label }: FlowLink, nodes: readonly FlowNode[]): string =>
  `${label === "" ? "" : `${label}, `}${nodes[source]?.label ?? ""} → ${nodes[target]?.label ?? ""}: ${said(value)}`;

const said = (value: number): string => numberText(Number(value.toPrecision(6)));

const band = (
  { link, from, to, width: wide }: PlacedLink,
  boxes: readonly PlacedNode[],
  { nodes, height }: FlowDrawing,
) => {
  const [source, target] = [boxes[link.source], boxes[link.target]];
  if (!source || !target) return "";
  const [start, end] = [source.left + source.width, target.left];
  const says = saidOf(link, nodes);
  if (end < start) {
    const base = height - 16 - wide / 2;
    const color =
      link.color === undefined ? 'stroke="#808080" stroke-opacity="0.3"' : `stroke="${escapeXml(link.color)}"`;
    const path = `M${px(start)} ${px(from)}C${px(start + turn)} ${px(from)} ${px(start + turn)} ${px(base)} ${px(start)} ${px(base)}L${px(end)} ${px(base)}C${px(end - turn)} ${px(base)} ${px(end - turn)} ${px(to)} ${px(end)} ${px(to)}`;
    return `<path d="${path}" fill="none" ${color} stroke-width="${px(wide)}"><title>${escapeXml(says)}</title></path>`;
  }
  const middle = (start + end) / 2;
  const half = wide / 2;
  const upper = `M${px(start)} ${px(from - half)}C${px(middle)} ${px(from - half)} ${px(middle)} ${px(to - half)} ${px(end)} ${px(to - half)}`;
  const lower = `L${px(end)} ${px(to + half)}C${px(middle)} ${px(to + half)} ${px(middle)} ${px(from + half)} ${px(start)} ${px(from + half)}Z`;
  const fill = link.color === undefined ? 'fill="#808080" fill-opacity="0.3"' : `fill="${escapeXml(link.color)}"`;
  return `<path d="${upper}${lower}" ${fill}><title>${escapeXml(says)}</title></path>`;
};

// Beside its place a name stands where there is room: before the last ones, behind all others.
const place = (
  { left, top, width: wide, height, column, value }: PlacedNode,
  label: string,
  color: string,
  last: number,
) => {
  if (value === 0) return "";
  const isLast = column === last && last > 0;
  const x = isLast ? left - 6 : left + wide + 6;
  const room = last > 0 ? (width - 32) / last - wide - 12 : width - 80;
  const says = `${label}: ${said(value)}`;
  const text = `<text x="${px(x)}" y="${px(top + height / 2)}" dy="0.35em"${isLast ? ' text-anchor="end"' : ""}>${escapeXml(fitText(label, 12, room))}</text>`;
  return `<rect x="${px(left)}" y="${px(top)}" width="${px(wide)}" height="${px(Math.max(1, height))}" fill="${escapeXml(color)}"><title>${escapeXml(says)}</title></rect>${text}`;
};
