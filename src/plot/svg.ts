import { barOf, type ColorBar, colorBarWidth } from "./color-bar.ts";
import type { DrawnTrace } from "./drawn.ts";
import { scalesOf } from "./scales.ts";
import { type Box, fontSize, xAxis, xLabelFit, yAxis, yLabelWidth } from "./svg-axes.ts";
import { marks, traceColor } from "./svg-marks.ts";
import { escapeXml, fitText, px, textWidth } from "./svg-text.ts";
import type { Figure } from "./types.ts";

const width = 760;

/** A figure as a static SVG, the same text for the same figure: for readers without JavaScript, and for print. A note stands under it. */
export const figureSvg = (
  { data, layout }: { readonly data: readonly DrawnTrace[]; readonly layout: Figure["layout"] },
  note?: string,
): string => {
  const height = layout.height ?? 400;
  const title = layout.title?.text || undefined;
  const { x, y } = scalesOf(data, layout);
  const legend = layout.showlegend ? legendOf(data, layout) : undefined;
  const bar = data.find((trace) => "bar" in trace && trace.bar)?.["bar" as never] as ColorBar | undefined;
  const left = yLabelWidth(y) + 16 + (layout.yaxis.title ? 26 : 8);
  const right = width - 32 - (legend?.width ?? 0) - (bar ? colorBarWidth : 0);
  const fit = xLabelFit(x, right - left);
  const top = title === undefined ? 16 : 48;
  const bottom = height - fit.height - (layout.xaxis.title ? 24 : 6);
  const box: Box = { left, top, width: Math.max(40, right - left), height: Math.max(40, bottom - top) };
  const notes = [layout.title?.subtitle?.text, note].filter((text) => text !== undefined);
  return svgOf(height, title, notes.length > 0 ? notes.join("; ") : undefined, [
    xAxis(x, box, layout.xaxis, fit.tilted),
    yAxis(y, box, layout.yaxis),
    marks(data, { box, x, y, layout }),
    baseLine(box),
    legend?.draw(right + 16, top) ?? "",
    bar ? barOf(bar, width - colorBarWidth, top, Math.min(box.height, 240)) : "",
  ]);
};

/** A picture that says what it cannot draw. */
export const wordsSvg = (title: string | undefined, words: string): string =>
  svgOf(title === undefined ? 0 : 48, title, words, []);

/** The whole picture: a title, the parts, and a note under `body` pixels. */
export const svgOf = (
  body: number,
  title: string | undefined,
  note: string | undefined,
  parts: readonly string[],
): string => {
  const height = body + (note === undefined ? 0 : noteHeight);
  const below = note === undefined ? "" : noteOf(note, body);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title ?? "plot")}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="${fontSize}" fill="#6b7280">`,
    title === undefined ? "" : headingOf(title),
    ...parts,
    below,
    "</svg>",
  ]
    .filter((part) => part !== "")
    .join("\n");
};

const noteHeight = 28;

const noteOf = (note: string, top: number): string =>
  `<text x="20" y="${top + 18}" font-style="italic">${escapeXml(fitText(note, fontSize, width - 40))}</text>`;

const headingOf = (title: string): string =>
  `<text x="20" y="28" font-size="16" font-weight="600">${escapeXml(fitText(title, 16, width - 40))}</text>`;

const baseLine = ({ left, top, width: wide, height }: Box): string =>
  `<line x1="${px(left)}" y1="${px(top + height)}" x2="${px(left + wide)}" y2="${px(top + height)}" stroke="#808080" stroke-opacity="0.6"/>`;

const legendOf = (data: readonly DrawnTrace[], layout: Figure["layout"]) => {
  const named = data.flatMap((trace, index) => {
    if (trace.type !== "bar" && trace.showlegend === false) return [];
    const name = fitText(trace.name ?? `series ${index + 1}`, fontSize, 130);
    return [{ name, color: escapeXml(traceColor(trace, index, layout)) }];
  });
  return {
    width: Math.max(0, ...named.map(({ name }) => textWidth(name, fontSize))) + 36,
    draw: (left: number, top: number): string =>
      named
        .map(({ name, color }, at) => {
          const y = top + at * 20;
          return `<rect x="${px(left)}" y="${px(y)}" width="12" height="12" rx="2" fill="${color}"/><text x="${px(left + 18)}" y="${px(y + 10)}">${escapeXml(name)}</text>`;
        })
        .join(""),
  };
};
