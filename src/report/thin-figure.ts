import type { Json, JsonObject } from "../notebook/index.ts";
import { typedList } from "../plot/index.ts";

// Points that a page holds of one figure: a browser draws them as SVG in about a second.
const most = 50_000;

/**
 * A figure whose long traces have one of so many points, by an even step, so that a browser can draw it; `every` is that
 * step, 1 where nothing is left out. Matrices are no traces of points and stay.
 */
export const thinFigure = (figure: JsonObject): { readonly figure: JsonObject; readonly every: number } => {
  const traces = Array.isArray(figure.data) ? figure.data : [];
  const total = traces.reduce((sum, trace) => sum + lengthOf(trace as Json), 0);
  const every = Math.ceil(total / most);
  if (every <= 1) return { figure, every: 1 };
  // Short traces stay whole: what is left of them would not be their shape.
  const data = traces.map((trace) => (lengthOf(trace as Json) > most / 50 ? thinTrace(trace as Json, every) : trace));
  return { figure: { ...figure, data }, every };
};

const pointTypes =
  /^(?:scatter(?:gl|3d|geo|polar|polargl|ternary|map|mapbox)?|bar|box|violin|histogram|waterfall|funnel)$/;

const typeOf = (trace: JsonObject): string => (typeof trace.type === "string" ? trace.type : "scatter");

const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const columns = ["x", "y", "z", "lon", "lat", "r", "theta", "a", "b", "c"];

const lengthOf = (trace: Json): number => {
  if (!isObject(trace) || !pointTypes.test(typeOf(trace))) return 0;
  return Math.max(0, ...columns.map((name) => sizeOf(trace[name])));
};

const sizeOf = (value: Json | undefined): number => {
  if (Array.isArray(value)) return value.length;
  return isObject(value) && typeof value.bdata === "string" ? typedList(value).length : 0;
};

const thinTrace = (trace: Json, every: number): Json => {
  if (!isObject(trace)) return trace;
  const length = lengthOf(trace);
  const thin = (value: Json): Json => {
    if (sizeOf(value) === length) {
      const list = Array.isArray(value) ? value : (typedList(value) as readonly Json[]);
      return list.filter((_, at) => at % every === 0);
    }
    return isObject(value) && value.bdata === undefined
      ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, thin(item)]))
      : value;
  };
  return Object.fromEntries(Object.entries(trace).map(([name, value]) => [name, thin(value)]));
};
