import { usageError } from "../errors.ts";
import type { DataType, Field, Schema } from "../schema.ts";
import { castIsPossible } from "./cast.ts";
import { commonType, type Kind, kindOf, typeName } from "./data-type.ts";
import type { Columns, Expr } from "./expr-types.ts";
import { argumentKind, callIsNullable, type FunctionName, functionSpec, functionsOn } from "./functions.ts";
import { literal } from "./literal.ts";
import { checkReplacement, patternOf } from "./pattern.ts";
import type { CallNode, CaseNode, ExprNode, Pattern } from "./plan.ts";
import type { Row } from "./row-type.ts";
import { noColumn } from "./wrong-column.ts";

/** An expression around a node, with the methods that its type has. */
export const toExpr = <E extends Expr = Expr>(node: ExprNode): E =>
  Object.freeze(Object.assign(Object.create(methodsOf(kindOf(node.type))), { node })) as E;

/** The node of an expression, or of a constant that stands beside values of a type. */
export const nodeOf = (value: unknown, beside?: DataType): ExprNode =>
  isExpr(value) ? value.node : literal(value, beside);

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

/** A column's node. */
export const columnNode = ({ name, type, nullable }: Field): ExprNode =>
  Object.freeze({ kind: "column", name, type, nullable });

/** A call's node; throws where an argument is of the wrong kind. */
export const call = (fn: FunctionName, args: readonly ExprNode[], pattern?: Pattern): CallNode => {
  const [self, ...rest] = args;
  if (!self) throw usageError(`${fn} needs at least one argument.`);
  rest.forEach((arg, index) => {
    checkArgument(fn, self, arg, index);
  });
  const type = functionSpec(fn).gives(args);
  const node = { kind: "call", fn, args: Object.freeze(args), type, nullable: callIsNullable(fn, args) } as const;
  return Object.freeze(pattern ? { ...node, pattern } : node);
};

/** A case's node: the value of the first branch whose condition is true. */
export const caseNode = (branches: CaseNode["branches"], otherwise: ExprNode): CaseNode => {
  const values = [...branches.map((branch) => branch.value), otherwise];
  const typed = values.filter((value) => value.kind !== "literal" || value.value !== null);
  const type = typed.map((value) => value.type).reduce(common, typed[0]?.type ?? otherwise.type);
  const nullable = values.some((value) => value.nullable);
  return Object.freeze({ kind: "case", branches: Object.freeze(branches), otherwise, type, nullable });
};

const common = (a: DataType, b: DataType): DataType => {
  const type = commonType(a, b);
  if (!type) throw usageError(`One expression cannot give both ${typeName(a)} and ${typeName(b)}: cast one of them.`);
  return type;
};

const isExpr = (value: unknown): value is Expr => typeof value === "object" && value !== null && "node" in value;

const checkArgument = (fn: FunctionName, self: ExprNode, arg: ExprNode, index: number): void => {
  const due = argumentKind(fn, index, self.type);
  if (arg.kind === "literal" && arg.value === null) return;
  if (kindOf(arg.type) === due) return;
  throw usageError(
    `${fn}() on ${typeName(self.type)} takes ${due} as argument ${index + 1}, not ${typeName(arg.type)}: cast one of them.`,
  );
};

type Self = { readonly node: ExprNode };
type Method = (this: Self, ...args: never[]) => Expr;

const methods = new Map<Kind, object>();

const methodsOf = (kind: Kind): object => {
  const known = methods.get(kind);
  if (known) return known;
  const plain = functionsOn(kind).map((fn) => [fn, plainMethod(fn)] as const);
  const made = Object.freeze({
    ...Object.fromEntries(plain),
    ...casts,
    ...derived,
    ...(kind === "string" ? textMethods : {}),
  });
  methods.set(kind, made);
  return made;
};

const plainMethod = (fn: FunctionName) =>
  function method(this: Self, ...args: unknown[]): Expr {
    const { type } = this.node;
    return toExpr(call(fn, [this.node, ...args.map((arg) => nodeOf(arg, type))]));
  };

const cast = (arg: ExprNode, type: DataType, onFail: "error" | "null"): Expr => {
  if (!castIsPossible(arg.type, type)) {
    throw usageError(`A ${typeName(arg.type)} cannot be cast to ${typeName(type)}.`);
  }
  return toExpr(Object.freeze({ kind: "cast", arg, type, onFail, nullable: onFail === "null" || arg.nullable }));
};

const casts: Record<string, Method> = {
  cast(this: Self, to: DataType) {
    return cast(this.node, to, "error");
  },
  tryCast(this: Self, to: DataType) {
    return cast(this.node, to, "null");
  },
};

const nullWhere = (self: ExprNode, when: ExprNode): Expr =>
  toExpr(caseNode([{ when, value: literal(null, self.type) }], self));

const inList = (self: ExprNode, values: readonly unknown[]): ExprNode =>
  call("in", [self, ...values.map((value) => nodeOf(value, self.type))]);

const derived: Record<string, Method> = {
  between(this: Self, low: unknown, high: unknown) {
    const bounds = [low, high].map((bound) => nodeOf(bound, this.node.type)) as [ExprNode, ExprNode];
    return toExpr(call("and", [call("ge", [this.node, bounds[0]]), call("le", [this.node, bounds[1]])]));
  },
  in(this: Self, values: readonly unknown[]) {
    return toExpr(inList(this.node, values));
  },
  nullIf(this: Self, value: unknown) {
    if (value instanceof RegExp) return nullWhere(this.node, call("matches", [this.node], patternOf(value)));
    return nullWhere(this.node, inList(this.node, Array.isArray(value) ? value : [value]));
  },
  orElse(this: Self, other: unknown) {
    return toExpr(call("coalesce", [this.node, nodeOf(other, this.node.type)]));
  },
};

const textMethods: Record<string, Method> = {
  matches(this: Self, pattern: RegExp) {
    return toExpr(call("matches", [this.node], patternOf(pattern)));
  },
  extract(this: Self, pattern: RegExp, group = 0) {
    return toExpr(call("extract", [this.node, literal(group)], patternOf(pattern)));
  },
  replace(this: Self, what: string | RegExp, by: string) {
    if (typeof what === "string") return toExpr(call("replaceText", [this.node, literal(what), literal(by)]));
    return toExpr(call("replace", [this.node, literal(checkReplacement(by))], patternOf(what)));
  },
};
