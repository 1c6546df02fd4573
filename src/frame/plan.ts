import type { DataType, Schema } from "../schema.ts";
import type { FunctionName } from "./functions.ts";

/** What every expression knows of its values. */
export interface Typed {
  readonly type: DataType;
  readonly nullable: boolean;
}

export interface ColumnNode extends Typed {
  readonly kind: "column";
  readonly name: string;
}

/**
 * A constant as JSON holds it: int64 and timestamps (microseconds) as digits, bytes as base64, the floats that JSON lacks as
 * "NaN", "Infinity", "-Infinity" and "-0".
 */
export interface LiteralNode extends Typed {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
}

/** A regular expression of RE2's dialect, in JavaScript's spelling; flags among g, i, m, s. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

export interface CallNode extends Typed {
  readonly kind: "call";
  readonly fn: FunctionName;
  readonly args: readonly ExprNode[];
  readonly pattern?: Pattern;
}

export interface CaseNode extends Typed {
  readonly kind: "case";
  readonly branches: readonly { readonly when: ExprNode; readonly value: ExprNode }[];
  readonly otherwise: ExprNode;
}

export interface CastNode extends Typed {
  readonly kind: "cast";
  readonly arg: ExprNode;
  /** What a value that does not convert becomes. */
  readonly onFail: "error" | "null";
}

export type AggregateName =
  | "countRows"
  | "count"
  | "countIf"
  | "countDistinct"
  | "any"
  | "every"
  | "sum"
  | "mean"
  | "median"
  | "medianLower"
  | "quantile"
  | "variance"
  | "stddev"
  | "mode"
  | "min"
  | "max"
  | "first"
  | "last"
  | "argmax"
  | "argmin"
  | "list";

/** One value for a group of rows; in derive and filter each row of the group gets it. */
export interface AggregateNode extends Typed {
  readonly kind: "aggregate";
  readonly fn: AggregateName;
  readonly args: readonly ExprNode[];
}

export type WindowName = "rank" | "denseRank" | "percentRank" | "rowNumber" | "ntile" | "lag" | "lead" | "running";

/**
 * A value for each row from its place in its group, which is ordered by `order` and then as the frame is. `running` takes
 * an aggregate, over the rows up to this one: all of them, or the last `rows`.
 */
export interface WindowNode extends Typed {
  readonly kind: "window";
  readonly fn: WindowName;
  readonly args: readonly ExprNode[];
  readonly order: readonly SortKey[];
  readonly rows: number | null;
}

export type ExprNode = ColumnNode | LiteralNode | CallNode | CaseNode | CastNode | AggregateNode | WindowNode;

export interface SortKey {
  readonly by: ExprNode;
  readonly direction: "asc" | "desc";
  readonly nulls: "first" | "last";
}

export interface NamedExpr {
  readonly name: string;
  readonly expr: ExprNode;
}

/** A piece of a query: its text, a value or a list of values, or the number of a frame that it reads, the first one being 0. */
export type SqlPart = string | LiteralNode | readonly LiteralNode[] | { readonly input: number };

/** What a frame does, as data: frozen, JSON-able, without the rows themselves, which it names. */
export type Plan =
  | { readonly verb: "source"; readonly name: string; readonly schema: Schema }
  | {
      readonly verb: "select";
      readonly input: Plan;
      readonly columns: readonly { readonly name: string; readonly from: string }[];
    }
  | {
      readonly verb: "derive";
      readonly input: Plan;
      readonly by: readonly string[];
      readonly columns: readonly NamedExpr[];
    }
  | { readonly verb: "filter"; readonly input: Plan; readonly by: readonly string[]; readonly condition: ExprNode }
  | { readonly verb: "slice"; readonly input: Plan; readonly start: number; readonly end: number | null }
  | { readonly verb: "orderby"; readonly input: Plan; readonly keys: readonly SortKey[] }
  | {
      readonly verb: "rollup";
      readonly input: Plan;
      readonly by: readonly string[];
      readonly columns: readonly NamedExpr[];
    }
  | {
      readonly verb: "join";
      readonly how: "inner" | "left" | "semi" | "anti";
      readonly input: Plan;
      readonly other: Plan;
      readonly on: readonly { readonly left: string; readonly right: string }[];
    }
  | { readonly verb: "concat"; readonly input: Plan; readonly others: readonly Plan[] }
  | { readonly verb: "dedupe"; readonly input: Plan; readonly keys: readonly string[] }
  | { readonly verb: "unroll"; readonly input: Plan; readonly column: string }
  | {
      readonly verb: "sql";
      readonly input: Plan;
      readonly others: readonly Plan[];
      /** What the first frame is called beside `self`. */
      readonly name: string | null;
      readonly parts: readonly SqlPart[];
      readonly schema: Schema;
    };

/** One verb's node of a plan. */
export type PlanOf<V extends Plan["verb"]> = Extract<Plan, { readonly verb: V }>;
