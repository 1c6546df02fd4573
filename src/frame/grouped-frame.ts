import * as build from "./build.ts";
import { countColumn } from "./count-column.ts";
import { type MimeBundle, summarizePlan, summaryBundle } from "./display/index.ts";
import { framePlanText } from "./explain.ts";
import type { BooleanExpr, Columns, Expr } from "./expr-types.ts";
import type { Frame } from "./frame.ts";
import type { Derived, Pivoted, With } from "./frame-types.ts";
import type { Plan } from "./plan.ts";
import type { Row, Simplify } from "./row-type.ts";
import { pivot } from "./verbs/reshape.ts";

/** A frame with groups, for one verb; what that gives has none. */
export class GroupedFrame<R extends Row, K extends keyof R & string> {
  readonly plan: Plan;
  readonly keys: readonly string[];
  readonly #frameOf: <S extends Row>(plan: Plan) => Frame<S>;

  constructor(plan: Plan, keys: readonly string[], frameOf: <S extends Row>(plan: Plan) => Frame<S>) {
    this.plan = plan;
    this.keys = keys;
    this.#frameOf = frameOf;
    Object.freeze(this);
  }

  /** One row a group: the keys, then aggregates; groups in the order in which they first appear. */
  rollup<D extends Row>(spec: (d: Columns<R>) => D): Frame<Simplify<Pick<R, K> & Derived<D>>> {
    return this.#frameOf(build.rollup(this.plan, this.keys, spec));
  }

  /** One row a group: the keys, then the number of rows. */
  count<const N extends string = "count">(options?: {
    readonly as: N;
  }): Frame<Simplify<Pick<R, K> & Readonly<Record<N, number>>>> {
    return this.#frameOf(build.rollup(this.plan, this.keys, countColumn(options?.as)));
  }

  /** All rows with new columns, whose aggregates and ranks are those of the row's group. */
  derive<D extends Row>(spec: (d: Columns<R>) => D): Frame<With<R, D>> {
    return this.#frameOf(build.derive(this.plan, this.keys, spec));
  }

  /** The rows where the condition is true, whose aggregates and ranks are those of the row's group. */
  filter(condition: (d: Columns<R>) => BooleanExpr<null>): Frame<R> {
    return this.#frameOf(build.filter(this.plan, this.keys, condition));
  }

  /** One row a group: the keys, then a column for each of these values of a column, which holds the aggregate of its rows. */
  pivot<C extends keyof R & string, const V extends NonNullable<R[C]> & (string | number | boolean), E extends Expr>(
    column: C,
    values: readonly V[],
    spec: (d: Columns<R>) => E,
  ): Frame<Simplify<Pick<R, K> & Pivoted<V, E>>> {
    return this.#frameOf(pivot(this.plan, this.keys, column, values, spec as never));
  }

  /** The columns, the steps and the keys, as text. */
  toString(): string {
    return `${framePlanText(this.plan)}\n${this.#grouped}`;
  }

  /** What console.log prints. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Shows the rows as a frame does, and what groups them. */
  async [Symbol.for("Jupyter.display")](): Promise<MimeBundle> {
    const { plan, sources } = this.#frameOf(this.plan);
    return summaryBundle(await summarizePlan(plan, sources), [this.#grouped]);
  }

  get #grouped(): string {
    return `grouped by ${this.keys.join(", ")}`;
  }
}
