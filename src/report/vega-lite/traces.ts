import type { Json, JsonObject } from "../../notebook/index.ts";
import type { Channel } from "./channel.ts";
import type { Channels, MarkRow } from "./summarize.ts";

/** Marks as Plotly's traces with their axes; undefined for a mark that is not drawn here. */
export const tracesOf = (
  mark: string,
  rows: readonly MarkRow[],
  channels: Channels,
  options: JsonObject,
): { readonly data: readonly JsonObject[]; readonly layout: JsonObject } | undefined => {
  if (mark === "arc") return arcs(rows, channels, options);
  const { x, y, color } = channels;
  if (!x || !y) return undefined;
  const lies =
    mark === "bar" && x.kind === "number" && x.bins === undefined && (y.kind !== "number" || y.bins !== undefined);
  const style = styleOf(mark, options, lies);
  if (!style) return undefined;
  const along = lies ? "y" : "x";
  const sorted =
    mark === "line" || mark === "area" ? rows.toSorted((a, b) => compared(a.x ?? null, b.x ?? null)) : rows;
  // A scale of numbers as colours is no series.
  if (color?.kind === "number") return undefined;
  const series = color ? [...new Set(sorted.map((row) => text(row.color)))].sort() : [undefined];
  const data = series.map((name) => {
    const own = name === undefined ? sorted : sorted.filter((row) => text(row.color) === name);
    return {
      ...style,
      ...(name === undefined ? {} : { name }),
      x: own.map((row) => row.x ?? null),
      y: own.map((row) => row.y ?? null),
    };
  });
  const other = along === "x" ? y : x;
  const isStack = (mark === "bar" || mark === "area") && other.stacks;
  return {
    data: mark === "area" && isStack ? data.map((trace) => ({ ...trace, stackgroup: "one" })) : data,
    layout: {
      xaxis: axisOf(x, "x", rows),
      yaxis: axisOf(y, "y", rows),
      ...(mark === "bar" ? { barmode: isStack ? "stack" : "overlay", bargap: channels[along]?.bins ? 0.05 : 0.2 } : {}),
    },
  };
};

const styleOf = (mark: string, options: JsonObject, lies: boolean): JsonObject | undefined => {
  const color: JsonObject = typeof options.color === "string" ? { color: options.color } : {};
  switch (mark) {
    case "bar":
      return { type: "bar", ...(lies ? { orientation: "h" } : {}), marker: color };
    case "line":
      return { type: "scatter", mode: options.point ? "lines+markers" : "lines", line: color };
    case "area":
      return { type: "scatter", mode: "lines", fill: "tozeroy", line: color };
    case "point":
    case "circle":
    case "square":
    case "tick":
      return { type: "scatter", mode: "markers", marker: { size: 8, opacity: 0.75, ...color } };
    default:
      return undefined;
  }
};

const arcs = (rows: readonly MarkRow[], { theta, color }: Channels, { innerRadius }: JsonObject) => {
  if (!theta || !color) return undefined;
  const hole = typeof innerRadius === "number" && innerRadius > 0 ? 0.5 : 0;
  const labels = rows.map((row) => text(row.color));
  return {
    data: [{ type: "pie", labels, values: rows.map((row) => row.theta ?? null), hole, sort: false }],
    layout: {},
  };
};

const axisOf = (channel: Channel, name: "x" | "y", rows: readonly MarkRow[]): JsonObject => {
  const title = { title: { text: channel.title } };
  if (channel.kind === "time") return { ...title, type: "date" };
  if (channel.kind === "number") return { ...title, type: channel.log ? "log" : "linear" };
  const reversed: JsonObject = name === "y" ? { autorange: "reversed" } : {};
  return {
    ...title,
    type: "category",
    ...reversed,
    categoryorder: "array",
    categoryarray: orderOf(channel, name, rows),
  };
};

const orderOf = ({ sort }: Channel, name: "x" | "y", rows: readonly MarkRow[]): readonly Json[] => {
  const found = [...new Set(rows.map((row) => row[name] ?? null))];
  if (sort === "given") return found;
  if (Array.isArray(sort))
    return [...sort.filter((value) => found.includes(value)), ...found.filter((value) => !sort.includes(value))];
  if (sort === "ascending" || sort === "descending") {
    const ordered = found.toSorted(compared);
    return sort === "descending" ? ordered.reverse() : ordered;
  }
  const sums = new Map<Json, number>();
  const other = name === "x" ? "y" : "x";
  for (const row of rows) sums.set(row[name] ?? null, (sums.get(row[name] ?? null) ?? 0) + Number(row[other] ?? 0));
  const sign = sort === "other" ? 1 : -1;
  return found.toSorted((a, b) => sign * ((sums.get(a) ?? 0) - (sums.get(b) ?? 0)));
};

const text = (value: Json | undefined): string => (value === null || value === undefined ? "null" : String(value));

const compared = (a: Json, b: Json): number => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
};
