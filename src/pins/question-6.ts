import { type Frame, op } from "../frame/index.ts";
import type { QuestionOptions } from "./options.ts";
import type { PinTables } from "./rows.ts";

/**
 * Question 6, the user with the most followers in each country, and the country of the user with the most of all.
 * `perCountry` has country, poster_name (or user_name, by options) and follower_count, `top` country and follower_count;
 * ties kept, rows without a name or count left out; by country, then name.
 */
export const question6 = (tables: PinTables, options: QuestionOptions = {}) => {
  const perCountry = options.followersOf === "user" ? mostByUser(tables) : mostByPoster(tables);
  return { perCountry, top: topOf(perCountry) };
};

const topOf = (perCountry: Frame<{ country: string | null; follower_count: number | null }>) =>
  perCountry
    .select("country", "follower_count")
    .filter((d) => d.follower_count.eq(op.max(d.follower_count)))
    .dedupe();

const mostByPoster = ({ pin, geo }: PinTables) =>
  pin
    .join(geo, "ind")
    .filter((d) => d.poster_name.isNotNull().and(d.follower_count.isNotNull()))
    .groupby("country", "poster_name")
    .rollup((d) => ({ follower_count: op.max(d.follower_count) }))
    .groupby("country")
    .filter((d) => d.follower_count.eq(op.max(d.follower_count)))
    .orderby("country", "poster_name");

const mostByUser = ({ pin, geo, user }: PinTables) =>
  pin
    .join(geo, "ind")
    .join(user, "ind")
    .filter((d) => d.user_name.isNotNull().and(d.follower_count.isNotNull()))
    .groupby("country", "user_name")
    .rollup((d) => ({ follower_count: op.max(d.follower_count) }))
    .groupby("country")
    .filter((d) => d.follower_count.eq(op.max(d.follower_count)))
    .orderby("country", "user_name");
