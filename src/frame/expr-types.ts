import type { DataType } from "../schema.ts";
import type { ExprNode } from "./plan.ts";
import type { Decimal, NullIn, Row, TypeOf } from "./row-type.ts";
import type { TimeUnit } from "./time/units.ts";

declare const valueType: unique symbol;

/** An expression over a row: a tree of plain data whose values, in TypeScript, are of type T. */
export interface Expr<T = unknown> {
  readonly node: ExprNode;
  readonly [valueType]: T;
  isNull(): BooleanExpr;
  isNotNull(): BooleanExpr;
  /**
   * Converts; collecting fails at a value that does not convert and that the answer needs. Int64 and decimals become the
   * nearest float: `toRows({ int64: "number" })` is for numbers that are exact or refused.
   */
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
export interface ComparableExpr<T, N extends null = never, C = T> extends Expr<T | N> {
  eq<O extends C | null | Expr<T | null>>(other: O): BooleanExpr<N | NullOf<O>>;
  ne<O extends C | null | Expr<T | null>>(other: O): BooleanExpr<N | NullOf<O>>;
  lt<O extends C | null | Expr<T | null>>(other: O): BooleanExpr<N | NullOf<O>>;
  le<O extends C | null | Expr<T | null>>(other: O): BooleanExpr<N | NullOf<O>>;
  gt<O extends C | null | Expr<T | null>>(other: O): BooleanExpr<N | NullOf<O>>;
  ge<O extends C | null | Expr<T | null>>(other: O): BooleanExpr<N | NullOf<O>>;
  /** Both bounds included. */
  between<L extends C | null | Expr<T | null>, H extends C | null | Expr<T | null>>(
    low: L,
    high: H,
  ): BooleanExpr<N | NullOf<L> | NullOf<H>>;
  in(values: readonly C[]): BooleanExpr<N>;
  /** Equality that takes two nulls as equal and is never null. */
  same(other: C | null | Expr<T | null>): BooleanExpr;
  /** Null where the value equals this one. */
  nullIf(value: C): Of<T | null>;
  /** This value where it is null. */
  orElse<O extends C | null | Expr<T | null>>(other: O): Of<T | NullOf<O>>;
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
  /** -1, 0 or 1; null of NaN. */
  sign(): NumberExpr<null>;
  isNaN(): BooleanExpr<N>;
  /** Neither infinite nor NaN. */
  isFinite(): BooleanExpr<N>;
  /** To the nearest whole number, halves away from zero. */
  round(): NumberExpr<N>;
  floor(): NumberExpr<N>;
  ceil(): NumberExpr<N>;
  /** Without the fraction. */
  trunc(): NumberExpr<N>;
  /** Null below zero. */
  sqrt(): NumberExpr<null>;
  /** Null at zero and below. The last digit of ln, log10, exp and pow may differ from engine to engine. */
  ln(): NumberExpr<null>;
  /** Null at zero and below. */
  log10(): NumberExpr<null>;
  exp(): NumberExpr<N>;
  pow<O extends Operand<number>>(exponent: O): NumberExpr<N | NullOf<O>>;
}

/** 64-bit whole numbers; past 64 bits is an error. */
export interface BigintExpr<N extends null = never> extends ComparableExpr<bigint, N> {
  add<O extends Operand<bigint>>(other: O): BigintExpr<N | NullOf<O>>;
  sub<O extends Operand<bigint>>(other: O): BigintExpr<N | NullOf<O>>;
  mul<O extends Operand<bigint>>(other: O): BigintExpr<N | NullOf<O>>;
  mod(other: Operand<bigint>): BigintExpr<null>;
  neg(): BigintExpr<N>;
  abs(): BigintExpr<N>;
  /** -1, 0 or 1. */
  sign(): NumberExpr<null>;
}

type Digits = string | number | bigint;

/**
 * Exact numbers of at most 38 digits; constants are their digits ("12.50") or numbers, by the digits that they print. A sum
 * has one digit more before the point, a product all digits of both; past 38 digits is an error. div gives a float.
 */
export interface DecimalExpr<N extends null = never> extends ComparableExpr<Decimal, N, Digits> {
  add<O extends Digits | null | Expr<Decimal | null>>(other: O): DecimalExpr<N | NullOf<O>>;
  sub<O extends Digits | null | Expr<Decimal | null>>(other: O): DecimalExpr<N | NullOf<O>>;
  mul<O extends Digits | null | Expr<Decimal | null>>(other: O): DecimalExpr<N | NullOf<O>>;
  div(other: Digits | null | Expr<Decimal | null>): NumberExpr<null>;
  /** The remainder with the sign of this number; by zero null. */
  mod(other: Digits | null | Expr<Decimal | null>): DecimalExpr<null>;
  neg(): DecimalExpr<N>;
  abs(): DecimalExpr<N>;
  /** -1, 0 or 1. */
  sign(): NumberExpr<null>;
  /** To so many digits behind the point (none), halves away from zero. */
  round(digits?: number): DecimalExpr<N>;
  floor(): DecimalExpr<N>;
  ceil(): DecimalExpr<N>;
  /** Without the fraction. */
  trunc(): DecimalExpr<N>;
}

/** Text by code points: an emoji has length 1, and order is that of the UTF-8 bytes. */
export interface StringExpr<N extends null = never> extends Omit<ComparableExpr<string, N>, "nullIf"> {
  /** Null where the text equals this one, is one of these, or matches. */
  nullIf(value: string | RegExp | readonly string[]): StringExpr<null>;
  /** Letter by letter, by Unicode's simple mapping: as many code points as before. */
  lower(): StringExpr<N>;
  /** Letter by letter, as lower: ß becomes ẞ. */
  upper(): StringExpr<N>;
  /** Without Unicode white space at both ends. */
  trim(): StringExpr<N>;
  trimStart(): StringExpr<N>;
  trimEnd(): StringExpr<N>;
  length(): NumberExpr<N>;
  reverse(): StringExpr<N>;
  /** The text so many times; none below 1. */
  repeat<O extends Operand<number>>(times: O): StringExpr<N | NullOf<O>>;
  /** At least so long, with the fill (a space) before it. */
  padStart<O extends Operand<number>>(length: O, fill?: string): StringExpr<N | NullOf<O>>;
  /** At least so long, with the fill (a space) behind it. */
  padEnd<O extends Operand<number>>(length: O, fill?: string): StringExpr<N | NullOf<O>>;
  /** From one place to before another, from 0; negative ones count from the end. */
  slice(start: number, end?: number): StringExpr<N>;
  /** Where this text first stands, from 0; -1 where it does not. */
  indexOf<O extends Operand<string>>(text: O): NumberExpr<N | NullOf<O>>;
  concat<O extends readonly Operand<string>[]>(...others: O): StringExpr<N | NullOf<O[number]>>;
  /** The bytes of hexadecimal digits in pairs; collecting fails at another text. */
  fromHex(): BinaryExpr<N>;
  /** As fromHex, null for another text. */
  tryFromHex(): BinaryExpr<null>;
  /** The bytes of padded base64; collecting fails at another text. */
  fromBase64(): BinaryExpr<N>;
  /** As fromBase64, null for another text. */
  tryFromBase64(): BinaryExpr<null>;
  startsWith<O extends Operand<string>>(text: O): BooleanExpr<N | NullOf<O>>;
  endsWith<O extends Operand<string>>(text: O): BooleanExpr<N | NullOf<O>>;
  includes<O extends Operand<string>>(text: O): BooleanExpr<N | NullOf<O>>;
  /** Splits at every occurrence of this text; at an empty one into code points. */
  split(separator: string): ListExpr<string, N>;
  matches(pattern: RegExp): BooleanExpr<N>;
  /** The first match, or its group, empty where that took no part in it; null where nothing matches. */
  extract(pattern: RegExp, group?: number): StringExpr<null>;
  /** Every occurrence of a text; of a pattern the first match, or all with the flag g, `$1` standing for a group. */
  replace(what: string | RegExp, by: string): StringExpr<N>;
  /** The text at a path such as `$.user.tags[0]` of JSON; null where there is no text, or no JSON. */
  jsonText(path: string): StringExpr<null>;
  /** The number at a path of JSON; null where there is none. */
  jsonNumber(path: string): NumberExpr<null>;
  /** The boolean at a path of JSON; null where there is none. */
  jsonBoolean(path: string): BooleanExpr<null>;
  /**
   * The whole text read by a format of %Y %m %d %H %M %S %f (6 digits of a second) and %%, each with all of its digits, as
   * UTC; collecting fails at a text that is none.
   */
  parseTime(format: string): TimeExpr<N>;
  /** As parseTime, and null where the text is none. */
  tryParseTime(format: string): TimeExpr<null>;
}

/** A date or timestamp; the parts are those of UTC, or of the clock that a timestamp without zone shows. */
export interface TimeExpr<N extends null = never> extends ComparableExpr<Date, N> {
  year(): NumberExpr<N>;
  quarter(): NumberExpr<N>;
  month(): NumberExpr<N>;
  /** The week of the year by ISO 8601. */
  week(): NumberExpr<N>;
  day(): NumberExpr<N>;
  /** 1 is Monday, 7 is Sunday. */
  weekday(): NumberExpr<N>;
  /** From 1. */
  dayOfYear(): NumberExpr<N>;
  /** The parts of the day exist on timestamps only. */
  hour(): NumberExpr<N>;
  minute(): NumberExpr<N>;
  second(): NumberExpr<N>;
  /** Of the second, 0 to 999,999. */
  microsecond(): NumberExpr<N>;
  /** The start of the year, quarter, month, week (Monday), day, hour, … that it lies in. */
  truncate(unit: TimeUnit): TimeExpr<N>;
  /** So many units later, fractions left out; a day that the month does not have becomes its last. */
  plus<O extends Operand<number>>(count: O, unit: TimeUnit): TimeExpr<N | NullOf<O>>;
  /** How many whole weeks, days, hours, … lie between this and the other, negative where the other is earlier. */
  until<O extends Operand<Date>>(other: O, unit: TimeUnit): NumberExpr<N | NullOf<O>>;
  /** As text, by %Y %m %d %H %M %S %f (6 digits of a second) %j %B %b %A %a (English) and %%. */
  format(format: string): StringExpr<N>;
  /** What a clock in the zone shows at this timestamp, as a timestamp without zone. */
  toLocal(zone: string): TimeExpr<N>;
  /** The moment at which a clock in the zone shows this; of two the later, and a skipped hour moves forward. */
  fromLocal(zone: string): TimeExpr<N>;
}

/** Bytes, ordered by the first that differs. */
export interface BinaryExpr<N extends null = never> extends ComparableExpr<Uint8Array, N> {
  /** How many bytes. */
  length(): NumberExpr<N>;
  concat<O extends readonly Operand<Uint8Array>[]>(...others: O): BinaryExpr<N | NullOf<O[number]>>;
  /** As hexadecimal digits, small letters. */
  hex(): StringExpr<N>;
  base64(): StringExpr<N>;
}

export interface ListExpr<E, N extends null = never> extends Expr<readonly E[] | N> {
  length(): NumberExpr<N>;
  /** The element at an index from 0; null out of range. */
  get(index: Operand<number>): Of<E | null>;
  includes(value: NonNullable<E>): BooleanExpr<N>;
  /** Where a value first stands, from 0; -1 where it does not. */
  indexOf(value: NonNullable<E>): NumberExpr<N>;
  orElse<M extends null>(other: ListExpr<E, M>): ListExpr<E, M>;
  /** The elements that are not null, with a text between them; of lists of text only. */
  join(separator: string): StringExpr<N>;
  /** From one place to before another, from 0; negative ones count from the end. */
  slice(start: number, end?: number): ListExpr<E, N>;
  reverse(): ListExpr<E, N>;
  concat<M extends null>(...others: readonly ListExpr<E, M>[]): ListExpr<E, N | M>;
  /** Smallest first, nulls last. */
  sort(): ListExpr<E, N>;
  /** The different elements, each where it first stands. */
  distinct(): ListExpr<E, N>;
  /** The smallest element that is not null; null where there is none. */
  min(): Of<E | null>;
  max(): Of<E | null>;
}

export interface MapExpr<K, V, N extends null = never> extends Expr<ReadonlyMap<K, V> | N> {
  length(): NumberExpr<N>;
  /** The value of a key; null where it is not there. */
  get(key: Operand<K>): Of<V | null>;
  keys(): ListExpr<K, N>;
  values(): ListExpr<V, N>;
}

export interface StructExpr<S, N extends null = never> extends Expr<S | N> {
  field<K extends keyof S & string>(name: K): Of<S[K] | N>;
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
          : [NonNullable<T>] extends [Decimal]
            ? DecimalExpr<NullIn<T>>
            : [NonNullable<T>] extends [string]
              ? StringExpr<NullIn<T>>
              : [NonNullable<T>] extends [Date]
                ? TimeExpr<NullIn<T>>
                : [NonNullable<T>] extends [readonly (infer E)[]]
                  ? ListExpr<E, NullIn<T>>
                  : [NonNullable<T>] extends [ReadonlyMap<infer K, infer V>]
                    ? MapExpr<K, V, NullIn<T>>
                    : [NonNullable<T>] extends [Uint8Array]
                      ? BinaryExpr<NullIn<T>>
                      : [NonNullable<T>] extends [Row]
                        ? StructExpr<NonNullable<T>, NullIn<T>>
                        : Expr<T>;

/** A row of column expressions, by name. */
export type Columns<R extends Row> = { readonly [K in keyof R]-?: Of<R[K]> };
