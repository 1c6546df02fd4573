import type { ColumnTable, Schema } from "../schema.ts";
import type { AnyFrame, CollectOptions } from "./any-frame.ts";
import { arqueroEngine } from "./arquero/index.ts";
import * as build from "./build.ts";
import { countColumn } from "./count-column.ts";
import { frameBundle, framePlanText, type MimeBundle } from "./display.ts";
import type { Sources } from "./engine.ts";
import type { BooleanExpr, Columns, ValueOf } from "./expr-types.ts";
import { GroupedFrame } from "./grouped-frame.ts";
import type { OrderSpec } from "./order.ts";
import type { Plan } from "./plan.ts";
import type { Row, Simplify } from "./row-type.ts";
import { readSavedFrame, type SavedFrame, saveFrame } from "./saved-frame.ts";
import { schemaOf } from "./schema-of.ts";
import { merge, type Sourced } from "./sources.ts";
import { type ArqueroTable, tableToArquero } from "./to-arquero.ts";
import { tableToDanfo } from "./to-danfo.ts";
import { tableToRows } from "./to-rows.ts";

/** The columns that a derive or rollup is given, as row types. */
export type Derived<D> = { readonly [K in keyof D]: ValueOf<D[K]> };

/** A row with some columns replaced and some added. */
export type With<R, D> = Simplify<Omit<R, keyof D> & Derived<D>>;

type Name<R> = keyof R & string;
type Renamed<R, M> = Simplify<{ readonly [K in keyof R as K extends keyof M ? M[K] & string : K]: R[K] }>;
type Renames<R> = { readonly [K in Name<R>]?: string };
type OnlyColumns<R, M> = { readonly [K in Exclude<keyof M, Name<R>>]: never };
/** Columns that both rows have; a text that says so where there is none. */
type Shared<R, S> = [Name<R> & Name<S>] extends [never] ? "no column is in both frames" : Name<R> & Name<S>;
type ElementOf<T> = NonNullable<T> extends readonly (infer E)[] ? E : never;
type Condition = BooleanExpr<null>;

/**
 * A typed table that is not there yet: each verb gives a new frame whose plan has one step more, and nothing runs until
 * collect, toRows, toArquero, toDanfo or display. R is the type of its rows.
 */
export class Frame<R extends Row = Row> implements AnyFrame {
  /** What the frame does, as frozen, JSON-able data. */
  readonly plan: Plan;
  readonly sources: Sources;

  constructor(plan: Plan, sources: Sources) {
    this.plan = plan;
    this.sources = sources;
    Object.freeze(this);
  }

  /** The columns, computed from the plan without running it. */
  get schema(): Schema {
    return schemaOf(this.plan);
  }

  /** These columns, in this order. */
  select<K extends keyof R & string>(...names: readonly [K, ...K[]]): Frame<Simplify<Pick<R, K>>> {
    return this.#with(
      build.select(
        this.plan,
        names.map((name) => ({ name, from: name })),
      ),
    );
  }

  /** All columns but these. */
  drop<K extends keyof R & string>(...names: readonly K[]): Frame<Simplify<Omit<R, K>>> {
    build.checkColumns(this.plan, names);
    const kept = this.schema.filter((field) => !names.some((name) => name === field.name));
    return this.#with(
      build.select(
        this.plan,
        kept.map(({ name }) => ({ name, from: name })),
      ),
    );
  }

  /** New names, `{ old: "new" }`; every column keeps its place. */
  rename<const M extends Renames<R>>(names: M & OnlyColumns<R, M>): Frame<Renamed<R, M>> {
    return this.#with(build.rename(this.plan, names as Readonly<Record<string, string>>));
  }

  /**
   * New or replaced columns from expressions over the row as it was. An aggregate in one is that of all rows
   * (after groupby: of the row's group).
   */
  derive<D extends Row>(spec: (d: Columns<R>) => D): Frame<With<R, D>> {
    return this.#with(build.derive(this.plan, [], spec));
  }

  /** The rows where the condition is true; where it is false or null they go. */
  filter(condition: (d: Columns<R>) => Condition): Frame<R> {
    return this.#with(build.filter(this.plan, [], condition));
  }

  /** The rows from `start` to before `end`, counted from 0; negative numbers count from the end. */
  slice(start: number, end?: number): Frame<R> {
    return this.#with(build.slice(this.plan, start, end));
  }

  /** Sorted by columns or expressions; stable; nulls last unless placed with desc(…).nullsFirst(). */
  orderby(...keys: readonly ((keyof R & string) | ((d: Columns<R>) => OrderSpec | readonly OrderSpec[]))[]): Frame<R> {
    return this.#with(build.orderby(this.plan, keys));
  }

  /** Groups for the verb that follows; null is a group of its own. */
  groupby<K extends keyof R & string>(...names: readonly [K, ...K[]]): GroupedFrame<R, K> {
    const keys = build.checkColumns(this.plan, names);
    return new GroupedFrame<R, K>(this.plan, keys, (plan) => new Frame(plan, this.sources));
  }

  /** One row of aggregates over all rows. */
  rollup<D extends Row>(spec: (d: Columns<R>) => D): Frame<Simplify<Derived<D>>> {
    return this.#with(build.rollup(this.plan, [], spec));
  }

  /** One row with the number of rows. */
  count<const N extends string = "count">(options?: { readonly as: N }): Frame<Readonly<Record<N, number>>> {
    return this.#with(build.rollup(this.plan, [], countColumn(options?.as)));
  }

  /** Rows of both that agree in the columns `on`, in the order of this frame; columns of other names must differ. */
  join<S extends Row, K extends Shared<R, S>>(other: Frame<S>, on: K | readonly K[]): Frame<Simplify<R & Omit<S, K>>> {
    return this.#join("inner", other, on);
  }

  /** As join, and rows without a match too, with nulls. */
  joinLeft<S extends Row, K extends Shared<R, S>>(
    other: Frame<S>,
    on: K | readonly K[],
  ): Frame<Simplify<R & { readonly [C in Exclude<keyof S, K>]: S[C] | null }>> {
    return this.#join("left", other, on);
  }

  /** The rows that have a match in the other frame. */
  semijoin<S extends Row, K extends Shared<R, S>>(other: Frame<S>, on: K | readonly K[]): Frame<R> {
    return this.#join("semi", other, on);
  }

  /** The rows that have no match in the other frame. */
  antijoin<S extends Row, K extends Shared<R, S>>(other: Frame<S>, on: K | readonly K[]): Frame<R> {
    return this.#join("anti", other, on);
  }

  /** The rows of this frame, then those of the others, columns matched by name. */
  concat(...others: readonly Frame<R>[]): Frame<R> {
    let sources = this.sources;
    const plans = others.map((other) => {
      const merged = merge(sources, other);
      sources = merged.sources;
      return merged.plan;
    });
    return new Frame(build.concat(this.plan, plans), sources);
  }

  /** The different rows of all frames, each where it first appears. */
  union(...others: readonly Frame<R>[]): Frame<R> {
    return this.concat(...others).dedupe();
  }

  /** Of rows equal in these columns (in all where none is named) the first in order; nulls count as equal. */
  dedupe(...keys: readonly (keyof R & string)[]): Frame<R> {
    return this.#with(build.dedupe(this.plan, keys));
  }

  /** One row for each element of a list column; rows with an empty list or null go. */
  unroll<K extends keyof R & string>(column: K): Frame<Simplify<Omit<R, K> & { readonly [C in K]: ElementOf<R[C]> }>> {
    return this.#with(build.unroll(this.plan, column));
  }

  /** Runs the plan: rows as columns. */
  collect(options: CollectOptions = {}): Promise<ColumnTable> {
    return (options.engine ?? arqueroEngine).run(this.plan, this.sources);
  }

  /** Runs the plan: rows as objects; dates and timestamps as Date, int64 as bigint. */
  async toRows(options?: CollectOptions): Promise<readonly R[]> {
    return tableToRows(await this.collect(options)) as readonly R[];
  }

  /** Runs the plan: an Arquero table; dates and timestamps as Date. */
  async toArquero(options?: CollectOptions): Promise<ArqueroTable> {
    return tableToArquero(await this.collect(options));
  }

  /** Runs the plan: a Danfo DataFrame; dates, timestamps, decimals and nested values as text. Needs danfojs-node. */
  async toDanfo(options?: CollectOptions) {
    return tableToDanfo(await this.collect(options));
  }

  /** The columns and the steps, as text. */
  toString(): string {
    return framePlanText(this.plan);
  }

  /** What console.log prints. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** The plan and rows, for a cache of cells' values. */
  [Symbol.for("pinbook.save")](): SavedFrame {
    return saveFrame(this.plan, this.sources);
  }

  static [Symbol.for("pinbook.restore")](saved: SavedFrame): Frame {
    const { plan, sources } = readSavedFrame(saved);
    return new Frame(plan, sources);
  }

  static get [Symbol.for("pinbook.home")](): string {
    return "pinbook#Frame";
  }

  /** Runs the plan and shows the first rows as a table, with the columns' types and the number of rows. */
  async [Symbol.for("Jupyter.display")](): Promise<MimeBundle> {
    return frameBundle(await this.collect());
  }

  #with<S extends Row>(plan: Plan): Frame<S> {
    return new Frame<S>(plan, this.sources);
  }

  #join<S extends Row>(how: "inner" | "left" | "semi" | "anti", other: Sourced, on: string | readonly string[]) {
    const merged = merge(this.sources, other);
    const keys = typeof on === "string" ? [on] : on;
    return new Frame<S>(build.join(how, this.plan, merged.plan, keys), merged.sources);
  }
}
