/**
 * A list that V8 writes as the same bytes whatever its history: one that has held nothing but numbers is kept as doubles
 * and written so, one that ever had a hole with the place of each value.
 */
export const listed = (length: number, itemAt: (at: number) => unknown): readonly unknown[] => {
  if (length === 0) return [];
  const list: unknown[] = [undefined];
  list[0] = alike(itemAt(0));
  for (let at = 1; at < length; at++) list.push(alike(itemAt(at)));
  return list;
};

/** A whole number of 32 bits as V8 keeps it when it reads one, not as a double that happens to be whole. */
export const alike = (value: unknown): unknown =>
  typeof value === "number" && (value | 0) === value && !Object.is(value, -0) ? value | 0 : value;
