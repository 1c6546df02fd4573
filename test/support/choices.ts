import { seededRandom } from "./random.ts";

/** Random choices, the same for the same seed. */
export interface Choices {
  /** A whole number from 0 to before the limit. */
  readonly below: (limit: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
  readonly chance: (share: number) => boolean;
  /** Some of the values, in a random order, at least one. */
  readonly some: <T>(values: readonly T[], most: number) => readonly [T, ...T[]];
}

export const choicesOf = (seed: number): Choices => {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[]): T => {
    if (values.length === 0) throw new Error("nothing to pick from");
    return values[below(values.length)] as T;
  };
  const some = <T>(values: readonly T[], most: number): readonly [T, ...T[]] => {
    const left = [...values];
    const taken: T[] = [];
    for (let count = 1 + below(most); count > 0 && left.length > 0; count--) {
      taken.push(...left.splice(below(left.length), 1));
    }
    if (taken.length === 0) throw new Error("nothing to take from");
    return taken as unknown as readonly [T, ...T[]];
  };
  return { below, pick, chance: (share) => random() < share, some };
};
