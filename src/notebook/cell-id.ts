/** What nbformat 4.5 allows as a cell's id. */
export const isCellId = (value: unknown): value is string =>
  typeof value === "string" && /^[a-zA-Z0-9_-]{1,64}$/.test(value);

/** An id for a cell that has none: eight hexadecimal digits that follow from the cell's text and place, and are not taken. */
export const newCellId = (source: string, index: number, taken: ReadonlySet<string>): string => {
  for (let attempt = 0; ; attempt++) {
    const id = hash(`${attempt}\n${index}\n${source}`);
    if (!taken.has(id)) return id;
  }
};

// FNV-1a, 32 bits.
const hash = (text: string): string => {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
};
