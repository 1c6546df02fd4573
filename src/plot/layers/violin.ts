import type { Layer } from "../drawn.ts";
import { asRaw, type Raw } from "../raw-figure.ts";
import { axesOf, boxSvg, colorOf, dotAt } from "./box.ts";
import { quantileOf, type Summary, summaryOf } from "./quartiles.ts";
import { type Beside, type Stand, samplesOf, standOf } from "./samples.ts";

/** A trace of violins: how numbers spread, as estimated by a Gauss curve on each, and what Plotly draws in them. */
export const violinLayer = (trace: Raw, index: number, beside: Beside): Layer => {
  const { lies, places } = samplesOf(trace, index);
  const violins = [...places].map(([place, values]) => ({ place, ...violinOf(values), summary: summaryOf(values) }));
  const values = violins.flatMap(({ curve }) => [curve[0]?.[0] ?? 0, curve.at(-1)?.[0] ?? 0]);
  const [hasBox, hasMean] = [asRaw(trace.box).visible === true, asRaw(trace.meanline).visible === true];
  const sides = trace.side === "negative" ? [-1] : trace.side === "positive" ? [1] : [-1, 1];
  const beyond = trace.points === false ? [] : ["outside" as const];
  return {
    type: "layer",
    ...colorOf(trace),
    ...axesOf(lies, [...places.keys()], values),
    draw: (space, color) =>
      violins
        .map(({ place, curve, mean, summary }) => {
          const stand = standOf(space, lies, place, beside);
          if (!stand) return "";
          const { point, at, middle, half } = stand;
          const dots = beyond.flatMap((name) => summary[name].map((value) => dotAt(point(middle, at(value)), color)));
          const line = `M${point(middle - half / 2, at(mean))}L${point(middle + half / 2, at(mean))}`;
          return [
            outline(stand, curve, sides, color),
            hasBox ? boxSvg({ ...stand, half: half / 4 }, summary as Summary, color, { place, shown: false }) : "",
            hasMean ? `<path d="${line}" stroke="${color}" stroke-dasharray="4 3" fill="none"/>` : "",
            ...dots,
          ].join("");
        })
        .join(""),
  };
};

type Curve = readonly (readonly [value: number, share: number])[];

const outline = ({ point, at, middle, half }: Stand, curve: Curve, sides: readonly number[], color: string): string => {
  const [first = 1, last = first] = [sides[0], sides.at(-1)];
  const edge = (side: number): readonly string[] =>
    curve.map(([value, share]) => point(middle + side * share * half, at(value)));
  const back = first === last ? curve.map(([value]) => point(middle, at(value))) : edge(last);
  const path = [...edge(first), ...back.toReversed()].join("L");
  return `<path d="M${path}Z" fill="${color}" fill-opacity="0.4" stroke="${color}" stroke-width="1.5"/>`;
};

const steps = 60;
/** Curves over more values look the same. */
const mostValues = 5000;

const violinOf = (values: readonly number[]): { readonly curve: Curve; readonly mean: number } => {
  const every = Math.ceil(values.length / mostValues);
  const taken = [...values].sort((a, b) => a - b).filter((_, at) => at % every === 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(
    taken.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, taken.length - 1),
  );
  const middle = (quantileOf(taken, 0.75) - quantileOf(taken, 0.25)) / 1.349;
  // Silverman's rule, as Plotly takes it.
  const spread = 1.059 * Math.min(deviation, middle || deviation) * taken.length ** -0.2;
  const width = spread > 0 && Number.isFinite(spread) ? spread : Math.abs(mean) * 0.01 || 1;
  const [low, high] = [(taken[0] ?? 0) - 2 * width, (taken.at(-1) ?? 0) + 2 * width];
  const density = Array.from({ length: steps + 1 }, (_, at) => {
    const value = low + ((high - low) * at) / steps;
    const share = taken.reduce((sum, one) => sum + Math.exp(-(((value - one) / width) ** 2) / 2), 0);
    return [value, share] as const;
  });
  const most = density.reduce((largest, [, share]) => Math.max(largest, share), 0) || 1;
  return { curve: density.map(([value, share]) => [value, share / most]), mean };
};
