import { figureSvg } from "./svg.ts";
import { type AxisLayout, display, type Figure, type Layout, type PlotOptions, type Trace } from "./types.ts";

/** Colours of the series, told apart also by colour-blind people. */
export const colorway: readonly string[] = [
  "#4269d0",
  "#efb118",
  "#ff725c",
  "#6cc5b0",
  "#3ca951",
  "#ff8ab7",
  "#a463f2",
  "#97bbf5",
  "#9c6b4e",
  "#9498a0",
  "#1f7a6d",
  "#b5379e",
  "#c9a227",
  "#5b6b3a",
];

/** Traces and axes as a figure that Plotly draws and that shows itself: interactive, as static SVG, and as text. */
export const makeFigure = (
  kind: string,
  data: readonly Trace[],
  options: PlotOptions,
  layout: {
    readonly xaxis?: AxisLayout;
    readonly yaxis?: AxisLayout;
    readonly barmode?: Layout["barmode"];
    readonly bargap?: number;
  } = {},
): Figure => {
  const grid = { gridcolor: "rgba(128,128,128,0.22)", zerolinecolor: "rgba(128,128,128,0.5)", automargin: true };
  const { title, note, xLabel, yLabel, height = 400 } = options;
  const figure: Figure = {
    data,
    layout: {
      ...headOf(title, note),
      ...layout,
      xaxis: { ...axisTitle(xLabel), ...grid, ...plain(layout.xaxis) },
      yaxis: { ...axisTitle(yLabel), ...grid, ...plain(layout.yaxis) },
      showlegend: shownIn(data).length > 1,
      colorway,
      height,
      margin: { l: 56, r: 24, t: 24 + (title === undefined ? 0 : 32) + (note === undefined ? 0 : 16), b: 48 },
      font: { family: "system-ui, sans-serif", color: "#6b7280" },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
    },
    [display]: () => ({
      "application/vnd.plotly.v1+json": { data: figure.data, layout: figure.layout },
      "image/svg+xml": figureSvg(figure),
      "text/plain": `${kind}${title === undefined ? "" : ` “${title}”`}: ${count(shownIn(data))}${note === undefined ? "" : `; ${note}`}`,
    }),
  };
  return figure;
};

const headOf = (title: string | undefined, note: string | undefined): Pick<Layout, "title"> =>
  title === undefined && note === undefined
    ? {}
    : {
        title: {
          text: title ?? "",
          ...(note === undefined ? {} : { subtitle: { text: note } }),
          ...{ x: 0.02, xanchor: "left" },
        },
      };

// Categories need no lines, but room between them and their labels.
const plain = (axis: AxisLayout = {}): AxisLayout =>
  axis.type === "category"
    ? { showgrid: false, ticks: "outside", ticklen: 6, tickcolor: "rgba(0,0,0,0)", ...axis }
    : axis;

const axisTitle = (text: string | undefined): AxisLayout => (text ? { title: { text, standoff: 12 } } : {});

/** The traces that stand for data. */
const shownIn = (data: readonly Trace[]): readonly Trace[] =>
  data.filter((trace) => trace.type !== "scatter" || trace.showlegend !== false);

const count = (data: readonly Trace[]): string => {
  const points = data.reduce((sum, trace) => sum + trace.x.length, 0);
  return `${points} point${points === 1 ? "" : "s"}${data.length > 1 ? ` in ${data.length} series` : ""}`;
};
