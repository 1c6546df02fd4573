import { type PinbookError, usageError } from "../errors.ts";
import type { Json } from "./types.ts";

/** The error of a field of the file `name` that is not what the format allows: tells the place, what it must be, what it is and what to do. */
export const fieldProblem = (
  name: string,
  where: string,
  allowed: string,
  value: Json | undefined,
  remedy?: string,
): PinbookError =>
  usageError(
    `${name}, ${where}: must be ${allowed}, it is ${shownValue(value)}. ${remedy ?? "Mend the field, or save the notebook again in Jupyter."}`,
  );

/** A value as a message shows it: never the whole of a large one. */
export const shownValue = (value: Json | undefined): string => {
  if (value === undefined) return "missing";
  if (typeof value === "string" && value.length > 60) return `${JSON.stringify(value.slice(0, 60))}…`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `a list of ${value.length}`;
  const names = Object.keys(value);
  if (names.length === 0) return "{}";
  return `an object with ${names
    .slice(0, 3)
    .map((name) => shownValue(name))
    .join(", ")}${names.length > 3 ? ", …" : ""}`;
};
