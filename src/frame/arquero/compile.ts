import { PinbookError } from "../../errors.ts";
import { typeName } from "../../schema.ts";
import { hexOf } from "../bytes.ts";
import { converter } from "../cast.ts";
import { literalValue } from "../literal.ts";
import type { AggregateNode, CallNode, CaseNode, CastNode, ExprNode, WindowNode } from "../plan.ts";
import type { Kernel } from "./kernels/kernel.ts";
import { kernelOf, seesNulls } from "./kernels.ts";

/** An expression's value at a row. */
export type Cell = (row: number) => unknown;

/** Where an expression's columns and group values come from. */
export interface Scope {
  readonly column: (name: string) => Cell;
  readonly group: (node: AggregateNode | WindowNode) => Cell;
}

/** An expression as a function of the row's index. */
export const compile = (node: ExprNode, scope: Scope): Cell => {
  switch (node.kind) {
    case "column":
      return scope.column(node.name);
    case "literal": {
      const value = literalValue(node);
      return () => value;
    }
    case "call":
      return compileCall(node, scope);
    case "case":
      return compileCase(node, scope);
    case "cast":
      return compileCast(node, scope);
    default:
      return scope.group(node);
  }
};

const compileCall = (node: CallNode, scope: Scope): Cell => {
  const kernel = kernelOf(node);
  const args = node.args.map((arg) => compile(arg, scope));
  if (node.fn === "coalesce") return coalesceCell(args);
  if (seesNulls.has(node.fn)) return (row) => kernel(...(args.map((arg) => arg(row)) as never[]));
  const [a, b] = args;
  if (a && args.length === 1) return unaryCell(kernel, a);
  if (a && b && args.length === 2) return binaryCell(kernel, a, b);
  return (row) => {
    const values = args.map((arg) => arg(row));
    return values.includes(null) ? null : kernel(...(values as never[]));
  };
};

/** What comes after a value is not computed. */
const coalesceCell =
  (args: readonly Cell[]): Cell =>
  (row) => {
    for (const arg of args) {
      const value = arg(row);
      if (value !== null) return value;
    }
    return null;
  };

const unaryCell =
  (kernel: Kernel, a: Cell): Cell =>
  (row) => {
    const value = a(row);
    return value === null ? null : kernel(value as never);
  };

const binaryCell =
  (kernel: Kernel, a: Cell, b: Cell): Cell =>
  (row) => {
    const left = a(row);
    const right = left === null ? null : b(row);
    return right === null ? null : kernel(left as never, right as never);
  };

const compileCase = (node: CaseNode, scope: Scope): Cell => {
  const branches = node.branches.map(({ when, value }) => ({
    when: compile(when, scope),
    value: compile(value, scope),
  }));
  const otherwise = compile(node.otherwise, scope);
  return (row) => (branches.find(({ when }) => when(row) === true)?.value ?? otherwise)(row);
};

const compileCast = (node: CastNode, scope: Scope): Cell => {
  const arg = compile(node.arg, scope);
  const convert = converter(node.arg.type, node.type);
  if (!convert) throw new PinbookError(`A ${typeName(node.arg.type)} cannot be cast to ${typeName(node.type)}.`);
  return (row) => {
    const value = arg(row);
    if (value === null) return null;
    const converted = convert(value as never);
    if (converted !== undefined) return converted;
    if (node.onFail === "null") return null;
    throw new PinbookError(
      `The value ${value instanceof Uint8Array ? hexOf(value) : value} cannot be cast to ${typeName(node.type)}: use tryCast for null in its place.`,
    );
  };
};
