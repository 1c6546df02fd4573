import type { Scale } from "./scale.ts";
import { escapeXml, fitText, px, textWidth } from "./svg-text.ts";
import type { AxisLayout } from "./types.ts";

/** The rectangle that the axes enclose, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const fontSize = 12;
const labelLimit = 150;

/** Pixels that the labels left of a box may take where so many are there for both: names of lying bars are often long. */
export const yLabelLimit = (width: number): number => Math.min(280, Math.max(60, width * 0.4));

/** Pixels that the labels left of the box need. */
export const yLabelWidth = (scale: Scale, limit = labelLimit): number =>
  Math.min(limit, Math.max(0, ...scale.ticks.map(({ text }) => textWidth(text, fontSize))));

/** How the labels under a box of this width lie, and the pixels that they need. */
export const xLabelFit = (scale: Scale, width: number): { readonly tilted: boolean; readonly height: number } => {
  const widest = Math.max(0, ...scale.ticks.map(({ text }) => textWidth(text, fontSize)));
  const tilted = scale.kind === "category" && widest + 8 > width / Math.max(1, scale.ticks.length);
  return { tilted, height: tilted ? Math.min(widest, labelLimit) * 0.6 + 22 : 24 };
};

/** The axis at the bottom: labels, grid where it is no axis of categories, title. */
export const xAxis = (scale: Scale, box: Box, axis: AxisLayout, tilted: boolean): string => {
  const bottom = box.top + box.height;
  const every = tilted ? Math.ceil(scale.ticks.length / Math.max(1, box.width / 16)) : 1;
  const parts = scale.ticks.map(({ at, text }, index) => {
    if (index % every !== 0) return "";
    const x = px(box.left + at * box.width);
    const shown = escapeXml(fitText(text, fontSize, labelLimit));
    const y = px(bottom + 18);
    const grid = scale.kind === "category" || axis.showgrid === false ? "" : gridLine(x, px(box.top), x, px(bottom));
    if (axis.showticklabels === false) return grid;
    const label = tilted
      ? `<text x="${x}" y="${y}" text-anchor="end" transform="rotate(-35 ${x} ${y})">${shown}</text>`
      : `<text x="${x}" y="${y}" text-anchor="middle">${shown}</text>`;
    return grid + label;
  });
  const { height } = xLabelFit(scale, box.width);
  const title = titleOf(axis, px(box.left + box.width / 2), px(bottom + height + 16), "");
  return parts.join("") + title;
};

/** The axis at the left. */
export const yAxis = (scale: Scale, box: Box, axis: AxisLayout, limit = labelLimit): string => {
  const right = px(box.left + box.width);
  const parts = scale.ticks.map(({ at, text }) => {
    const y = px(box.top + (1 - at) * box.height);
    const shown = escapeXml(fitText(text, fontSize, limit));
    const label =
      axis.showticklabels === false
        ? ""
        : `<text x="${px(box.left - 8)}" y="${y}" dy="0.35em" text-anchor="end">${shown}</text>`;
    const grid = scale.kind === "category" || axis.showgrid === false ? "" : gridLine(px(box.left), y, right, y);
    return grid + label;
  });
  const x = px(box.left - yLabelWidth(scale, limit) - 24);
  const y = px(box.top + box.height / 2);
  return parts.join("") + titleOf(axis, x, y, ` transform="rotate(-90 ${x} ${y})"`);
};

/** A second vertical axis, at the right, without a grid. */
export const rightAxis = (scale: Scale, box: Box, axis: AxisLayout): string => {
  const right = box.left + box.width;
  const labels = scale.ticks.map(({ at, text }) => {
    const y = px(box.top + (1 - at) * box.height);
    const shown = escapeXml(fitText(text, fontSize, labelLimit));
    return `<text x="${px(right + 8)}" y="${y}" dy="0.35em">${shown}</text>`;
  });
  const x = px(right + yLabelWidth(scale) + 24);
  const y = px(box.top + box.height / 2);
  return labels.join("") + titleOf(axis, x, y, ` transform="rotate(90 ${x} ${y})"`);
};

const gridLine = (x1: string, y1: string, x2: string, y2: string): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#808080" stroke-opacity="0.22"/>`;

const titleOf = (axis: AxisLayout, x: string, y: string, more: string): string =>
  axis.title?.text
    ? `<text x="${x}" y="${y}" text-anchor="middle" font-weight="600"${more}>${escapeXml(axis.title.text)}</text>`
    : "";
