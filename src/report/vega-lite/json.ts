import type { Json, JsonObject } from "../../notebook/index.ts";

/** The value where it is an object, else an empty one. */
export const objectIn = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {};
