import { usageError } from "../errors.ts";
import { type DataType, typeName } from "../schema.ts";
import { isOrdered } from "./data-type.ts";
import { toExpr } from "./expr.ts";
import type { Expr, NumberExpr, Of, ValueOf } from "./expr-types.ts";
import { literal } from "./literal.ts";
import { type OrderSpec, sortKey } from "./order.ts";
import type { ExprNode, SortKey, WindowName } from "./plan.ts";

type Order = readonly OrderSpec[];
type SomeOrder = readonly [OrderSpec, ...OrderSpec[]];

/** The row's place in its group: ties share one and leave a gap after them. */
export const rank = (...order: SomeOrder): NumberExpr => placed("rank", order);

/** As rank, without gaps. */
export const denseRank = (...order: SomeOrder): NumberExpr => placed("denseRank", order);

/** Its rank as a share from 0 to 1. */
export const percentRank = (...order: SomeOrder): NumberExpr => placed("percentRank", order, "float64");

/** The row's number in its group from 1; ties, and all rows where no order is given, in the frame's order. */
export const rowNumber = (...order: Order): NumberExpr => placed("rowNumber", order);

/** Which of so many parts of its group, as equal as can be, the row is in, from 1. */
export const ntile = (parts: number, ...order: SomeOrder): NumberExpr =>
  window({ fn: "ntile", args: [literal(atLeast(1, parts, "ntile"))], order, type: "int32", nullable: false });

/** The value of the row before (or so many before) in its group; null where there is none. */
export const lag = <E extends Expr>(value: E, rows = 1, ...order: Order): Of<ValueOf<E> | null> =>
  shifted("lag", value, rows, order);

/** The value of the row after (or so many after) in its group; null where there is none. */
export const lead = <E extends Expr>(value: E, rows = 1, ...order: Order): Of<ValueOf<E> | null> =>
  shifted("lead", value, rows, order);

/** An aggregate of the group's rows up to this one: `op.running(op.sum(d.amount), d.at)` is a cumulative sum. */
export const running = <E extends Expr>(aggregate: E, ...order: Order): E => over(aggregate, null, order);

/** An aggregate of the group's last so many rows up to this one: `op.rolling(op.mean(d.amount), 7, d.at)`. */
export const rolling = <E extends Expr>(aggregate: E, rows: number, ...order: Order): E =>
  over(aggregate, atLeast(1, rows, "rolling"), order);

const atLeast = (least: number, value: number, name: string): number => {
  if (Number.isInteger(value) && value >= least && value < 2 ** 31) return value;
  throw usageError(`${name} takes a whole number from ${least}, not ${value}.`);
};

const placed = (fn: WindowName, order: Order, type: DataType = "int32"): NumberExpr =>
  window({ fn, args: [], order, type, nullable: false });

const shifted = <E extends Expr>(fn: "lag" | "lead", value: Expr, rows: number, order: Order): E =>
  window({ fn, args: [value.node, literal(atLeast(0, rows, fn))], order, type: value.node.type, nullable: true });

const over = <E extends Expr>({ node }: Expr, rows: number | null, order: Order): E => {
  if (node.kind !== "aggregate") {
    throw usageError("running and rolling take an aggregate, such as op.sum(d.amount); reckon with what they give.");
  }
  return window({ fn: "running", args: [node], order, rows, type: node.type, nullable: node.nullable });
};

interface Parts {
  readonly fn: WindowName;
  readonly args: readonly ExprNode[];
  readonly order: Order;
  readonly rows?: number | null;
  readonly type: DataType;
  readonly nullable: boolean;
}

const window = <E extends Expr>({ order, rows = null, ...parts }: Parts): E =>
  toExpr(Object.freeze({ kind: "window", ...parts, order: Object.freeze(order.map(orderedKey)), rows }));

const orderedKey = (spec: OrderSpec): SortKey => {
  const key = sortKey(spec);
  if (isOrdered(key.by.type)) return key;
  throw usageError(`A window cannot be ordered by values of type ${typeName(key.by.type)}.`);
};
