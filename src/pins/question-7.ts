import { desc, op } from "../frame/index.ts";
import { ageGroup, youngestFirst } from "./age-group.ts";
import type { PinTables } from "./rows.ts";

/**
 * Question 7, the most popular category in each age group: `top` with ties kept, `counts` with every category.
 * Columns age_group, category, category_count; youngest first, then the largest count, then category.
 */
export const question7 = ({ pin, user }: PinTables) => {
  const counts = pin
    .join(user, "ind")
    .derive((d) => ({ age_group: ageGroup(d.age) }))
    .filter((d) => d.age_group.isNotNull())
    .groupby("age_group", "category")
    .count({ as: "category_count" })
    .orderby((d) => [...youngestFirst(d.age_group), desc(d.category_count), d.category]);
  return {
    top: counts.groupby("age_group").filter((d) => d.category_count.eq(op.max(d.category_count))),
    counts,
  };
};
