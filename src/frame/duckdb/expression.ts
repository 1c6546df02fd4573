import type { CallNode, CaseNode, CastNode, ExprNode } from "../plan.ts";
import { castSql } from "./casts.ts";
import { functionSql } from "./functions.ts";
import { literalSql } from "./literal-sql.ts";
import type { SqlScope } from "./scope.ts";
import { converted } from "./sql-type.ts";

/** An expression as SQL whose type is that of the node; throws where DuckDB has no way to the same answer. */
export const sqlOf = (node: ExprNode, scope: SqlScope): string => {
  const known = scope.known?.get(node);
  if (known !== undefined) return known;
  switch (node.kind) {
    case "column":
      return scope.column(node.name);
    case "literal":
      return literalSql(node);
    case "call":
      return callSql(node, scope);
    case "case":
      return caseSql(node, scope);
    case "cast":
      return castNodeSql(node, scope);
    default:
      return scope.group(node);
  }
};

const callSql = (node: CallNode, scope: SqlScope): string =>
  functionSql(
    node,
    node.args.map((arg) => sqlOf(arg, scope)),
  );

const caseSql = (node: CaseNode, scope: SqlScope): string => {
  const value = (inner: ExprNode) => converted(sqlOf(inner, scope), inner.type, node.type);
  const branches = node.branches.map((branch) => `WHEN ${sqlOf(branch.when, scope)} THEN ${value(branch.value)}`);
  return `CASE ${branches.join(" ")} ELSE ${value(node.otherwise)} END`;
};

const castNodeSql = (node: CastNode, scope: SqlScope): string =>
  castSql(sqlOf(node.arg, scope), node.arg.type, node.type, node.onFail);
