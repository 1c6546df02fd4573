import { withLiterals } from "./json-number.ts";
import { splitLines } from "./lines.ts";
import type { Json, JsonObject } from "./types.ts";

const textTypes = new Set(["application/javascript", "image/svg+xml"]);

/** Whether a MIME type's content is JSON, which a file holds as it is. */
export const isJsonMime = (mime: string): boolean =>
  mime === "application/json" || (mime.startsWith("application/") && mime.endsWith("+json"));

/** A MIME bundle as Jupyter files it: texts as lists of lines, JSON and base64 as they are, without types that hold nothing. */
export const splitBundle = (bundle: JsonObject): JsonObject =>
  mapValues(withoutNothing(bundle), (mime, value) =>
    typeof value === "string" && (mime.startsWith("text/") || textTypes.has(mime)) ? splitLines(value) : value,
  );

const withoutNothing = (bundle: JsonObject): JsonObject => {
  const isNothing = ([mime, value]: readonly [string, Json]) => value === null && !isJsonMime(mime);
  const entries = Object.entries(bundle);
  if (!entries.some(isNothing)) return bundle;
  return withLiterals(Object.fromEntries(entries.filter((entry) => !isNothing(entry))), bundle);
};

/** An object with each value changed. */
export const mapValues = (object: JsonObject, change: (name: string, value: Json) => Json): JsonObject =>
  withLiterals(Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(name, value)])), object);
