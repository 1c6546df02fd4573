import type { Json } from "../notebook/index.ts";

/** A value as JSON: bigints become numbers, typed arrays lists. */
export const toJson = (value: unknown): Json =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => {
      if (typeof item === "bigint") return Number(item);
      return ArrayBuffer.isView(item) && !(item instanceof DataView)
        ? Array.from(item as unknown as ArrayLike<unknown>)
        : item;
    }) ?? "null",
  ) as Json;
