import { ageGroup, youngestFirst } from "./age-group.ts";
import { followers, medianOf } from "./followers.ts";
import type { MedianOptions } from "./options.ts";
import type { PinTables } from "./rows.ts";

/** Question 8, the median follower count in each age group: age_group, median_follower_count; youngest first. */
export const question8 = (tables: PinTables, options: MedianOptions = {}) => ({
  medians: followers(tables, options)
    .derive((d) => ({ age_group: ageGroup(d.age) }))
    .filter((d) => d.age_group.isNotNull())
    .groupby("age_group")
    .rollup((d) => ({ median_follower_count: medianOf(d.follower_count, options) }))
    .orderby((d) => youngestFirst(d.age_group)),
});
