import { ageGroup, youngestFirst } from "./age-group.ts";
import { followers, joiningYears, medianOf } from "./followers.ts";
import type { MedianOptions } from "./options.ts";
import type { PinTables } from "./rows.ts";

/**
 * Question 11, the median follower count by age group and year of joining: age_group, post_year, median_follower_count;
 * youngest first, then by year.
 */
export const question11 = (tables: PinTables, options: MedianOptions = {}) => ({
  medians: followers(tables, options)
    .derive((d) => ({ age_group: ageGroup(d.age), post_year: d.date_joined.year() }))
    .filter((d) => d.age_group.isNotNull().and(d.post_year.between(...joiningYears)))
    .groupby("age_group", "post_year")
    .rollup((d) => ({ median_follower_count: medianOf(d.follower_count, options) }))
    .orderby((d) => [...youngestFirst(d.age_group), d.post_year]),
});
