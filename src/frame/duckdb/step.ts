/** A hidden column by which rows are ordered. */
export interface OrderKey {
  readonly column: string;
  readonly direction: "asc" | "desc";
  readonly nulls: "first" | "last";
  /** Whether it is a whole number, as rows are numbered. */
  readonly isNumber: boolean;
}

/** The rows of a part of the plan, as a table of the query. */
export interface Step {
  readonly name: string;
  /** What puts the rows in the frame's order, without ties; undefined where nobody asks for the order. */
  readonly order: readonly OrderKey[] | undefined;
  /** Whether DuckDB gives the rows in that order of itself. */
  readonly isInOrder: boolean;
}

/** A step whose rows are ordered by one ascending column. */
export const stepBy = (name: string, key: OrderKey | undefined, isInOrder = false): Step => ({
  name,
  order: key && [key],
  isInOrder,
});

/** A key that is never null, smallest first. */
export const ascending = (column: string, isNumber = true): OrderKey => ({
  column,
  direction: "asc",
  nulls: "last",
  isNumber,
});

/** The column of the first row's place in each group, under a name. */
export const firstRow = (order: readonly OrderKey[], column: string) => ({
  sql: `min(${orderValue(order)}) AS ${column}`,
  key: ascending(column, order.length === 0 || isRowNumber(order)),
});

/** Whether rows are ordered by one number. */
export const isRowNumber = (order: readonly OrderKey[]): boolean =>
  order.length === 1 && order[0]?.isNumber === true && order[0].direction === "asc";

/** `ORDER BY …` of a step; nothing where there is no order or the rows are in it already. */
export const orderBy = ({ order, isInOrder }: Step): string =>
  order === undefined || order.length === 0 || isInOrder ? "" : `\nORDER BY ${orderList(order)}`;

/** Sort keys, comma-separated. */
export const orderList = (order: readonly OrderKey[]): string =>
  order
    .map(({ column, direction, nulls }) => `${column} ${direction.toUpperCase()} NULLS ${nulls.toUpperCase()}`)
    .join(", ");

/** One value, never null, that orders rows as all keys do: for min, arg_min and ordered aggregates. */
export const orderValue = (order: readonly OrderKey[]): string => {
  const [only] = order;
  if (!only) return "CAST(0 AS BIGINT)";
  if (isRowNumber(order)) return only.column;
  const keys = order.map(
    ({ column, direction, nulls }) => `${column}, '${direction.toUpperCase()} NULLS ${nulls.toUpperCase()}'`,
  );
  return `create_sort_key(${keys.join(", ")})`;
};
