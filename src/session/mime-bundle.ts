import { types } from "node:util";
import type { Json, JsonObject, MimeBundle } from "../notebook/index.ts";
import { imageType } from "./image-type.ts";
import { plotBundle, withPicture } from "./plot-bundle.ts";
import { tableOf } from "./table.ts";
import { textOf } from "./text.ts";
import { toJson } from "./to-json.ts";

/** A value as front ends can show it; an empty bundle shows nothing. */
export interface Shown {
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
}

/** The method by which a value shows itself: it gives a MIME bundle, or a promise of one; binary types may be bytes. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display") as never;

/** The MIME bundle of any value; a promise only where the value makes its own bundle asynchronously. */
export const bundleOf = (value: unknown): Shown | Promise<Shown> => {
  const own = ownBundle(value);
  if (own) {
    const result: unknown = own();
    return result instanceof Promise ? result.then(ownShown) : ownShown(result);
  }
  // Whatever else is asked of a proxy may run its traps.
  if (types.isProxy(value)) return { data: { "text/plain": textOf(value) }, metadata: {} };
  if (value instanceof Blob && value.type.startsWith("image/"))
    return value
      .arrayBuffer()
      .then((bytes) => ({ data: imageBundle(value.type, new Uint8Array(bytes)), metadata: {} }));
  return withPicture({ data: plainBundle(value), metadata: {} });
};

/** Takes a bundle as user code makes it: bytes become base64, null and undefined are left out, a Plotly figure gets a picture. */
export const ownShown = (bundle: unknown): Shown | Promise<Shown> => withPicture(asShown(bundle));

/** The value's own method to show itself. A proxy that makes up every property has it only if it says so. */
const ownBundle = (value: unknown): (() => unknown) | undefined => {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    const method: unknown = Reflect.has(value, displaySymbol) ? Reflect.get(value, displaySymbol) : undefined;
    return typeof method === "function" ? () => method.call(value) : undefined;
  } catch {
    return undefined;
  }
};

const asShown = (bundle: unknown): Shown => {
  const entries = Object.entries(bundle ?? {}).filter(([, content]) => content !== undefined && content !== null);
  return { data: Object.fromEntries(entries.map(([type, content]) => [type, contentOf(content)])), metadata: {} };
};

const contentOf = (content: unknown): Json =>
  content instanceof Uint8Array ? base64(content) : typeof content === "string" ? content : toJson(content);

const plainBundle = (value: unknown): MimeBundle => {
  if (value instanceof Uint8Array) {
    const type = imageType(value);
    if (type) return imageBundle(type, value);
  }
  try {
    const plot = plotBundle(value);
    if (plot) return plot;
    const table = tableOf(value);
    if (table) return { "text/html": table.html, "text/plain": table.text };
  } catch {
    // A getter or a method of the value threw: its text says enough.
  }
  return { "text/plain": textOf(value) };
};

const imageBundle = (type: string, bytes: Uint8Array): MimeBundle => ({
  [type]: type === "image/svg+xml" ? Buffer.from(bytes).toString("utf8") : base64(bytes),
  "text/plain": `${type}, ${bytes.length} bytes`,
});

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
