/** What a value is, in a word: the name of its class or its type. */
export const typeName = (value: unknown): string => {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  try {
    const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === "string" && name ? name : "object";
  } catch {
    return "object";
  }
};
