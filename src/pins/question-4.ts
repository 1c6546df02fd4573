import { desc, op } from "../frame/index.ts";
import type { PinTables } from "./rows.ts";

/**
 * Question 4, the most popular category in each country: `top` with ties kept, `counts` with every category.
 * Columns country, category, category_count; by country, then the largest count, then category.
 */
export const question4 = ({ pin, geo }: PinTables) => {
  const counts = pin
    .join(geo, "ind")
    .groupby("country", "category")
    .count({ as: "category_count" })
    .orderby((d) => [d.country, desc(d.category_count), d.category]);
  return {
    top: counts.groupby("country").filter((d) => d.category_count.eq(op.max(d.category_count))),
    counts,
  };
};
