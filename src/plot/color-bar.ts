import { type ColorScale, colorScaleOf } from "./color-scale.ts";
import { asRaw, type Raw, titleOf } from "./raw-figure.ts";
import { escapeXml, fitText, px } from "./svg-text.ts";
import { numberText } from "./ticks.ts";

/** What the colours of numbers mean. */
export interface ColorBar {
  readonly low: number;
  readonly high: number;
  readonly scale: ColorScale;
  readonly title?: string | undefined;
}

/** Pixels that a bar needs beside the picture. */
export const colorBarWidth = 96;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** The colours of a trace's numbers, as it says or the layout's shared axis of colours; `ends` names where it says the ends: z, or c. */
export const colorBarFor = (trace: Raw, layout: Raw, values: readonly unknown[], ends: "z" | "c" = "z"): ColorBar => {
  const shared = typeof trace.coloraxis === "string" ? asRaw(layout[trace.coloraxis]) : {};
  const numbers = values.filter(isNumber);
  const least = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const end = (...given: readonly unknown[]): number => given.find(isNumber) ?? 0;
  const scales = asRaw(asRaw(asRaw(layout.template).layout).colorscale);
  const diverges = least < 0 && most > 0;
  const colorbar = asRaw(trace.colorbar ?? shared.colorbar);
  const given = trace.colorscale ?? shared.colorscale ?? scales.sequential;
  const reversed = (trace.reversescale ?? shared.reversescale) === true;
  const [low, high] = [end(trace[`${ends}min`], shared.cmin, least), end(trace[`${ends}max`], shared.cmax, most)];
  const middle = [trace[`${ends}mid`], shared.cmid].find(isNumber);
  const reach = middle === undefined ? 0 : Math.max(middle - low, high - middle);
  return {
    low: middle === undefined ? low : middle - reach,
    high: middle === undefined ? high : middle + reach,
    scale: colorScaleOf(given ?? (diverges ? "RdBu" : "Reds"), reversed),
    title: titleOf(colorbar.title),
  };
};

/** The colour of a number. */
export const colorOn = ({ low, high, scale }: ColorBar, value: number): string =>
  scale((value - low) / (high - low || 1));

/** A bar of colours with the numbers at its ends. */
export const barOf = ({ low, high, scale, title }: ColorBar, x: number, y: number, height: number): string => {
  const steps = 40;
  const top = y + (title === undefined ? 4 : 22);
  const size = height - (top - y);
  const rects = Array.from(
    { length: steps },
    (_, at) =>
      `<rect x="${px(x)}" y="${px(top + (at * size) / steps)}" width="14" height="${px(size / steps + 0.5)}" fill="${scale(1 - (at + 0.5) / steps)}"/>`,
  );
  const label = (value: number, at: number): string =>
    `<text x="${px(x + 20)}" y="${px(at)}">${escapeXml(numberText(Number(value.toPrecision(3))))}</text>`;
  const head =
    title === undefined ? "" : `<text x="${px(x)}" y="${px(y + 10)}">${escapeXml(fitText(title, 12, 90))}</text>`;
  return (
    head + rects.join("") + label(high, top + 10) + label((low + high) / 2, top + size / 2 + 4) + label(low, top + size)
  );
};
