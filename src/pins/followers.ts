import { type Frame, type NumberExpr, op } from "../frame/index.ts";
import type { CountOptions, MedianOptions } from "./options.ts";
import type { Pin, PinTables, User } from "./rows.ts";

/** Who joined when, with how many followers: one row a user or a post. */
export type Followers = Omit<User, "ind"> & Pick<Pin, "follower_count">;

/**
 * Follower counts of users, or of posts where options say so; rows without a count are left out. A user is a name, an age
 * and a time of joining, and has the largest count of their posts.
 */
export const followers = ({ pin, user }: PinTables, { per = "user" }: CountOptions): Frame<Followers> => {
  const posts = user
    .join(pin.select("ind", "follower_count"), "ind")
    .filter((d) => d.follower_count.isNotNull())
    .drop("ind");
  if (per === "post") return posts;
  return posts.groupby("user_name", "age", "date_joined").rollup((d) => ({ follower_count: op.max(d.follower_count) }));
};

/** The median that options ask for. */
export const medianOf = (value: NumberExpr<null>, { median = "exact" }: MedianOptions): NumberExpr<null> =>
  median === "lower" ? op.medianLower(value) : op.median(value);

/** The years of joining that questions 9 to 11 ask about, both included. */
export const joiningYears = [2015, 2020] as const;
