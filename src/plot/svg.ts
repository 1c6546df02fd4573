import { barOf, type ColorBar, colorBarWidth } from "./color-bar.ts";
import type { DrawnTrace } from "./drawn.ts";
import { panelSvg } from "./panel.ts";
import { scalesOf } from "./scales.ts";
import { fontSize } from "./svg-axes.ts";
import { traceColor } from "./svg-marks.ts";
import { escapeXml, fitText, px, textWidth } from "./svg-text.ts";
import type { Figure } from "./types.ts";

/** Pixels that every picture is wide. */
export const width = 760;

/** A figure as a static SVG, the same text for the same figure: for readers without JavaScript, and for print. A note stands under it. */
export const figureSvg = (
  { data, layout }: { readonly data: readonly DrawnTrace[]; readonly layout: Figure["layout"] },
  note?: string,
): string => {
  const height = layout.height ?? 400;
  const title = layout.title?.text || undefined;
  const legend = layout.showlegend ? legendOf(data, layout) : undefined;
  const bar = colorBarIn(data);
  const right = width - 32 - (legend?.width ?? 0) - (bar ? colorBarWidth : 0);
  const top = title === undefined ? 16 : 48;
  const panel = panelSvg(
    { data, layout, ...scalesOf(data, layout) },
    { left: 8, top, width: right - 8, height: height - top },
  );
  const notes = [layout.title?.subtitle?.text, note].filter((text) => text !== undefined);
  return svgOf(height, title, notes.length > 0 ? notes.join("; ") : undefined, [
    panel,
    legend?.draw(right + 16, top) ?? "",
    bar ? barOf(bar, width - colorBarWidth, top, Math.min(height - top - 40, 240)) : "",
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

/** The bar of the first trace whose colours stand for numbers. */
export const colorBarIn = (data: readonly DrawnTrace[]): ColorBar | undefined =>
  data.map((trace) => trace.bar).find((bar) => bar !== undefined);

/** The names of the traces with their colours, and how wide that is. */
export const legendOf = (data: readonly DrawnTrace[], layout: Figure["layout"]) => {
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
