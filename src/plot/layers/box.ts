import type { Layer } from "../drawn.ts";
import { asRaw, type Raw } from "../raw-figure.ts";
import { escapeXml } from "../svg-text.ts";
import { numberText } from "../ticks.ts";
import { listOf } from "../typed-values.ts";
import type { PlotValue } from "../types.ts";
import { plotTexts, plotValues } from "../values.ts";
import { type Summary, summaryOf } from "./quartiles.ts";
import { type Beside, type Stand, samplesOf, standOf } from "./samples.ts";

/** A trace of boxes: quartiles, whiskers and the points beyond them, of numbers or as the trace gives them. */
export const boxLayer = (trace: Raw, index: number, beside: Beside): Layer => {
  const { lies, summaries } = givenSummaries(trace, index) ?? computed(trace, index);
  const values = [...summaries.values()].flatMap(({ ends, outside }) => [...ends, ...outside]);
  const places = [...summaries.keys()];
  const shown = trace.boxpoints !== false;
  return {
    type: "layer",
    ...colorOf(trace),
    ...axesOf(lies, places, values),
    draw: (space, color) =>
      [...summaries]
        .map(([place, summary]) => {
          const stand = standOf(space, lies, place, beside);
          return stand ? boxSvg(stand, summary, color, { place, shown }) : "";
        })
        .join(""),
  };
};

/** The values of both axes, those of categories as texts. */
export const axesOf = (lies: boolean, places: readonly string[], values: readonly number[]) =>
  lies ? ({ x: values, y: places, bands: "y" } as const) : ({ x: places, y: values, bands: "x" } as const);

/** The colour that a trace of shapes says. */
export const colorOf = (trace: Raw): { readonly marker?: { readonly color: string } } => {
  const color = [asRaw(trace.line).color, asRaw(trace.marker).color].find((item) => typeof item === "string");
  return typeof color === "string" ? { marker: { color } } : {};
};

/** A box with whiskers; `shown` with the points outside. */
export const boxSvg = (
  stand: Stand,
  { lower, middle, upper, ends, outside }: Summary,
  color: string,
  { place, shown }: { readonly place: string; readonly shown: boolean },
): string => {
  const { point, at, half, middle: center } = stand;
  const across = (value: number, reach: number): string =>
    `M${point(center - reach, at(value))}L${point(center + reach, at(value))}`;
  const [low, high] = [center - half, center + half];
  const box = `M${point(low, at(lower))}L${point(high, at(lower))}L${point(high, at(upper))}L${point(low, at(upper))}Z`;
  const whiskers = [
    `M${point(center, at(lower))}L${point(center, at(ends[0]))}`,
    `M${point(center, at(upper))}L${point(center, at(ends[1]))}`,
    across(ends[0], half / 2),
    across(ends[1], half / 2),
  ].join("");
  const says = [place, ...[ends[0], lower, middle, upper, ends[1]].map(numberText)].join(" · ");
  const dots = shown ? outside.map((value) => dotAt(point(center, at(value)), color)).join("") : "";
  return `<g stroke="${color}" stroke-width="1.5" fill="none"><path d="${box}" fill="${color}" fill-opacity="0.4"><title>${escapeXml(says)}</title></path><path d="${whiskers}"/><path d="${across(middle, half)}" stroke-width="2.5"/></g>${dots}`;
};

/** A small dot at a point of a path. */
export const dotAt = (point: string, color: string): string => {
  const [x, y] = point.split(" ");
  return `<circle cx="${x}" cy="${y}" r="2.5" fill="${color}"/>`;
};

const computed = (trace: Raw, index: number) => {
  const { lies, places } = samplesOf(trace, index);
  return { lies, summaries: new Map([...places].map(([place, values]) => [place, summaryOf(values)])) };
};

// Users may give the quartiles instead of the values.
const givenSummaries = (trace: Raw, index: number) => {
  const [q1, median, q3] = [trace.q1, trace.median, trace.q3].map((list) => plotValues(listOf(list)));
  if (!q1?.length || !median || !q3) return undefined;
  const lies = trace.orientation === "h";
  const names = plotTexts(listOf(lies ? trace.y : trace.x));
  const [low, high] = [trace.lowerfence, trace.upperfence].map((list) => plotValues(listOf(list)));
  const summaries = new Map<string, Summary>();
  for (const [at, lower] of q1.entries()) {
    const [middle, upper] = [median[at], q3[at]];
    if (typeof lower !== "number" || typeof middle !== "number" || typeof upper !== "number") continue;
    const ends = [numberOr(low?.[at], lower), numberOr(high?.[at], upper)] as const;
    const name = names[at] ?? (typeof trace.name === "string" ? trace.name : `trace ${index}`);
    summaries.set(name, { lower, middle, upper, ends, outside: [] });
  }
  return { lies, summaries };
};

const numberOr = (value: PlotValue | undefined, other: number): number => (typeof value === "number" ? value : other);
