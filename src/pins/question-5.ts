import { desc, op } from "../frame/index.ts";
import type { PinTables } from "./rows.ts";

/**
 * Question 5, the most popular category in each year from 2018 to 2022: `top` with ties kept, `counts` with every category.
 * Columns post_year, category, category_count; by year, then the largest count, then category.
 */
export const question5 = ({ pin, geo }: PinTables) => {
  const counts = pin
    .join(geo, "ind")
    .derive((d) => ({ post_year: d.timestamp.year() }))
    .filter((d) => d.post_year.between(2018, 2022))
    .groupby("post_year", "category")
    .count({ as: "category_count" })
    .orderby((d) => [d.post_year, desc(d.category_count), d.category]);
  return {
    top: counts.groupby("post_year").filter((d) => d.category_count.eq(op.max(d.category_count))),
    counts,
  };
};
