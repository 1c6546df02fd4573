import { joiningYears } from "./followers.ts";
import type { CountOptions } from "./options.ts";
import type { PinTables } from "./rows.ts";

/**
 * Question 9, how many users joined in each year from 2015 to 2020: post_year, number_users_joined; by year.
 * `per: "post"` counts each of a user's posts.
 */
export const question9 = ({ user }: PinTables, { per = "user" }: CountOptions = {}) => ({
  joined: (per === "user" ? user.dedupe("user_name", "age", "date_joined") : user)
    .derive((d) => ({ post_year: d.date_joined.year() }))
    .filter((d) => d.post_year.between(...joiningYears))
    .groupby("post_year")
    .count({ as: "number_users_joined" })
    .orderby("post_year"),
});
