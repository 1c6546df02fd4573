/** What a box shows of numbers. */
export interface Summary {
  readonly lower: number;
  readonly middle: number;
  readonly upper: number;
  /** The last values within one and a half boxes of the box. */
  readonly ends: readonly [number, number];
  /** Values beyond the ends. */
  readonly outside: readonly number[];
}

/** The summary of at least one number, in Plotly's linear way: a value stands for the middle of its share. */
export const summaryOf = (values: readonly number[]): Summary => {
  const sorted = [...values].sort((a, b) => a - b);
  const [lower, middle, upper] = [0.25, 0.5, 0.75].map((share) => quantileOf(sorted, share)) as [
    number,
    number,
    number,
  ];
  const reach = 1.5 * (upper - lower);
  const inside = sorted.filter((value) => value >= lower - reach && value <= upper + reach);
  const ends = [Math.min(lower, inside[0] ?? lower), Math.max(upper, inside.at(-1) ?? upper)] as const;
  return { lower, middle, upper, ends, outside: sorted.filter((value) => value < ends[0] || value > ends[1]) };
};

/** The value below which a share of sorted numbers lies. */
export const quantileOf = (sorted: readonly number[], share: number): number => {
  const place = Math.min(sorted.length - 1, Math.max(0, share * sorted.length - 0.5));
  const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
};
