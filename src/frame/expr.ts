import type { Schema } from "../schema.ts";
import { type Kind, kindOf } from "./data-type.ts";
import { methodsBeside, type NodeMethod } from "./expr-methods.ts";
import type { Columns, Expr } from "./expr-types.ts";
import { argumentBeside, type FunctionName, functionsOn } from "./functions.ts";
import { call, columnNode, nodeOf } from "./nodes.ts";
import type { ExprNode } from "./plan.ts";
import type { Row } from "./row-type.ts";
import { noColumn } from "./wrong-column.ts";

/** An expression around a node, with the methods that its type has. */
export const toExpr = <E extends Expr = Expr>(node: ExprNode): E =>
  Object.freeze(Object.assign(Object.create(methodsOf(kindOf(node.type))), { node })) as E;

/** A row of column expressions; naming a column that is not there throws with the nearest name. */
export const columnsOf = <R extends Row>(schema: Schema): Columns<R> => {
  const columns = new Map(schema.map((field) => [field.name, toExpr(columnNode(field))]));
  return new Proxy(Object.fromEntries(columns), {
    get: (_, name) => {
      if (typeof name !== "string") return undefined;
      const found = columns.get(name);
      if (!found) throw noColumn(name, schema);
      return found;
    },
  }) as unknown as Columns<R>;
};

const methods = new Map<Kind, object>();

const methodsOf = (kind: Kind): object => {
  const known = methods.get(kind);
  if (known) return known;
  const plain = functionsOn(kind).map((fn) => [fn, plainMethod(fn)] as const);
  const all = Object.entries({ ...Object.fromEntries(plain), ...methodsBeside(kind) });
  const made = Object.freeze(Object.fromEntries(all.map(([name, method]) => [name, asMethod(method)])));
  methods.set(kind, made);
  return made;
};

const plainMethod =
  (fn: FunctionName): NodeMethod =>
  (self, ...args) =>
    call(fn, [self, ...args.map((arg, index) => nodeOf(arg, argumentBeside(fn, index, self.type)))]);

const asMethod = (method: NodeMethod) =>
  function called(this: { readonly node: ExprNode }, ...args: never[]): Expr {
    return toExpr(method(this.node, ...args));
  };
