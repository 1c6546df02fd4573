import type { ColorBar } from "./color-bar.ts";
import type { MarkSpace } from "./space.ts";
import type { BarTrace, PlotValue, ScatterTrace } from "./types.ts";

/** Where the error bar of each point begins and ends on an axis; undefined of those without one. */
export type ErrorEnds = readonly (readonly [number, number] | undefined)[];

interface WithErrors {
  readonly errors?: { readonly x?: ErrorEnds; readonly y?: ErrorEnds };
}

/** Points as a picture draws them: what Plotly's JSON says in many ways is told here in one. */
export interface DrawnPoints extends ScatterTrace, WithErrors {
  /** The colour of each point. */
  readonly colors?: readonly string[];
  /** The diameter of each point in pixels. */
  readonly sizes?: readonly number[];
  /** What stands at each point. */
  readonly labels?: readonly string[];
  readonly fill?: Fill;
  readonly dash?: string;
  readonly steps?: "hv" | "vh";
  readonly bar?: ColorBar;
}

/** The area between a line and zero on an axis, another line, or itself. */
export interface Fill {
  readonly color?: string;
  readonly to: "zero-x" | "zero-y" | "self" | { readonly x: readonly PlotValue[]; readonly y: readonly PlotValue[] };
}

export interface DrawnBars extends BarTrace, WithErrors {
  readonly colors?: readonly string[];
  /** Where each bar begins, where that is not zero or the bar below. */
  readonly base?: readonly PlotValue[];
  readonly bar?: ColorBar;
}

/** A trace that draws itself: boxes, violins, cells of a heat map. */
export interface Layer {
  readonly type: "layer";
  readonly name?: string;
  readonly marker?: { readonly color?: string };
  readonly showlegend?: false;
  /** What the axes must hold. */
  readonly x: readonly PlotValue[];
  readonly y: readonly PlotValue[];
  /** Ends of the axes where nothing else is drawn. */
  readonly ends?: { readonly x?: readonly [number, number]; readonly y?: readonly [number, number] };
  /** The axis on which its shapes stand by categories. */
  readonly bands?: "x" | "y";
  readonly bar?: ColorBar;
  draw(space: MarkSpace, color: string): string;
}

export type DrawnTrace = DrawnPoints | DrawnBars | Layer;
