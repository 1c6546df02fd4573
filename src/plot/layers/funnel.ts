import type { Layer } from "../drawn.ts";
import { inkOn } from "../ink.ts";
import { asRaw, type Raw } from "../raw-figure.ts";
import { acrossAt, downAt, type MarkSpace } from "../space.ts";
import { escapeXml, px, textWidth } from "../svg-text.ts";
import { numberText } from "../ticks.ts";
import { listOf } from "../typed-values.ts";
import type { PlotValue } from "../types.ts";
import { plotValues } from "../values.ts";

/** A funnel: bars around the middle, what goes on from one to the next between them; those of several traces side by side. */
export const funnelLayer = (trace: Raw, all: readonly Raw[]): Layer => {
  const lies = liesOf(trace);
  const others = all.filter(({ type }) => type === "funnel");
  const before = others.slice(0, Math.max(0, others.indexOf(trace)));
  const totals = new Map<string, number>();
  const offsets = new Map<string, number>();
  for (const other of others)
    for (const { place, value } of stepsOf(other)) totals.set(place, (totals.get(place) ?? 0) + value);
  for (const other of before)
    for (const { place, value } of stepsOf(other)) offsets.set(place, (offsets.get(place) ?? 0) + value);
  const steps = stepsOf(trace).map(({ place, value }) => {
    const from = (offsets.get(place) ?? 0) - (totals.get(place) ?? 0) / 2;
    return { place, value, from, to: from + value };
  });
  const most = Math.max(0, ...totals.values()) / 2;
  const places = steps.map(({ place }) => place);
  const ends = [-most, most] as const;
  const { color } = asRaw(trace.marker);
  const own = listOf(color).map((one) => (typeof one === "string" ? one : undefined));
  return {
    type: "layer",
    ...(typeof color === "string" ? { marker: { color } } : {}),
    ...(lies ? { x: [], y: places, ends: { x: ends } } : { x: places, y: [], ends: { y: ends } }),
    bands: lies ? "y" : "x",
    draw: (space, given) => drawSteps(steps, own, given, space, lies),
  };
};

/** The layout for a figure with a funnel: its first step is at the top, and amounts around the middle have no ticks. */
export const withFunnelAxes = (layout: Raw, traces: readonly Raw[]): Raw => {
  const funnel = traces.find(({ type }) => type === "funnel");
  if (!funnel) return layout;
  const [steps, amounts] = liesOf(funnel) ? (["yaxis", "xaxis"] as const) : (["xaxis", "yaxis"] as const);
  return {
    ...layout,
    [steps]: { ...(steps === "yaxis" ? { autorange: "reversed" } : {}), type: "category", ...asRaw(layout[steps]) },
    [amounts]: { showticklabels: false, showgrid: false, ...asRaw(layout[amounts]) },
  };
};

/** Bars of a funnel lie unless it says otherwise. */
const liesOf = ({ orientation, x, y }: Raw): boolean =>
  orientation === "h" ||
  (orientation !== "v" && !(listOf(y).length > 0 && listOf(x).some((value) => typeof value === "string")));

const stepsOf = (trace: Raw): readonly { readonly place: string; readonly value: number }[] => {
  const lies = liesOf(trace);
  const values = plotValues(listOf(lies ? trace.x : trace.y));
  const places = plotValues(listOf(lies ? trace.y : trace.x));
  return values.slice(0, 500).flatMap((value, at) => {
    const number = Number(value);
    return value !== null && number >= 0 && Number.isFinite(number)
      ? [{ place: String(places[at] ?? at), value: number }]
      : [];
  });
};

interface Step {
  readonly place: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

type Point = readonly [number, number];

const drawSteps = (
  steps: readonly Step[],
  colors: readonly (string | undefined)[],
  given: string,
  space: MarkSpace,
  lies: boolean,
): string => {
  const { box, x, y } = space;
  const band = lies ? y.span() * box.height * 0.8 : x.span() * box.width * 0.8;
  // A place along the steps, and an amount around the middle, as a point.
  const point = (place: PlotValue, shift: number, amount: number): Point | undefined => {
    const along = lies ? downAt(space, place) : acrossAt(space, place);
    const wide = lies ? acrossAt(space, amount) : downAt(space, amount);
    if (along === undefined || wide === undefined) return undefined;
    return lies ? [wide, along + shift] : [along + shift, wide];
  };
  const shape = (points: readonly (Point | undefined)[], fill: string, opacity: number, says: string): string =>
    points.every((one) => one !== undefined)
      ? `<path d="M${points.map(([left, top]) => `${px(left)} ${px(top)}`).join("L")}Z" fill="${fill}" fill-opacity="${opacity}">${says === "" ? "" : `<title>${escapeXml(says)}</title>`}</path>`
      : "";
  const half = band / 2;
  return steps
    .map(({ place, value, from, to }, at) => {
      const color = escapeXml(colors[at] ?? given);
      const next = steps[at + 1];
      const sign = lies || (next && (acrossAt(space, next.place) ?? 0) > (acrossAt(space, place) ?? 0)) ? 1 : -1;
      const forward = next && lies && (downAt(space, next.place) ?? 0) < (downAt(space, place) ?? 0) ? -1 : sign;
      const between = next
        ? [
            point(place, half * forward, from),
            point(place, half * forward, to),
            point(next.place, -half * forward, next.to),
            point(next.place, -half * forward, next.from),
          ]
        : [];
      const bar = [
        point(place, -half, from),
        point(place, -half, to),
        point(place, half, to),
        point(place, half, from),
      ];
      const middle = point(place, 0, (from + to) / 2);
      const words = numberText(value);
      const room = lies ? Math.abs((acrossAt(space, to) ?? 0) - (acrossAt(space, from) ?? 0)) : band;
      const text =
        middle && textWidth(words, 12) + 4 <= room && band >= 14
          ? `<text x="${px(middle[0])}" y="${px(middle[1])}" dy="0.35em" text-anchor="middle" fill="${inkOn(color)}">${escapeXml(words)}</text>`
          : "";
      return (next ? shape(between, color, 0.35, "") : "") + shape(bar, color, 1, `${place}: ${words}`) + text;
    })
    .join("");
};
