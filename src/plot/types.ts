/** The method by which a value shows itself in a notebook. */
export const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** A value on an axis, as Plotly's JSON has it: dates as ISO strings. */
export type PlotValue = string | number | null;

interface TraceBase {
  readonly x: readonly PlotValue[];
  readonly y: readonly PlotValue[];
  /** The series' name in the legend. */
  readonly name?: string;
  /** What each point says when pointed at. */
  readonly text?: readonly string[];
  readonly marker?: { readonly color?: string; readonly size?: number; readonly opacity?: number };
}

export interface BarTrace extends TraceBase {
  readonly type: "bar";
  /** "h": the bars lie, values are in x. */
  readonly orientation?: "v" | "h";
  /** What each bar says when pointed at, beside its values; `text` would stand in the bars. */
  readonly hovertext?: readonly string[];
  /** Each bar's width in units of the axis; a histogram has it. */
  readonly width?: number;
}

export interface ScatterTrace extends TraceBase {
  readonly type: "scatter";
  readonly mode: "lines" | "lines+markers" | "markers";
  readonly line?: { readonly color?: string; readonly width: number };
  /** Of what stands behind the data: neither in the legend nor pointed at. */
  readonly showlegend?: false;
  readonly hoverinfo?: "skip";
}

export type Trace = BarTrace | ScatterTrace;

export interface AxisLayout {
  readonly title?: {
    readonly text: string;
    /** Pixels between the ticks' labels and the title, which moves away from long labels. */
    readonly standoff?: number;
  };
  readonly type?: "linear" | "log" | "date" | "category";
  readonly autorange?: "reversed";
  readonly automargin?: boolean;
  readonly showticklabels?: boolean;
  readonly gridcolor?: string;
  readonly showgrid?: boolean;
  readonly ticks?: "outside";
  readonly ticklen?: number;
  readonly tickcolor?: string;
  readonly zerolinecolor?: string;
  /** Milliseconds since 1970 of dates, powers of ten of a logarithmic axis. */
  readonly range?: readonly [number, number];
  /** Categories that come first, in this order. */
  readonly categoryarray?: readonly string[];
}

export interface Layout {
  readonly title?: {
    readonly text: string;
    /** A line under the title. */
    readonly subtitle?: { readonly text: string };
    readonly x?: number;
    readonly xanchor?: "left";
  };
  readonly xaxis: AxisLayout;
  readonly yaxis: AxisLayout;
  readonly barmode?: "group" | "stack" | "overlay";
  readonly bargap?: number;
  readonly showlegend?: boolean;
  readonly colorway: readonly string[];
  readonly height?: number;
  readonly margin?: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
  readonly font?: { readonly family: string; readonly color: string };
  readonly paper_bgcolor?: string;
  readonly plot_bgcolor?: string;
}

/** A plot as plain data that Plotly draws (`Plotly.newPlot(element, figure)`); it shows itself in a notebook. */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  [display](): Readonly<Record<string, unknown>>;
}

/** One value a point: numbers, texts, dates, bigints; null where there is none. */
export type Values = ArrayLike<unknown>;

/** Options that every plot has. */
export interface PlotOptions {
  readonly title?: string;
  /** Empty for none, as the other labels. */
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Pixels; 400 unless given. */
  readonly height?: number;
  /** What is to be known of the plot, such as that it shows a sample: a line under the title. */
  readonly note?: string;
}
