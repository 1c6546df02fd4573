import type { Packed } from "./packed.ts";

/** The bits of what is no null, where there is one. */
export const validityOf = (values: readonly unknown[]): Pick<Packed, "length" | "nullCount" | "validity"> => {
  const { length } = values;
  let nullCount = 0;
  let validity: Uint8Array | undefined;
  for (let at = 0; at < length; at++) {
    if (values[at] !== null) continue;
    validity ??= new Uint8Array((length + 7) >> 3).fill(255);
    validity[at >> 3] = (validity[at >> 3] ?? 0) & ~(1 << (at & 7));
    nullCount += 1;
  }
  return { length, nullCount, validity };
};

/** The smallest kind of whole numbers that holds those between two. */
export const integerKind = (least: number, most: number): "int8" | "int16" | "int32" => {
  if (least >= -128 && most <= 127) return "int8";
  return least >= -32768 && most <= 32767 ? "int16" : "int32";
};

/** The typed array of each kind of number. */
export const listOf = { int8: Int8Array, int16: Int16Array, int32: Int32Array, float64: Float64Array } as const;
