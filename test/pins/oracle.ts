import type { Geo, Pin, QuestionOptions, User } from "../../src/pins/index.ts";
import type { CleanRows } from "./clean-oracle.ts";

type Cell = string | number | null;
type Rows = readonly (readonly Cell[])[];
type Placed = Pin & Geo;
type Member = Pick<User, "user_name" | "age" | "date_joined"> & Pick<Pin, "follower_count">;

/** The answers of plain loops, by the question's number and the table's name; rows in no order. */
export const oracle = ({ pin, geo, user }: CleanRows, options: QuestionOptions): Readonly<Record<string, Rows>> => {
  const placed = joined(pin, geo);
  const posts = joined(pin, user);
  const byCountry = counts(placed.map((post) => [post.country, post.category]));
  const byYear = counts(placed.flatMap((post) => inYears(yearOf(post.timestamp), 2018, 2022, post.category)));
  const byAge = counts(
    posts.flatMap((post) => (groupOf(post.age) === null ? [] : [[groupOf(post.age), post.category]])),
  );
  const most =
    options.followersOf === "user"
      ? mostPerCountry(joined(placed, user), (post) => post.user_name)
      : mostPerCountry(placed, (post) => post.poster_name);
  const members = membersOf(posts, options);
  const joinedYears = (options.per === "post" ? user : distinctUsers(user)).flatMap((one) =>
    inYears(yearOf(one.date_joined), 2015, 2020),
  );
  return {
    "4 top": top(byCountry),
    "4 counts": byCountry,
    "5 top": top(byYear),
    "5 counts": byYear,
    "6 perCountry": most,
    "6 top": topCountries(most),
    "7 top": top(byAge),
    "7 counts": byAge,
    "8 medians": medians(members, options, (one) => keep(groupOf(one.age))),
    "9 joined": counts(joinedYears),
    "10 medians": medians(members, options, (one) => inYears(yearOf(one.date_joined), 2015, 2020)[0]),
    "11 medians": medians(members, options, (one) => {
      const year = inYears(yearOf(one.date_joined), 2015, 2020)[0];
      return groupOf(one.age) === null || !year ? undefined : [groupOf(one.age), ...year];
    }),
  };
};

const joined = <A extends { readonly ind: number }, B extends { readonly ind: number }>(
  left: readonly A[],
  right: readonly B[],
): readonly (A & B)[] =>
  left.flatMap((one) => right.filter((other) => other.ind === one.ind).map((other) => ({ ...one, ...other })));

const keep = (value: Cell): readonly Cell[] | undefined => (value === null ? undefined : [value]);
const yearOf = (date: Date | null): number | null => (date === null ? null : date.getUTCFullYear());

const inYears = (year: number | null, from: number, to: number, ...rest: Cell[]): Rows =>
  year !== null && year >= from && year <= to ? [[year, ...rest]] : [];

const groupOf = (age: number | null): string | null => {
  if (age === null || age < 18) return null;
  if (age <= 24) return "18-24";
  if (age <= 35) return "25-35";
  return age <= 50 ? "36-50" : "+50";
};

const grouped = <T>(items: readonly T[], keyOf: (item: T) => readonly Cell[] | undefined): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key) groups.set(JSON.stringify(key), [...(groups.get(JSON.stringify(key)) ?? []), item]);
  }
  return groups;
};

const counts = (keys: Rows): Rows =>
  [...grouped(keys, (key) => key)].map(([key, rows]) => [...(JSON.parse(key) as Cell[]), rows.length]);

/** Rows whose last value is the largest among those with the same first value. */
const top = (rows: Rows): Rows =>
  rows.filter((row) => rows.every((other) => other[0] !== row[0] || Number(other.at(-1)) <= Number(row.at(-1))));

const mostPerCountry = <P extends Placed>(posts: readonly P[], nameOf: (post: P) => string | null): Rows => {
  const full = posts.filter((post) => nameOf(post) !== null && post.follower_count !== null);
  const largest = [...grouped(full, (post) => [post.country, nameOf(post)])].map(([key, group]) => [
    ...(JSON.parse(key) as Cell[]),
    Math.max(...group.map((post) => post.follower_count ?? 0)),
  ]);
  return top(largest);
};

const topCountries = (most: Rows): Rows => {
  const largest = Math.max(...most.map((row) => Number(row[2])));
  const countries = new Set(most.filter((row) => row[2] === largest).map((row) => row[0] ?? null));
  return [...countries].map((country) => [country, largest]);
};

const userKey = ({ user_name, age, date_joined }: Omit<Member, "follower_count">): readonly Cell[] => [
  user_name,
  age,
  date_joined?.getTime() ?? null,
];

const distinctUsers = (users: readonly User[]): readonly User[] =>
  [...grouped(users, userKey).values()].flatMap((group) => group.slice(0, 1));

const membersOf = (posts: readonly Member[], options: QuestionOptions): readonly Member[] => {
  const full = posts.filter((post) => post.follower_count !== null);
  if (options.per === "post") return full;
  return [...grouped(full, userKey).values()].map((group) => ({
    ...(group[0] as Member),
    follower_count: Math.max(...group.map((post) => post.follower_count ?? 0)),
  }));
};

const medians = (
  members: readonly Member[],
  options: QuestionOptions,
  keyOf: (one: Member) => readonly Cell[] | undefined,
): Rows =>
  [...grouped(members, keyOf)].map(([key, group]) => {
    const sorted = group.map((one) => one.follower_count ?? 0).sort((a, b) => a - b);
    const half = sorted.length / 2;
    const [low, high] = [sorted[Math.ceil(half) - 1] ?? 0, sorted[Math.floor(half)] ?? 0];
    return [...(JSON.parse(key) as Cell[]), options.median === "lower" ? low : (low + high) / 2];
  });
