import { randomUUID } from "node:crypto";
import type { DataType } from "../schema.ts";

/** A number of JSON with the digits that it has there. */
export class ExactNumber {
  readonly number: number;
  readonly digits: string;

  constructor(digits: string) {
    this.number = Number(digits);
    this.digits = digits;
  }
}

/** Whether JSON text may hold a number that JSON.parse rounds: one of more than fifteen digits. */
export const mayBeRounded = (text: string): boolean => long.test(text);

/** As JSON.parse, but numbers of more than fifteen digits are ExactNumbers. */
export const exactJson = (text: string): unknown => {
  const value: unknown = JSON.parse(text);
  if (!mayBeRounded(text)) return value;
  const marked = text.replace(tokens, (token) =>
    token.startsWith('"') || !long.test(token) ? token : `"${mark}${token}"`,
  );
  return JSON.parse(marked, (_, item: unknown) =>
    typeof item === "string" && item.startsWith(mark) ? new ExactNumber(item.slice(mark.length)) : item,
  );
};

/** Whether values of a type, or inside it, are such that JSON's numbers must not be rounded: int64 or decimals. */
export const holdsDigits = (type: DataType, kinds: readonly ("int64" | "decimal")[]): boolean => {
  if (typeof type === "string") return type === "int64" && kinds.includes("int64");
  switch (type.kind) {
    case "decimal":
      return kinds.includes("decimal");
    case "list":
      return holdsDigits(type.element, kinds);
    case "struct":
      return type.fields.some((field) => holdsDigits(field.type, kinds));
    case "map":
      return holdsDigits(type.value, kinds);
  }
};

const long = /\d(?:\.?\d){15,}/;
const tokens = /"(?:[^"\\]|\\.)*"|-?\d(?:[\d.eE+-]*\d)?/g;
/** What no text of the JSON begins with. */
const mark = randomUUID();
