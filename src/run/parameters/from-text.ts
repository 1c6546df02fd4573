import { createRequire } from "node:module";
import type { ParameterValue } from "../types.ts";
import { type Converted, toSource } from "./to-source.ts";
import { type ParameterType, resolved, typeText } from "./type.ts";

/** The source of what a person wrote on a command line, read by the type: `42` is text where a string is wanted. Lists and objects are JSON or YAML. */
export const textToSource = (text: string, type: ParameterType, path: string): Converted => {
  const known = resolved(type);
  const wrong = (): Converted => ({ problem: `${path} is ${JSON.stringify(text)}: it must be ${typeText(type)}` });
  switch (known.kind) {
    case "unknown":
      return toSource(looseValue(text), known, path);
    case "number": {
      const number = numberOf(text);
      return number === undefined ? wrong() : toSource(number, known, path);
    }
    case "boolean":
      return text === "true" || text === "false" ? { source: text } : wrong();
    case "literal":
      return text === String(known.value) || text === JSON.stringify(known.value)
        ? toSource(known.value, known, path)
        : wrong();
    case "enum": {
      const byValue = known.members.find(({ value }) => String(value) === text);
      return toSource(byValue && !known.members.some(({ name }) => name === text) ? byValue.name : text, known, path);
    }
    case "union": {
      const members = [...known.members].sort((a, b) => Number(isText(a)) - Number(isText(b)));
      const tried = members.map((member) => textToSource(text, member, path));
      return tried.find((one) => "source" in one) ?? wrong();
    }
    case "array":
    case "tuple":
    case "object": {
      const value = structure(text);
      return value === undefined
        ? { problem: `${path} is ${JSON.stringify(text)}: it must be ${typeText(type)}, written as JSON or YAML` }
        : toSource(value, type, path);
    }
    default:
      return toSource(text, type, path);
  }
};

/** The values in a YAML or JSON text, whole numbers beyond 2^53 as bigints. Throws what the parser says. */
export const parseValues = (text: string): ParameterValue => {
  // Loaded late: few runs need it.
  const { parse } = createRequire(import.meta.url)("yaml") as typeof import("yaml");
  return exactNumbers(parse(text, { intAsBigInt: true, logLevel: "error" }));
};

const isText = (type: ParameterType): boolean => ["string", "unknown"].includes(resolved(type).kind);

// As JavaScript writes numbers: 1_000, 0xff and 1e3 too.
const numberOf = (text: string): number | undefined => {
  const digits = text.trim().replace(/(?<=[\da-fA-F])_(?=[\da-fA-F])/g, "");
  const number = Number(digits);
  return digits === "" || (Number.isNaN(number) && digits !== "NaN") ? undefined : number;
};

const looseValue = (text: string): ParameterValue => {
  try {
    return JSON.parse(text) as ParameterValue;
  } catch {
    return text;
  }
};

const structure = (text: string): ParameterValue | undefined => {
  try {
    const value = parseValues(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

const exactNumbers = (value: unknown): ParameterValue => {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(exactNumbers);
  if (typeof value !== "object" || value === null || value instanceof Date) return value as ParameterValue;
  const copy: Record<string, ParameterValue> = {};
  for (const [name, item] of Object.entries(value))
    Object.defineProperty(copy, name, { value: exactNumbers(item), enumerable: true });
  return copy;
};
