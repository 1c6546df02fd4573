import { colorway } from "./figure.ts";
import { svgOf } from "./svg.ts";
import { escapeXml, fitText, px } from "./svg-text.ts";
import { plotTexts } from "./values.ts";

/** A Plotly trace of type pie, as its users write it. */
export interface PieSpec {
  readonly labels: readonly unknown[];
  /** One a label; where there are none each label counts once. */
  readonly values: readonly unknown[];
  /** The share of the radius that is left free in the middle, from 0 to 1. */
  readonly hole: number;
  readonly title?: string;
}

/** A pie as a static SVG, the largest slice first, clockwise from the top; shares stand in the legend. */
export const pieSvg = ({ labels, values, hole, title }: PieSpec): string => {
  const slices = slicesOf(labels, values);
  const total = slices.reduce((sum, { size }) => sum + size, 0);
  const top = title === undefined ? 24 : 60;
  const circle = { x: 190, y: top + radius, hole: radius * hole };
  let from = 0;
  const parts = slices.map(({ label, size }, index) => {
    const share = total === 0 ? 0 : size / total;
    const color = colorway[index % colorway.length] ?? "";
    const words = `${label}: ${Number((share * 100).toPrecision(3))} %`;
    const path = slicePath(circle, from, from + share);
    from += share;
    return `<path d="${path}" fill="${color}"><title>${escapeXml(words)}</title></path>${legendLine(index, top, color, words)}`;
  });
  const height = Math.max(top + radius * 2 + 24, top + Math.min(slices.length, legendLines + 1) * 20 + 16);
  return svgOf(height, title, undefined, parts);
};

const radius = 150;
const legendLines = 17;

const slicesOf = (labels: readonly unknown[], values: readonly unknown[]) => {
  const sizes = new Map<string, number>();
  const names = labels.length > 0 ? plotTexts(labels) : values.map((_, index) => String(index));
  for (const [index, name] of names.entries()) {
    const size = values.length > 0 ? Number(values[index]) : 1;
    if (size > 0 && Number.isFinite(size)) sizes.set(name, (sizes.get(name) ?? 0) + size);
  }
  return [...sizes].map(([label, size]) => ({ label, size })).sort((a, b) => b.size - a.size);
};

const legendLine = (index: number, top: number, color: string, words: string): string => {
  if (index > legendLines) return "";
  const y = top + index * 20;
  const text = index === legendLines ? "…" : fitText(words, 12, 320);
  return `<rect x="400" y="${y}" width="12" height="12" rx="2" fill="${color}"/><text x="418" y="${y + 10}">${escapeXml(text)}</text>`;
};

/** The outline of a slice between two shares of the circle; a whole circle is two halves. */
const slicePath = (circle: { x: number; y: number; hole: number }, from: number, to: number): string => {
  const middle = (from + to) / 2;
  const at = (share: number, distance: number): string => {
    const angle = share * 2 * Math.PI;
    return `${px(circle.x + Math.sin(angle) * distance)} ${px(circle.y - Math.cos(angle) * distance)}`;
  };
  const arc = (share: number, distance: number, sweep: 0 | 1): string =>
    `A${px(distance)} ${px(distance)} 0 0 ${sweep} ${at(share, distance)}`;
  const outer = `M${at(from, radius)}${arc(middle, radius, 1)}${arc(to, radius, 1)}`;
  if (circle.hole === 0) return `${outer}L${px(circle.x)} ${px(circle.y)}Z`;
  return `${outer}L${at(to, circle.hole)}${arc(middle, circle.hole, 0)}${arc(from, circle.hole, 0)}Z`;
};
