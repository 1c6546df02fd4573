import type { DataType } from "../schema.ts";
import type { ExprNode } from "./plan.ts";
import type { NullIn, Row, TypeOf } from "./row-type.ts";

declare const valueType: unique symbol;

/** An expression over a row: a tree of plain data whose values, in TypeScript, are of type T. */
export interface Expr<T = unknown> {
  readonly node: ExprNode;
  readonly [valueType]: T;
  isNull(): BooleanExpr;
  isNotNull(): BooleanExpr;
  /** Converts; collecting fails at a value that does not convert. */
  cast<const D extends DataType>(to: D): Of<TypeOf<D> | NullIn<T>>;
  /** Converts; a value that does not convert becomes null. */
  tryCast<const D extends DataType>(to: D): Of<TypeOf<D> | null>;
}

/** A value, or an expression that gives one. */
export type Operand<T> = T | null | Expr<T | null>;

/** `null` where the operand may be null. */
export type NullOf<O> = O extends Expr<infer V> ? NullIn<V> : NullIn<O>;

/** The type of the values of an expression or a constant. */
export type ValueOf<E> = E extends Expr<infer V> ? V : Widen<E>;

type Widen<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;

/** What can be compared: with null on either side the answer is null, and NaN equals NaN and is the largest number. */
export interface ComparableExpr<T, N extends null = never> extends Expr<T | N> {
  eq<O extends Operand<T>>(other: O): BooleanExpr<N | NullOf<O>>;
  ne<O extends Operand<T>>(other: O): BooleanExpr<N | NullOf<O>>;
  lt<O extends Operand<T>>(other: O): BooleanExpr<N | NullOf<O>>;
  le<O extends Operand<T>>(other: O): BooleanExpr<N | NullOf<O>>;
  gt<O extends Operand<T>>(other: O): BooleanExpr<N | NullOf<O>>;
  ge<O extends Operand<T>>(other: O): BooleanExpr<N | NullOf<O>>;
  /** Both bounds included. */
  between<L extends Operand<T>, H extends Operand<T>>(low: L, high: H): BooleanExpr<N | NullOf<L> | NullOf<H>>;
  in(values: readonly T[]): BooleanExpr<N>;
  /** Equality that takes two nulls as equal and is never null. */
  same(other: Operand<T>): BooleanExpr;
  /** Null where the value equals this one. */
  nullIf(value: T): Of<T | null>;
  /** This value where it is null. */
  orElse<O extends Operand<T>>(other: O): Of<T | NullOf<O>>;
}

/** Logic of three values: false and null is false, true or null is true, else null stays null. */
export interface BooleanExpr<N extends null = never> extends ComparableExpr<boolean, N> {
  and<O extends readonly Operand<boolean>[]>(...others: O): BooleanExpr<N | NullOf<O[number]>>;
  or<O extends readonly Operand<boolean>[]>(...others: O): BooleanExpr<N | NullOf<O[number]>>;
  not(): BooleanExpr<N>;
}

/** Whole numbers stay whole in add, sub, mul and mod (past 32 bits is an error); div gives a float, by zero null. */
export interface NumberExpr<N extends null = never> extends ComparableExpr<number, N> {
  add<O extends Operand<number>>(other: O): NumberExpr<N | NullOf<O>>;
  sub<O extends Operand<number>>(other: O): NumberExpr<N | NullOf<O>>;
  mul<O extends Operand<number>>(other: O): NumberExpr<N | NullOf<O>>;
  div(other: Operand<number>): NumberExpr<null>;
  /** The remainder with the sign of this number; by zero null. */
  mod(other: Operand<number>): NumberExpr<null>;
  neg(): NumberExpr<N>;
  abs(): NumberExpr<N>;
  /** To the nearest whole number, halves away from zero. */
  round(): NumberExpr<N>;
  floor(): NumberExpr<N>;
  ceil(): NumberExpr<N>;
  /** Null below zero. */
  sqrt(): NumberExpr<null>;
  /** Null at zero and below. */
  ln(): NumberExpr<null>;
}

/** 64-bit whole numbers; past 64 bits is an error. */
export interface BigintExpr<N extends null = never> extends ComparableExpr<bigint, N> {
  add<O extends Operand<bigint>>(other: O): BigintExpr<N | NullOf<O>>;
  sub<O extends Operand<bigint>>(other: O): BigintExpr<N | NullOf<O>>;
  mul<O extends Operand<bigint>>(other: O): BigintExpr<N | NullOf<O>>;
  mod(other: Operand<bigint>): BigintExpr<null>;
  neg(): BigintExpr<N>;
  abs(): BigintExpr<N>;
}

/** Text by code points: an emoji has length 1, and order is that of the UTF-8 bytes. */
export interface StringExpr<N extends null = never> extends Omit<ComparableExpr<string, N>, "nullIf"> {
  /** Null where the text equals this one, is one of these, or matches. */
  nullIf(value: string | RegExp | readonly string[]): StringExpr<null>;
  lower(): StringExpr<N>;
  upper(): StringExpr<N>;
  /** Without Unicode white space at both ends. */
  trim(): StringExpr<N>;
  length(): NumberExpr<N>;
  concat<O extends readonly Operand<string>[]>(...others: O): StringExpr<N | NullOf<O[number]>>;
  startsWith<O extends Operand<string>>(text: O): BooleanExpr<N | NullOf<O>>;
  endsWith<O extends Operand<string>>(text: O): BooleanExpr<N | NullOf<O>>;
  includes<O extends Operand<string>>(text: O): BooleanExpr<N | NullOf<O>>;
  /** Splits at every occurrence of this text. */
  split(separator: string): ListExpr<string, N>;
  matches(pattern: RegExp): BooleanExpr<N>;
  /** The first match, or its group; null where nothing matches. */
  extract(pattern: RegExp, group?: number): StringExpr<null>;
  /** Every occurrence of a text; of a pattern the first match, or all with the flag g, `$1` standing for a group. */
  replace(what: string | RegExp, by: string): StringExpr<N>;
}

/** A date or timestamp; the parts are those of UTC. */
export interface TimeExpr<N extends null = never> extends ComparableExpr<Date, N> {
  year(): NumberExpr<N>;
  month(): NumberExpr<N>;
  day(): NumberExpr<N>;
  /** 1 is Monday, 7 is Sunday. */
  weekday(): NumberExpr<N>;
  /** The parts of the day exist on timestamps only. */
  hour(): NumberExpr<N>;
  minute(): NumberExpr<N>;
  second(): NumberExpr<N>;
}

export interface ListExpr<E, N extends null = never> extends Expr<readonly E[] | N> {
  length(): NumberExpr<N>;
  /** The element at an index from 0; null out of range. */
  get(index: Operand<number>): Of<E | null>;
  includes(value: NonNullable<E>): BooleanExpr<N>;
  orElse<M extends null>(other: ListExpr<E, M>): ListExpr<E, M>;
  /** The elements that are not null, with a text between them; of lists of text only. */
  join(separator: string): StringExpr<N>;
}

/** The expression that has values of type T. */
export type Of<T> = unknown extends T
  ? Expr<unknown>
  : [NonNullable<T>] extends [never]
    ? Expr<null>
    : [NonNullable<T>] extends [boolean]
      ? BooleanExpr<NullIn<T>>
      : [NonNullable<T>] extends [number]
        ? NumberExpr<NullIn<T>>
        : [NonNullable<T>] extends [bigint]
          ? BigintExpr<NullIn<T>>
          : [NonNullable<T>] extends [string]
            ? StringExpr<NullIn<T>>
            : [NonNullable<T>] extends [Date]
              ? TimeExpr<NullIn<T>>
              : [NonNullable<T>] extends [readonly (infer E)[]]
                ? ListExpr<E, NullIn<T>>
                : Expr<T>;

/** A row of column expressions, by name. */
export type Columns<R extends Row> = { readonly [K in keyof R]-?: Of<R[K]> };
