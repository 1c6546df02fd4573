import { withLiterals } from "./json-number.ts";
import { isText, joinLines, splitLines } from "./lines.ts";
import type { Json, JsonObject } from "./types.ts";

const textTypes = new Set(["application/javascript", "image/svg+xml"]);

/** Whether a MIME type's content is JSON, which a file holds as it is. */
export const isJsonMime = (mime: string): boolean =>
  mime === "application/json" || (mime.startsWith("application/") && mime.endsWith("+json"));

/** A file's MIME bundle with each text as one string. */
export const joinBundle = (bundle: JsonObject): JsonObject =>
  mapValues(bundle, (mime, value) => (!isJsonMime(mime) && isText(value) ? joinLines(value) : value));

/** A MIME bundle as Jupyter files it: texts as lists of lines, JSON and base64 as they are. */
export const splitBundle = (bundle: JsonObject): JsonObject =>
  mapValues(bundle, (mime, value) =>
    typeof value === "string" && (mime.startsWith("text/") || textTypes.has(mime)) ? splitLines(value) : value,
  );

/** An object with each value changed. */
export const mapValues = (object: JsonObject, change: (name: string, value: Json) => Json): JsonObject =>
  withLiterals(Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(name, value)])), object);
