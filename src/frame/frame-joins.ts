import { usageError } from "../errors.ts";
import * as build from "./build.ts";
import type { Sources } from "./engine.ts";
import type { Frame } from "./frame.ts";
import type { Alike, FullJoined, Joined, LeftJoined, Pairs, RightJoined, Shared } from "./frame-types.ts";
import { FrameVerbs } from "./frame-verbs.ts";
import type { Plan } from "./plan.ts";
import type { Row, Simplify } from "./row-type.ts";
import { merge, type Sourced } from "./sources.ts";
import { asofJoin, crossJoin, distinctRows, fullJoin, type Keys, pairedRows, rightJoin } from "./verbs/combine.ts";

/** Whether equal rows count one by one, as in SQL's INTERSECT ALL and EXCEPT ALL. Default: no. */
export interface SetOptions {
  readonly all?: boolean | undefined;
}

/** The verbs of two frames and more. */
export abstract class FrameJoins<R extends Row> extends FrameVerbs<R> {
  /**
   * Rows of both that agree in the columns `on` ("id", ["a", "b"] or { mine: "theirs" }), in the order of this frame; a null
   * key matches nothing. Columns of other names must differ; the other's keys are left out.
   */
  join<
    S extends Row,
    const O extends Shared<R, S> | readonly Shared<R, S>[] | Pairs<keyof R & string, keyof S & string>,
  >(other: Frame<S>, on: O): Frame<Joined<R, S, O>> {
    return this.#join(other, on, (mine, theirs, keys) => build.join("inner", mine, theirs, keys));
  }

  /** As join, and rows of this frame without a match too, with nulls. */
  joinLeft<
    S extends Row,
    const O extends Shared<R, S> | readonly Shared<R, S>[] | Pairs<keyof R & string, keyof S & string>,
  >(other: Frame<S>, on: O): Frame<LeftJoined<R, S, O>> {
    return this.#join(other, on, (mine, theirs, keys) => build.join("left", mine, theirs, keys));
  }

  /** As join, and rows of the other without a match too, with nulls; in the order of the other. */
  joinRight<
    S extends Row,
    const O extends Shared<R, S> | readonly Shared<R, S>[] | Pairs<keyof R & string, keyof S & string>,
  >(other: Frame<S>, on: O): Frame<RightJoined<R, S, O>> {
    return this.#join(other, on, rightJoin);
  }

  /** As joinLeft, then the rows of the other without a match. */
  joinFull<
    S extends Row,
    const O extends Shared<R, S> | readonly Shared<R, S>[] | Pairs<keyof R & string, keyof S & string>,
  >(other: Frame<S>, on: O): Frame<FullJoined<R, S, O>> {
    return this.#join(other, on, fullJoin);
  }

  /** Every row of this frame with every row of the other. */
  cross<S extends Row>(other: Frame<S>): Frame<Simplify<R & S>> {
    const merged = merge(this.sources, other);
    return this.made(crossJoin(this.plan, merged.plan), merged.sources);
  }

  /**
   * Each row with the last row of the other whose `at` (a time or a number) is not later, among those that agree in the
   * columns `by`; rows without one have nulls.
   */
  joinAsof<S extends Row, A extends Shared<R, S>, B extends Shared<R, S> = never>(
    other: Frame<S>,
    options: { readonly at: A; readonly by?: B | readonly B[] },
  ): Frame<LeftJoined<R, S, A | B>> {
    const merged = merge(this.sources, other);
    const by: readonly string[] =
      typeof options.by === "object" ? options.by : options.by === undefined ? [] : [options.by];
    return this.made(asofJoin(this.plan, merged.plan, options.at, by), merged.sources);
  }

  /** The rows that have a match in the other frame. */
  semijoin<
    S extends Row,
    const O extends Shared<R, S> | readonly Shared<R, S>[] | Pairs<keyof R & string, keyof S & string>,
  >(other: Frame<S>, on: O): Frame<R> {
    return this.#join(other, on, (mine, theirs, keys) => build.join("semi", mine, theirs, keys));
  }

  /** The rows that have no match in the other frame. */
  antijoin<
    S extends Row,
    const O extends Shared<R, S> | readonly Shared<R, S>[] | Pairs<keyof R & string, keyof S & string>,
  >(other: Frame<S>, on: O): Frame<R> {
    return this.#join(other, on, (mine, theirs, keys) => build.join("anti", mine, theirs, keys));
  }

  /** The rows of this frame, then those of the others, columns matched by name. */
  concat<S extends Row = R>(...others: readonly (Frame<S> & Alike<R, S>)[]): Frame<R> {
    let sources: Sources = this.sources;
    const plans = others.map((other) => {
      const merged = merge(sources, other);
      sources = merged.sources;
      return merged.plan;
    });
    return this.made(build.concat(this.plan, plans), sources);
  }

  /** The different rows of all frames, each where it first appears; nulls count as equal. */
  union<S extends Row = R>(...others: readonly (Frame<S> & Alike<R, S>)[]): Frame<R> {
    return this.concat(...others).dedupe();
  }

  /**
   * The different rows that the other frame has as well; nulls count as equal. With `all` each row of the other stands for
   * one equal row of this frame, the first ones first: as often as both have it.
   */
  intersect<S extends Row>(other: Frame<S> & Alike<R, S>, options?: SetOptions): Frame<R> {
    return this.#rows(other, options, true);
  }

  /**
   * The different rows that the other frame does not have; nulls count as equal. With `all` each row of the other takes one
   * equal row of this frame away, the first ones first.
   */
  except<S extends Row>(other: Frame<S> & Alike<R, S>, options?: SetOptions): Frame<R> {
    return this.#rows(other, options, false);
  }

  #rows(other: Sourced, { all = false }: SetOptions = {}, inBoth: boolean): Frame<R> {
    const merged = merge(this.sources, other);
    return this.made((all ? pairedRows : distinctRows)(this.plan, merged.plan, inBoth), merged.sources);
  }

  #join<S extends Row>(other: Sourced, on: unknown, make: (mine: Plan, theirs: Plan, keys: Keys) => Plan): Frame<S> {
    const merged = merge(this.sources, other);
    return this.made(make(this.plan, merged.plan, keysOf(on)), merged.sources);
  }
}

const keysOf = (on: unknown): Keys => {
  if (typeof on === "string") return [{ left: on, right: on }];
  if (Array.isArray(on)) return on.map((name: string) => ({ left: name, right: name }));
  if (typeof on !== "object" || on === null) throw usageError("A join takes the columns to compare.");
  return Object.entries(on).map(([left, right]) => ({ left, right: String(right) }));
};
