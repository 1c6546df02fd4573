import { children } from "./check-expr.ts";
import type { ExprNode, SortKey } from "./plan.ts";

/** The names of the columns that an expression reads. */
export const columnsIn = (node: ExprNode): ReadonlySet<string> => new Set(namesIn(node));

/** An expression over columns of other names: `names` maps those that it has to those that it is to have. */
export const renameColumns = (node: ExprNode, names: ReadonlyMap<string, string>): ExprNode => {
  const inner = (child: ExprNode) => renameColumns(child, names);
  switch (node.kind) {
    case "column":
      return Object.freeze({ ...node, name: names.get(node.name) ?? node.name });
    case "literal":
      return node;
    case "call":
    case "aggregate":
      return Object.freeze({ ...node, args: Object.freeze(node.args.map(inner)) });
    case "cast":
      return Object.freeze({ ...node, arg: inner(node.arg) });
    case "case": {
      const branches = node.branches.map(({ when, value }) =>
        Object.freeze({ when: inner(when), value: inner(value) }),
      );
      return Object.freeze({ ...node, branches: Object.freeze(branches), otherwise: inner(node.otherwise) });
    }
    case "window": {
      const order = node.order.map((key): SortKey => Object.freeze({ ...key, by: inner(key.by) }));
      return Object.freeze({ ...node, args: Object.freeze(node.args.map(inner)), order: Object.freeze(order) });
    }
  }
};

const namesIn = (node: ExprNode): readonly string[] =>
  node.kind === "column" ? [node.name] : children(node).flatMap(namesIn);
