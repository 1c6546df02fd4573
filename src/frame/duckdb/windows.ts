import type { WindowName, WindowNode } from "../plan.ts";
import { sqlOf } from "./expression.ts";
import { refused } from "./refused.ts";
import type { SqlScope } from "./scope.ts";

/** A window as SQL, over the groups of some columns; `order` is the frame's, which decides between ties. */
export const windowSql = (node: WindowNode, by: readonly string[], order: string, scope: SqlScope): string => {
  const keys = node.order.map(
    ({ by: key, direction, nulls }) => `${sqlOf(key, scope)} ${direction.toUpperCase()} NULLS ${nulls.toUpperCase()}`,
  );
  const partition = by.length > 0 ? `PARTITION BY ${by.join(", ")} ` : "";
  const ties = node.fn === "rowNumber" && order !== "" ? [order] : [];
  return `CAST(${functions[node.fn]()}() OVER (${partition}${orderBy([...keys, ...ties])}) AS INTEGER)`;
};

const orderBy = (keys: readonly string[]): string => (keys.length > 0 ? `ORDER BY ${keys.join(", ")}` : "");

const functions: Readonly<Record<WindowName, () => string>> = {
  rank: () => "rank",
  denseRank: () => "dense_rank",
  rowNumber: () => "row_number",
  ...refused("lag", "lead", "ntile", "percentRank", "running"),
};
