import type { DataType } from "../../schema.ts";
import { formatDate, formatTimestamp } from "../timestamp.ts";

const shownCharacters = 200;

/** A value as a cell shows it: the beginning of what is long; null of null. */
export const cellText = (value: unknown, type: DataType): string | null => {
  if (value === null || value === undefined) return null;
  return shorten(typeof value === "string" ? value : valueText(value, type), shownCharacters);
};

/** Text of so many characters at most, with a mark where something is left out. */
export const shorten = (text: string, limit: number): string => {
  const characters = [...text.slice(0, limit * 2 + 1)];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join("")}…` : text;
};

const valueText = (value: unknown, type: DataType): string => {
  if (typeof value === "number") return type === "date" ? dateText(value) : Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return type === "timestamp" || type === "timestamp_ntz" ? timeText(value) : `${value}`;
  if (value instanceof Uint8Array) return value.length === 1 ? "1 byte" : `${value.length} bytes`;
  if (typeof type !== "object") return String(value);
  switch (type.kind) {
    case "list":
      return joined("[", value as readonly unknown[], (item) => itemText(item, type.element), "]");
    case "struct":
      return joined(
        "{",
        type.fields,
        (field) => `${field.name}: ${itemText((value as Record<string, unknown>)[field.name], field.type)}`,
        "}",
      );
    case "map":
      return joined(
        "{",
        value as ReadonlyMap<unknown, unknown>,
        ([key, item]) => `${itemText(key, type.key)}: ${itemText(item, type.value)}`,
        "}",
      );
    case "decimal":
      return String(value);
  }
};

/** A value within another: texts are told from what else looks like them. */
const itemText = (value: unknown, type: DataType): string => {
  if (value === null || value === undefined) return "null";
  return type === "string" ? JSON.stringify(shorten(String(value), shownCharacters)) : valueText(value, type);
};

// What comes after as much as is shown is not looked at.
const joined = <T>(open: string, items: Iterable<T>, textOf: (item: T) => string, close: string): string => {
  let text = open;
  for (const item of items) {
    text += `${text === open ? "" : ", "}${textOf(item)}`;
    if (text.length > 2 * shownCharacters) return text;
  }
  return text + close;
};

/** The last moment that Date holds, in milliseconds. */
const lastMoment = 8.64e15;

const dateText = (days: number): string =>
  Math.abs(days * 86_400_000) <= lastMoment ? formatDate(days) : `${days} days after 1970-01-01`;

const timeText = (micros: bigint): string =>
  Math.abs(Number(micros / 1000n)) < lastMoment ? formatTimestamp(micros) : `${micros} µs after 1970-01-01`;
