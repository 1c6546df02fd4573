import type { BooleanExpr, ValueOf } from "./expr-types.ts";
import type { Simplify } from "./row-type.ts";
import type { SelectedKeys } from "./selectors.ts";

/** The columns that a derive or rollup is given, as row types. */
export type Derived<D> = { readonly [K in keyof D]: ValueOf<D[K]> };

/** A row with some columns replaced and some added. */
export type With<R, D> = Simplify<Omit<R, keyof D> & Derived<D>>;

/** A row whose nulls in some columns were replaced. */
export type Imputed<R, D> = Simplify<{
  readonly [K in keyof R]: K extends keyof D ? NonNullable<R[K]> | (null extends ValueOf<D[K]> ? null : never) : R[K];
}>;

/** The names of a row's columns. */
export type Name<R> = keyof R & string;

export type Renamed<R, M> = Simplify<{
  readonly [K in keyof R as K extends keyof M ? M[K] & string : K]: R[K];
}>;
export type Renames<R> = { readonly [K in Name<R>]?: string };
export type OnlyColumns<R, M> = { readonly [K in Exclude<keyof M, Name<R>>]: never };

/** A row of the columns that names and selectors choose. */
export type Selected<R, I> = Simplify<Pick<R, SelectedKeys<R, I>>>;

/** Columns that both rows have; a text that says so where there is none. */
export type Shared<R, S> = [Name<R> & Name<S>] extends [never] ? "no column is in both frames" : Name<R> & Name<S>;

/** Names of the left with the names of the right that they are compared with. */
export type Pairs<L extends string, R extends string> = { readonly [K in L]?: R };

/** Nothing where two rows have the same columns of the same types, the second without nulls where the first is; else something that no frame is, which names those that differ. */
export type Alike<R, S> = [R, S] extends [S, R]
  ? unknown
  : [Unlike<R, S>] extends [never]
    ? unknown
    : { readonly "columns that are not the same in both frames": `${Unlike<R, S> & string}` };

type Unlike<R, S> = {
  readonly [K in keyof R | keyof S]: K extends keyof R & keyof S
    ? [S[K], NonNullable<R[K]>] extends [R[K], NonNullable<S[K]>]
      ? never
      : K
    : K;
}[keyof R | keyof S];

/** The columns that hold lists, or of which nothing is known. */
export type Lists<R> = {
  readonly [K in keyof R]-?: unknown extends R[K] ? K : NonNullable<R[K]> extends readonly unknown[] ? K : never;
}[keyof R] &
  string;

/** The columns of the right that a join leaves out, since they equal those of the left. */
export type RightKeys<O> = O extends string
  ? O
  : O extends readonly (infer K)[]
    ? K
    : { readonly [K in keyof O]: O[K] }[keyof O];

type LeftKeys<O> = O extends string ? O : O extends readonly (infer K)[] ? K : keyof O;

export type Nullable<R> = { readonly [K in keyof R]: R[K] | null };

/** A row of an inner join. */
export type Joined<R, S, O> = Simplify<R & Omit<S, RightKeys<O> & PropertyKey>>;
/** A row of a left join. */
export type LeftJoined<R, S, O> = Simplify<R & Nullable<Omit<S, RightKeys<O> & PropertyKey>>>;
/** A row of a right join: the keys are those of the right. */
export type RightJoined<R, S, O> = Simplify<
  Nullable<Omit<R, LeftKeys<O> & PropertyKey>> & Pick<R, LeftKeys<O> & keyof R> & Omit<S, RightKeys<O> & PropertyKey>
>;
/** A row of a full join. */
export type FullJoined<R, S, O> = Simplify<
  Nullable<Omit<R, LeftKeys<O> & PropertyKey>> &
    Pick<R, LeftKeys<O> & keyof R> &
    Nullable<Omit<S, RightKeys<O> & PropertyKey>>
>;

export type ElementOf<T> = NonNullable<T> extends readonly (infer E)[] ? E : never;
export type Condition = BooleanExpr<null>;

/** A row of the columns that a fold leaves, with the name and the value of each folded one. */
export type Folded<R, K extends keyof R, N extends string, V extends string> = Simplify<
  Omit<R, K> & { readonly [P in N]: K } & { readonly [P in V]: R[K] }
>;

/** A row of the columns that pivot makes of values. */
export type Pivoted<V extends string | number | boolean, E> = {
  readonly [P in V as `${P}`]: ValueOf<E> | null;
};
