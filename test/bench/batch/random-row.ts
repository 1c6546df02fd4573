/** Random numbers of one row: the same for the same seed, purpose and row, whichever rows were made before. */
export interface RowRandom {
  /** From 0 to before 1. */
  unit(): number;
  /** A whole number from 0 to before the limit. */
  below(limit: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  hex(digits: number): string;
}

/** The random numbers of a row, for a purpose of one's own. */
export const rowRandom = (seed: number, purpose: number, row: number): RowRandom => {
  // A row's number may be above 2^32 only in theory; what is mixed here are its low 32 bits.
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(purpose, 0x85ebca6b) ^ Math.imul(row + 1, 0xc2b2ae35)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    unit: () => next() / 2 ** 32,
    below,
    chance: (share) => next() < share * 2 ** 32,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    hex: (digits) => {
      let text = "";
      while (text.length < digits) text += next().toString(16).padStart(8, "0");
      return text.slice(0, digits);
    },
  };
};
