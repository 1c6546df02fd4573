import { usageError } from "../errors.ts";
import { type DataType, type Field, typeName } from "../schema.ts";
import { commonType, isOrdered, kindOf, sameType } from "./data-type.ts";
import { commonDecimal, isDecimal, sumDecimal } from "./decimal-type.ts";
import type { Expr } from "./expr-types.ts";
import { argumentKind, callIsNullable, type FunctionName, functionSpec } from "./functions.ts";
import { literal } from "./literal.ts";
import type { CallNode, CaseNode, ExprNode, Pattern } from "./plan.ts";

/** The node of an expression, or of a constant that stands beside values of a type. */
export const nodeOf = (value: unknown, beside?: DataType): ExprNode =>
  isExpr(value) ? value.node : literal(value, beside);

/** A column's node. */
export const columnNode = ({ name, type, nullable }: Field): ExprNode =>
  Object.freeze({ kind: "column", name, type, nullable });

/** A call's node; throws where an argument is of the wrong kind. */
export const call = (fn: FunctionName, given: readonly ExprNode[], pattern?: Pattern): CallNode => {
  const args = alignDecimals(fn, given);
  const [self, ...rest] = args;
  if (!self) throw usageError(`${fn} needs at least one argument.`);
  checkReceiver(fn, self);
  rest.forEach((arg, index) => {
    checkArgument(fn, self, arg, index);
  });
  checkElements(fn, self);
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
  const aligned = branches.map(({ when, value }) => Object.freeze({ when, value: inDecimal(value, type) }));
  const rest = inDecimal(otherwise, type);
  return Object.freeze({ kind: "case", branches: Object.freeze(aligned), otherwise: rest, type, nullable });
};

/** A cast's node; the caller knows that values of the one type can become the other's. */
export const castNode = (arg: ExprNode, type: DataType, onFail: "error" | "null"): ExprNode =>
  Object.freeze({ kind: "cast", arg, type, onFail, nullable: onFail === "null" || arg.nullable });

/** A decimal as one of another type; what is none stays what it is. */
const inDecimal = (node: ExprNode, type: DataType): ExprNode =>
  isDecimal(node.type) && isDecimal(type) && !sameType(node.type, type) ? castNode(node, type, "error") : node;

/** Decimals that stand beside others have one type; a quotient's are floats. */
const alignDecimals = (fn: FunctionName, args: readonly ExprNode[]): readonly ExprNode[] => {
  const [first] = args;
  if (!first || !isDecimal(first.type) || fn === "mul" || fn === "struct") return args;
  const decimals = args.map((arg) => arg.type).filter(isDecimal);
  const type = decimals.reduce((a, b) => commonDecimal(a, b) ?? tooLong(fn, a, b));
  if (fn === "div") return args.map((arg) => (isDecimal(arg.type) ? castNode(arg, "float64", "error") : arg));
  const wanted = fn === "add" || fn === "sub" ? sumDecimal(type, type) : type;
  return decimals.length === 1 ? args : args.map((arg) => inDecimal(arg, wanted));
};

const tooLong = (fn: string, a: DataType, b: DataType): never => {
  throw usageError(
    `${fn}() of ${typeName(a)} and ${typeName(b)} needs more than 38 digits: round one of them, or cast both to float64.`,
  );
};

const common = (a: DataType, b: DataType): DataType => {
  const type = commonType(a, b);
  if (!type) throw usageError(`One expression cannot give both ${typeName(a)} and ${typeName(b)}: cast one of them.`);
  return type;
};

const isExpr = (value: unknown): value is Expr => typeof value === "object" && value !== null && "node" in value;

const checkReceiver = (fn: FunctionName, { type }: ExprNode): void => {
  const { on } = functionSpec(fn);
  if (on.length > 0 && !on.includes(kindOf(type))) throw usageError(`${fn}() is not for ${typeName(type)}.`);
};

const checkArgument = (fn: FunctionName, self: ExprNode, arg: ExprNode, index: number): void => {
  const due = argumentKind(fn, index, self.type);
  if (arg.kind === "literal" && arg.value === null) return;
  const fits = kindOf(arg.type) === due && (isOrdered(arg.type) || commonType(self.type, arg.type) !== undefined);
  if (fits) return;
  throw usageError(
    `${fn}() on ${typeName(self.type)} takes ${isOrdered(arg.type) ? due : typeName(self.type)} as argument ${index + 1}, not ${typeName(arg.type)}: cast one of them.`,
  );
};

const comparing: readonly FunctionName[] = ["sort", "min", "max", "includes", "indexOf"];

const checkElements = (fn: FunctionName, self: ExprNode): void => {
  if (typeof self.type !== "object" || self.type.kind !== "list") return;
  const { element } = self.type;
  if (fn === "join" && element !== "string") {
    throw usageError(`join() is for lists of text, and these hold ${typeName(element)}.`);
  }
  if (comparing.includes(fn) && !isOrdered(element)) {
    throw usageError(`${fn}() needs elements that can be compared, and these are ${typeName(element)}.`);
  }
};
