import type { MimeBundle } from "../notebook/index.ts";
import { dataOf } from "./size.ts";
import { toJson } from "./to-json.ts";

/** The bundle of a Plotly figure (data and layout) or a Vega or Vega-Lite specification; undefined of anything else. */
export const plotBundle = (value: unknown): MimeBundle | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  if (isFigure(value)) return { [plotlyType]: toJson({ ...value }), "text/plain": "a Plotly figure" };
  const [, kind, version] = schemaPattern.exec(String(dataOf(value, "$schema"))) ?? [];
  if (!kind || !version) return undefined;
  // Front ends know types up to version 5, and draw later specifications under it.
  const type = `application/vnd.${kind.replace("-", "")}.v${Math.min(5, Number(version))}+json`;
  return { [type]: toJson(value), "text/plain": `a ${kind === "vega" ? "Vega" : "Vega-Lite"} specification` };
};

/** A bundle with a Plotly figure and no other picture gets one: plain JupyterLab does not know Plotly. */
export const withPicture = <T extends { readonly data: MimeBundle }>(shown: T): T | Promise<T> => {
  const figure = shown.data[plotlyType];
  if (typeof figure !== "object" || figure === null) return shown;
  if (Object.keys(shown.data).some((type) => type.startsWith("image/") || type === "text/html")) return shown;
  return drawn(shown, { data: Reflect.get(figure, "data"), layout: Reflect.get(figure, "layout") });
};

// Loaded only now: few cells show such a figure.
const drawn = async <T extends { readonly data: MimeBundle }>(
  shown: T,
  figure: { readonly data: unknown; readonly layout: unknown },
): Promise<T> => {
  const { plotlySvg } = await import("../plot/index.ts");
  return { ...shown, data: { ...shown.data, "image/svg+xml": plotlySvg(figure) } };
};

const plotlyType = "application/vnd.plotly.v1+json";

const schemaPattern = /\/schema\/(vega|vega-lite)\/v(\d+)/;

const isFigure = (value: object): boolean => {
  const data = property(value, "data");
  const layout = property(value, "layout");
  if (!Array.isArray(data) || typeof layout !== "object" || layout === null) return false;
  return data.length > 0 && data.every((trace) => typeof trace === "object" && trace !== null && !Array.isArray(trace));
};

/** Also one that its class defines, but no getter of the object itself. */
const property = (value: object, key: string): unknown => {
  const own = Object.getOwnPropertyDescriptor(value, key);
  return own ? own.value : Reflect.get(value, key);
};
