import { usageError } from "../errors.ts";

/** Steps into a JSON value: names of fields and indices of arrays. */
export type JsonPath = readonly (string | number)[];

/** Reads a path such as `$.user.tags[0]` or `$["a b"]`; throws where it is none. */
export const parseJsonPath = (path: unknown): JsonPath => {
  if (typeof path === "string" && wholePath.test(path)) {
    return [...path.slice(1).matchAll(step)].map(([, name, index, quoted]) =>
      index !== undefined ? Number(index) : (name ?? JSON.parse(quoted ?? '""')),
    );
  }
  throw usageError(`${JSON.stringify(path)} is no JSON path: write $ and then .name, ["name"] or [0] for each step.`);
};

const stepSource = String.raw`\.([A-Za-z_]\w*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]`;
const step = new RegExp(stepSource, "g");
const wholePath = new RegExp(`^\\$(?:${stepSource.replaceAll(/\((?!\?)/g, "(?:")})*$`);

/** The value at a path of a JSON text; undefined where the text is no JSON or has nothing there. */
export const jsonAt = (text: string, path: JsonPath): unknown => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const step of path) value = stepInto(value, step);
  return value;
};

const stepInto = (value: unknown, step: string | number): unknown => {
  if (typeof value !== "object" || value === null) return undefined;
  if (typeof step === "number") return Array.isArray(value) ? value[step] : undefined;
  return !Array.isArray(value) && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
};
