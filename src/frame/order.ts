import type { Expr } from "./expr-types.ts";
import { nodeOf } from "./nodes.ts";
import type { SortKey } from "./plan.ts";

/** A sort key; nulls come last in both directions unless placed, NaN is the largest number. */
export interface Order {
  readonly key: SortKey;
  nullsFirst(): Order;
  nullsLast(): Order;
}

/** What orders rows: an expression (ascending) or asc(…), desc(…). */
export type OrderSpec = Expr | Order;

/** Smallest first. */
export const asc = (by: Expr): Order => order({ by: by.node, direction: "asc", nulls: "last" });

/** Largest first. */
export const desc = (by: Expr): Order => order({ by: by.node, direction: "desc", nulls: "last" });

/** The sort key of a spec. */
export const sortKey = (spec: OrderSpec): SortKey =>
  "key" in spec ? spec.key : Object.freeze({ by: nodeOf(spec), direction: "asc", nulls: "last" });

const order = (key: SortKey): Order =>
  Object.freeze({
    key: Object.freeze(key),
    nullsFirst: () => order({ ...key, nulls: "first" }),
    nullsLast: () => order({ ...key, nulls: "last" }),
  });
