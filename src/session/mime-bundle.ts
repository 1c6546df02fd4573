import type { Json, JsonObject, MimeBundle } from "../notebook/index.ts";
import { tableOf } from "./table.ts";
import { textOf } from "./text.ts";

/** A value as front ends can show it; an empty bundle shows nothing. */
export interface Shown {
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
}

/** The method by which a value shows itself: it gives a MIME bundle, or a promise of one; binary types may be bytes. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display") as never;

/** The MIME bundle of any value; a promise only where the value makes its own bundle asynchronously. */
export const bundleOf = (value: unknown): Shown | Promise<Shown> => {
  const own = property(value, displaySymbol);
  if (typeof own !== "function") return { data: plainBundle(value), metadata: {} };
  const result: unknown = own.call(value);
  return result instanceof Promise ? result.then(asShown) : asShown(result);
};

/** Takes a bundle as user code makes it: bytes become base64, null and undefined are left out. */
export const asShown = (bundle: unknown): Shown => {
  const entries = Object.entries(bundle ?? {}).filter(([, content]) => content !== undefined && content !== null);
  return { data: Object.fromEntries(entries.map(([type, content]) => [type, contentOf(content)])), metadata: {} };
};

const contentOf = (content: unknown): Json =>
  content instanceof Uint8Array ? base64(content) : typeof content === "string" ? content : toJson(content);

const plainBundle = (value: unknown): MimeBundle => {
  if (value instanceof Uint8Array) {
    const type = imageType(value);
    if (type) return { [type]: base64(value), "text/plain": `${type}, ${value.length} bytes` };
  }
  try {
    if (isFigure(value))
      return { "application/vnd.plotly.v1+json": toJson({ ...value }), "text/plain": "a Plotly figure" };
    const table = tableOf(value);
    if (table) return { "text/html": table.html, "text/plain": table.text };
  } catch {
    // A getter or a method of the value threw: its text says enough.
  }
  return { "text/plain": textOf(value) };
};

const property = (value: unknown, key: PropertyKey): unknown => {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  return Reflect.get(value, key);
};

const isFigure = (value: unknown): value is object => {
  const data = property(value, "data");
  const layout = property(value, "layout");
  if (!Array.isArray(data) || typeof layout !== "object" || layout === null) return false;
  return data.length > 0 && data.every((trace) => typeof trace === "object" && trace !== null && !Array.isArray(trace));
};

const imageType = (bytes: Uint8Array): string | undefined => {
  const signatures = {
    "image/png": [0x89, 0x50, 0x4e, 0x47],
    "image/jpeg": [0xff, 0xd8, 0xff],
    "image/gif": [0x47, 0x49, 0x46, 0x38],
  };
  return Object.entries(signatures).find(([, signature]) => signature.every((byte, i) => bytes[i] === byte))?.[0];
};

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

const toJson = (value: unknown): Json =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => {
      if (typeof item === "bigint") return Number(item);
      return ArrayBuffer.isView(item) && !(item instanceof DataView)
        ? Array.from(item as unknown as ArrayLike<unknown>)
        : item;
    }) ?? "null",
  ) as Json;
