import type { Schema } from "../schema.ts";
import * as build from "./build.ts";
import { countColumn } from "./count-column.ts";
import type { Sources } from "./engine.ts";
import type { Columns, Expr } from "./expr-types.ts";
import type { Frame } from "./frame.ts";
import type {
  Condition,
  Derived,
  ElementOf,
  Folded,
  Imputed,
  Lists,
  OnlyColumns,
  Pivoted,
  Renamed,
  Renames,
  Selected,
  With,
} from "./frame-types.ts";
import { GroupedFrame } from "./grouped-frame.ts";
import type { OrderSpec } from "./order.ts";
import type { Plan } from "./plan.ts";
import type { Row, RowOf, Simplify } from "./row-type.ts";
import { schemaOf } from "./schema-of.ts";
import { type Selector, selectedNames } from "./selectors.ts";
import { drop, keep, relocate } from "./verbs/columns.ts";
import { dedupeLast } from "./verbs/combine.ts";
import { describe, type describeSchema } from "./verbs/describe.ts";
import { fold, impute, pivot, sample, spread } from "./verbs/reshape.ts";

/** The verbs of one frame alone. */
export abstract class FrameVerbs<R extends Row> {
  /** What the frame does, as frozen, JSON-able data. */
  readonly plan: Plan;
  readonly sources: Sources;

  constructor(plan: Plan, sources: Sources) {
    this.plan = plan;
    this.sources = sources;
  }

  /** The columns, computed from the plan without running it. */
  get schema(): Schema {
    return schemaOf(this.plan);
  }

  protected abstract made<S extends Row>(plan: Plan, sources?: Sources): Frame<S>;

  /** These columns, in this order, by name or by a selector such as cols.startsWith("image_"). */
  select<const I extends readonly [(keyof R & string) | Selector, ...((keyof R & string) | Selector)[]]>(
    ...items: I
  ): Frame<Selected<R, I[number]>> {
    return this.made(keep(this.plan, selectedNames(this.schema, items)));
  }

  /** All columns but these. */
  drop<K extends keyof R & string>(...names: readonly K[]): Frame<Simplify<Omit<R, K>>> {
    return this.made(drop(this.plan, names));
  }

  /** New names, `{ old: "new" }`; every column keeps its place. */
  rename<const M extends Renames<R>>(names: M & OnlyColumns<R, M>): Frame<Renamed<R, M>> {
    return this.made(build.rename(this.plan, names as Readonly<Record<string, string>>));
  }

  /** These columns moved before or after another. */
  relocate(
    names: (keyof R & string) | readonly (keyof R & string)[],
    to: { readonly before: keyof R & string } | { readonly after: keyof R & string },
  ): Frame<R> {
    return this.made(relocate(this.plan, typeof names === "string" ? [names] : names, to));
  }

  /**
   * New or replaced columns from expressions over the row as it was. An aggregate in one is that of all rows
   * (after groupby: of the row's group).
   */
  derive<D extends Row>(spec: (d: Columns<R>) => D): Frame<With<R, D>> {
    return this.made(build.derive(this.plan, [], spec));
  }

  /** Null replaced by a constant or an expression, column by column: `impute((d) => ({ n: op.median(d.n) }))`. */
  impute<D extends Row>(
    spec: (d: Columns<R>) => { readonly [K in keyof D]: K extends keyof R ? D[K] : never },
  ): Frame<Imputed<R, D>> {
    return this.made(impute(this.plan, spec as never));
  }

  /** The rows where the condition is true; where it is false or null they go. */
  filter(condition: (d: Columns<R>) => Condition): Frame<R> {
    return this.made(build.filter(this.plan, [], condition));
  }

  /** The rows from `start` to before `end`, counted from 0; negative numbers count from the end. */
  slice(start: number, end?: number): Frame<R> {
    return this.made(build.slice(this.plan, start, end));
  }

  /** So many rows, or a share of them, chosen by a seed: the same ones on every engine, in the frame's order. */
  sample(size: { readonly rows: number } | { readonly share: number }, seed = 0): Frame<R> {
    return this.made(sample(this.plan, size, seed));
  }

  /** Sorted by columns or expressions; stable; nulls last unless placed with desc(…).nullsFirst(). */
  orderby(...keys: readonly ((keyof R & string) | ((d: Columns<R>) => OrderSpec | readonly OrderSpec[]))[]): Frame<R> {
    return this.made(build.orderby(this.plan, keys));
  }

  /** Groups for the verb that follows; null is a group of its own. */
  groupby<K extends keyof R & string>(...names: readonly [K, ...K[]]): GroupedFrame<R, K> {
    const keys = build.checkColumns(this.plan, names);
    return new GroupedFrame<R, K>(this.plan, keys, (plan) => this.made(plan));
  }

  /** One row of aggregates over all rows. */
  rollup<D extends Row>(spec: (d: Columns<R>) => D): Frame<Simplify<Derived<D>>> {
    return this.made(build.rollup(this.plan, [], spec));
  }

  /** One row with the number of rows. */
  count<const N extends string = "count">(options?: { readonly as: N }): Frame<Readonly<Record<N, number>>> {
    return this.made(build.rollup(this.plan, [], countColumn(options?.as)));
  }

  /** One row with a column for each of these values of a column, which holds the aggregate of its rows; null where there are none. */
  pivot<K extends keyof R & string, const V extends NonNullable<R[K]> & (string | number | boolean), E extends Expr>(
    column: K,
    values: readonly V[],
    spec: (d: Columns<R>) => E,
  ): Frame<Simplify<Pivoted<V, E>>> {
    return this.made(pivot(this.plan, [], column, values, spec as never));
  }

  /** One row for each of these columns, with its name and its value. */
  fold<K extends keyof R & string, const N extends string = "key", const V extends string = "value">(
    names: readonly [K, ...K[]],
    as?: readonly [N, V],
  ): Frame<Folded<R, K, N, V>> {
    return this.made(fold(this.plan, names, as ?? ["key", "value"]));
  }

  /** One row for each element of a list column; rows with an empty list or null go. */
  unroll<K extends Lists<R>>(column: K): Frame<Simplify<Omit<R, K> & { readonly [C in K]: ElementOf<R[C]> }>> {
    return this.made(build.unroll(this.plan, column));
  }

  /** The elements of a list column as columns of these names, in its place; null past the list's end. */
  spread<K extends Lists<R>, const N extends string>(
    column: K,
    names: readonly [N, ...N[]],
  ): Frame<Simplify<Omit<R, K | N> & { readonly [C in N]: ElementOf<R[K]> | null }>> {
    return this.made(spread(this.plan, column, names));
  }

  /** Of rows equal in these columns (in all where none is named) the first in order; nulls count as equal. */
  dedupe(...keys: readonly (keyof R & string)[]): Frame<R> {
    return this.made(build.dedupe(this.plan, keys));
  }

  /** As dedupe, keeping the last. */
  dedupeLast(...keys: readonly (keyof R & string)[]): Frame<R> {
    return this.made(dedupeLast(this.plan, keys));
  }

  /** One row a column: type, values, nulls, different values, the extremes as text; of numbers mean, median and deviation. */
  describe(): Frame<RowOf<typeof describeSchema>> {
    return this.made(describe(this.plan));
  }
}
