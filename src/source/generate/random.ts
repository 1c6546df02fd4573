/** Reproducible random choices. Only exact arithmetic is used, so every platform draws the same. */
export interface Random {
  /** A whole number from 0 to before `limit`. */
  readonly below: (limit: number) => number;
  /** From 0 to before 1, in steps of 2^-32. */
  readonly unit: () => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** The items in a new random order. */
  readonly shuffle: <T>(items: readonly T[]) => T[];
  /** `digits` lower-case hexadecimal digits. */
  readonly hex: (digits: number) => string;
}

/**
 * A stream of its own for each seed and label: sfc32 (Chris Doty-Humphrey's small fast counter, 32 bits),
 * set up from an FNV-1a hash of both and run for 16 rounds first. Labels keep one table's text from moving another's.
 */
export const randomFor = (seed: number, label: string): Random => {
  const next = sfc32(fnv1a(`${seed}/${label}`));
  const unit = () => next() / 2 ** 32;
  const below = (limit: number) => Math.floor(unit() * limit);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[below(items.length)];
    if (item === undefined) throw new RangeError(`nothing to pick from (${label})`);
    return item;
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const keyed = items.map((item) => ({ item, key: next() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  };
  const hex = (digits: number) => Array.from({ length: digits }, () => below(16).toString(16)).join("");
  return { below, unit, chance: (share) => unit() < share, pick, shuffle, hex };
};

/** The value at `position` (0 to 1) on the straight lines through equally spaced `points`. */
export const quantile = (points: readonly number[], position: number): number => {
  const place = position * (points.length - 1);
  const low = points[Math.floor(place)] ?? 0;
  const high = points[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
};

/** The smallest of `count` draws. */
export const smallest = (count: number, draw: () => number): number => {
  let least = draw();
  for (let i = 1; i < count; i++) least = Math.min(least, draw());
  return least;
};

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

const sfc32 = (seed: number): (() => number) => {
  let a = seed;
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
};
