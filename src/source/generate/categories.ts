/** A category and the half-open range of indexes that are its own. */
export interface CategoryBlock {
  readonly category: Category;
  readonly start: number;
  readonly end: number;
}

export type Category = (typeof starts)[number][0];

const starts = [
  ["art", 0],
  ["beauty", 895],
  ["christmas", 1640],
  ["diy-and-crafts", 2637],
  ["education", 3467],
  ["event-planning", 4331],
  ["finance", 5078],
  ["home-decor", 5865],
  ["mens-fashion", 6725],
  ["quotes", 7577],
  ["tattoos", 8488],
  ["travel", 9458],
  ["vehicles", 10316],
] as const;

/** How many rows each table has: `index = ind = ind` from 0 to before it. */
export const rowCount = 11_154;

/** The categories as contiguous blocks of indexes. */
export const categoryBlocks: readonly CategoryBlock[] = starts.map(([category, start], i) => ({
  category,
  start,
  end: starts[i + 1]?.[1] ?? rowCount,
}));
