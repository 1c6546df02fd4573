import { inspect } from "node:util";
import { messageOf } from "../errors.ts";
import { sizeOf } from "./size.ts";

/** How many values and characters of one are shown at most. */
const mostValues = 10_000;
const mostCharacters = 100_000;

/** How deep, and how many items of each list, to go: the first that is not too much. */
const extents = [
  { depth: 4, items: 100 },
  { depth: 3, items: 100 },
  { depth: 2, items: 100 },
  { depth: 1, items: 100 },
  { depth: 0, items: 100 },
] as const;

/** Text of any value, as `text/plain`, bounded in time and length; runs no getters and never throws. */
export const textOf = (value: unknown): string => {
  try {
    const extent = extents.find(({ depth, items }) => sizeOf(value, depth, items, mostValues) <= mostValues);
    if (extent) return bounded(inspected(value, extent.depth, extent.items));
    return bounded(wide(value as object));
  } catch (error) {
    return `[cannot be shown: ${messageOf(error)}]`;
  }
};

const inspected = (value: unknown, depth: number, items: number): string =>
  inspect(value, { depth, maxArrayLength: items, maxStringLength: 10_000, breakLength: 100 });

/** The first properties of an object that has too many. */
const wide = (value: object): string => {
  const keys = Object.keys(value);
  const part: object = Object.create(Object.getPrototypeOf(value));
  for (const key of keys.slice(0, 100)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property) Object.defineProperty(part, key, property);
  }
  return `${inspected(part, 0, 100)}\n… ${keys.length - 100} more properties`;
};

const bounded = (text: string): string =>
  text.length <= mostCharacters
    ? text
    : `${text.slice(0, mostCharacters)}\n… ${text.length - mostCharacters} more characters`;
