import { types } from "node:util";

/** Counts the values that would be shown of one, down to `depth` and `items` of each list; stops once there are more than `most`. */
export const sizeOf = (value: unknown, depth: number, items: number, most: number): number => {
  let count = 0;
  const seen = new Set<unknown>();
  const visit = (item: unknown, left: number): void => {
    count += 1;
    if (count > most || typeof item !== "object" || item === null || seen.has(item) || types.isProxy(item)) return;
    seen.add(item);
    if (left < 0) return;
    for (const part of partsOf(item, items, most)) {
      visit(part, left - 1);
      if (count > most) return;
    }
  };
  visit(value, depth);
  return count;
};

/** What hangs directly under an object, without running any getter of it. */
function* partsOf(item: object, items: number, most: number): Generator<unknown> {
  if (ArrayBuffer.isView(item) || types.isAnyArrayBuffer(item)) return;
  if (types.isMap(item) || types.isSet(item)) {
    let left = items;
    for (const entry of item.entries()) {
      if (left-- <= 0) break;
      yield* entry;
    }
  }
  if (Array.isArray(item)) {
    for (let i = 0; i < Math.min(item.length, items); i++) yield dataOf(item, i);
    return;
  }
  const keys = Object.keys(item);
  if (keys.length > most) yield* keys;
  else for (const key of keys) yield dataOf(item, key);
}

/** The value of a property; undefined where a getter would have to make it. */
export const dataOf = (item: object, key: PropertyKey): unknown => Object.getOwnPropertyDescriptor(item, key)?.value;
