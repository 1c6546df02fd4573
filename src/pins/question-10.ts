import { followers, joiningYears, medianOf } from "./followers.ts";
import type { MedianOptions } from "./options.ts";
import type { PinTables } from "./rows.ts";

/** Question 10, the median follower count of those who joined in each year: post_year, median_follower_count; by year. */
export const question10 = (tables: PinTables, options: MedianOptions = {}) => ({
  medians: followers(tables, options)
    .derive((d) => ({ post_year: d.date_joined.year() }))
    .filter((d) => d.post_year.between(...joiningYears))
    .groupby("post_year")
    .rollup((d) => ({ median_follower_count: medianOf(d.follower_count, options) }))
    .orderby("post_year"),
});
