import type { AggregateNode, ExprNode, WindowNode } from "../plan.ts";

/** Where an expression's columns and group values are found, as SQL. */
export interface SqlScope {
  readonly column: (name: string) => string;
  readonly group: (node: AggregateNode | WindowNode) => string;
  /** Columns that hold what some expressions give. */
  readonly known?: ReadonlyMap<ExprNode, string>;
}
