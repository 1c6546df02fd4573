import { fromRows } from "../../src/frame/index.ts";
import { geoSchema, type PinTables, pinSchema, userSchema } from "../../src/pins/index.ts";

/** One post with all that the questions ask about. */
export interface Post {
  readonly ind: number;
  readonly category: string;
  readonly poster_name: string | null;
  readonly follower_count: number | null;
  readonly country: string;
  readonly timestamp: Date | null;
  readonly user_name: string | null;
  readonly age: number | null;
  readonly date_joined: Date | null;
}

/** Posts with many ties, duplicates of users, and nulls; the same for the same seed. */
export const randomPosts = (seed: number, count: number): readonly Post[] => {
  const next = generator(seed);
  const pick = <T>(values: readonly T[]): T => values[next(values.length)] as T;
  return Array.from({ length: count }, (_, ind) => ({
    ind,
    category: pick(["art", "beauty", "finance", "travel"]),
    poster_name: pick(["p1", "p2", "p3", "p4", "p5", null]),
    follower_count: pick([0, 100, 100, 2_000, 35_000, 8_000_000, null]),
    country: pick(["Albania", "Aruba", "Åland", "Cote d'Ivoire", "Chad"]),
    timestamp: pick([...years(2016, 2023), null]),
    user_name: pick(["Ann A", "Bob B", "Cy C", null]),
    age: pick([17, 18, 24, 25, 35, 36, 50, 51, 60, null]),
    date_joined: pick([...years(2014, 2021), null]),
  }));
};

/** The posts as the three cleaned tables. */
export const tablesOf = (posts: readonly Post[]): PinTables => ({
  pin: fromRows(posts, pinSchema, { name: "pin" }),
  geo: fromRows([...posts].reverse(), geoSchema, { name: "geo" }),
  user: fromRows(posts, userSchema, { name: "user" }),
});

const years = (from: number, to: number): readonly Date[] =>
  Array.from({ length: to - from + 1 }, (_, index) => [
    new Date(Date.UTC(from + index, 0, 1)),
    new Date(Date.UTC(from + index, 11, 31, 23, 59, 59)),
  ]).flat();

/** Whole numbers below a limit, by a linear congruential generator. */
const generator = (seed: number): ((limit: number) => number) => {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
};
