import type { AggregateNode, WindowNode } from "../plan.ts";

/** Where an expression's columns and group values are found, as SQL. */
export interface SqlScope {
  readonly column: (name: string) => string;
  readonly group: (node: AggregateNode | WindowNode) => string;
}
