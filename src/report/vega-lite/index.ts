import type { Json, JsonObject } from "../../notebook/index.ts";
import { type Channel, channelOf, rowsOf } from "./channel.ts";
import { objectIn } from "./json.ts";
import { summarized } from "./summarize.ts";
import { tracesOf } from "./traces.ts";

/** Whether a MIME type is that of a Vega-Lite chart, of any version. */
export const isVegaLite = (type: string): boolean => /^application\/vnd\.vegalite\.v\d+(?:\.\d+)*\+json$/.test(type);

/**
 * A Vega-Lite chart as Plotly's figure: bars, lines, areas, points and arcs over data that it holds itself, also in layers.
 * Undefined where the chart has more to it (transforms, facets, maps, data from an address), so that nothing is drawn wrong.
 */
export const vegaLiteFigure = (content: Json | undefined): JsonObject | undefined => {
  const chart = objectIn(content);
  if (holdsMore(chart)) return undefined;
  const layers = Array.isArray(chart.layer)
    ? chart.layer.map((layer) => ({ ...inherited(chart), ...objectIn(layer) }))
    : [chart];
  if (layers.length === 0 || layers.some(holdsMore)) return undefined;
  const drawn = layers.map((layer) => drawLayer(layer, chart));
  if (drawn.some((layer) => layer === undefined)) return undefined;
  const parts = drawn.filter((layer) => layer !== undefined);
  const traces = parts.flatMap(({ data }) => data);
  const title = textOf(chart.title) || textOf(objectIn(chart.title).text);
  return {
    data: traces,
    layout: {
      ...(title === "" ? {} : { title: { text: title } }),
      ...(parts[0]?.layout ?? {}),
      showlegend: traces.length > 1,
      ...(typeof chart.height === "number" && chart.height >= 100
        ? { height: Math.min(1200, chart.height + 120) }
        : {}),
    },
  };
};

const beyond = ["transform", "facet", "hconcat", "vconcat", "concat", "repeat", "projection", "resolve", "spec"];

const holdsMore = (chart: JsonObject): boolean => {
  const encoding = objectIn(chart.encoding);
  return (
    beyond.some((name) => chart[name] !== undefined) ||
    ["row", "column", "facet", "latitude", "longitude", "shape", "text", "xError", "yError", "x2", "y2"].some(
      (name) => encoding[name] !== undefined,
    )
  );
};

const inherited = ({ data, encoding }: JsonObject): JsonObject => ({
  ...(data === undefined ? {} : { data }),
  ...(encoding === undefined ? {} : { encoding }),
});

interface Layer {
  readonly data: readonly JsonObject[];
  readonly layout: JsonObject;
}

const drawLayer = (layer: JsonObject, chart: JsonObject): Layer | undefined => {
  const mark = textOf(layer.mark) || textOf(objectIn(layer.mark).type);
  const encoding = { ...objectIn(chart.encoding), ...objectIn(layer.encoding) };
  const rows = rowsOf(layer.data, objectIn(chart.datasets));
  const channels = ["x", "y", "color", "theta"].map((name) => channelOf(encoding[name]));
  if (!rows || channels.includes(null)) return undefined;
  const [x, y, color, theta] = channels as readonly (Channel | undefined)[];
  const table = summarized(rows, { x, y, color, theta });
  return table && tracesOf(mark, table, { x, y, color, theta }, objectIn(layer.mark));
};

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
