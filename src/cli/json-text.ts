/** JSON text of a result: dates as ISO 8601, maps as objects, a bigint as a number where that is exact, else as its digits in a string. */
export const jsonText = (value: unknown): string => JSON.stringify(value, toJson);

const toJson = (_: string, value: unknown): unknown => {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Map) return Object.fromEntries(value);
  return value;
};
