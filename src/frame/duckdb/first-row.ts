import { type DataType, holdsFloats } from "../../schema.ts";
import type { SortKey } from "../plan.ts";

/**
 * The value of the row that comes first by an order (or last), null or not. DuckDB keeps nested values and float32 in a
 * form that has no -0, so those that may hold one are taken of a list, or as float64.
 */
export const valueOfRow = (
  which: "first" | "last",
  value: string,
  type: DataType,
  order: string,
  over = "",
): string => {
  if (typeof type === "object" && holdsFloats(type)) {
    return `(list(${value} ORDER BY ${order})${over})[${which === "first" ? 1 : -1}]`;
  }
  const name = which === "first" ? "arg_min_null" : "arg_max_null";
  if (type === "float32") return `CAST(${name}(CAST(${value} AS DOUBLE), ${order})${over} AS FLOAT)`;
  return `${name}(${value}, ${order})${over}`;
};

/** What to group or partition by: DuckDB gives a float back as 0 where it was -0, unless it knows it as bytes alone. */
export const partitionKey = (sql: string, type: DataType): string =>
  holdsFloats(type) ? `create_sort_key(${sql}, 'ASC NULLS LAST')` : sql;

/** A sort key of a window, for the same reason. */
export const windowKey = (sql: string, { by, direction, nulls }: SortKey): string => {
  const order = `${direction.toUpperCase()} NULLS ${nulls.toUpperCase()}`;
  return holdsFloats(by.type) ? `create_sort_key(${sql}, '${order}')` : `${sql} ${order}`;
};
