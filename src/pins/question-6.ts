import { type Frame, op } from "../frame/index.ts";
import type { FollowedOptions } from "./options.ts";
import type { PinTables } from "./rows.ts";

/**
 * Question 6, the user with the most followers in each country, and the country of the user with the most of all.
 * `perCountry` has country, poster_name (or user_name, by options) and follower_count, `top` country and follower_count;
 * ties kept, rows without a name or count left out; by country, then name.
 */
export function question6(tables: PinTables, options?: { readonly followersOf?: "poster" }): ByPoster;
export function question6(tables: PinTables, options: { readonly followersOf: "user" }): ByUser;
export function question6(tables: PinTables, options?: FollowedOptions): ByPoster | ByUser;
export function question6(tables: PinTables, { followersOf = "poster" }: FollowedOptions = {}): ByPoster | ByUser {
  return followersOf === "poster" ? byPoster(tables) : byUser(tables);
}

type ByPoster = ReturnType<typeof byPoster>;
type ByUser = ReturnType<typeof byUser>;

const byPoster = ({ pin, geo }: PinTables) => {
  const posts = pin.join(geo, "ind").rename({ poster_name: "name" }).select("country", "name", "follower_count");
  const most = mostPerCountry(posts);
  return { perCountry: most.rename({ name: "poster_name" }), top: topOf(most) };
};

const byUser = ({ pin, geo, user }: PinTables) => {
  const posts = pin.join(geo, "ind").join(user, "ind").rename({ user_name: "name" });
  const most = mostPerCountry(posts.select("country", "name", "follower_count"));
  return { perCountry: most.rename({ name: "user_name" }), top: topOf(most) };
};

type Followed = {
  readonly country: string | null;
  readonly name: string | null;
  readonly follower_count: number | null;
};

const mostPerCountry = (posts: Frame<Followed>) =>
  posts
    .filter((d) => d.name.isNotNull().and(d.follower_count.isNotNull()))
    .groupby("country", "name")
    .rollup((d) => ({ follower_count: op.max(d.follower_count) }))
    .groupby("country")
    .filter((d) => d.follower_count.eq(op.max(d.follower_count)))
    .orderby("country", "name");

const topOf = (perCountry: ReturnType<typeof mostPerCountry>) =>
  perCountry
    .select("country", "follower_count")
    .filter((d) => d.follower_count.eq(op.max(d.follower_count)))
    .dedupe();
