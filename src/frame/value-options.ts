import { usageError } from "../errors.ts";
import type { Decimal } from "./row-type.ts";

/** What a 64-bit whole number is in TypeScript. */
export type Int64As = "bigint" | "number";

/** What dates and timestamps are in TypeScript. */
export type TimesAs = "date" | "text" | "micros";

/** How 64-bit whole numbers come out of a frame. */
export interface Int64Option<I extends Int64As = Int64As> {
  /**
   * Default "bigint"; "number" gives numbers, also inside lists, structs and maps, and refuses a value beyond 2^53 - 1 on
   * either side, which a number would round, by its row and column.
   */
  readonly int64?: I | undefined;
}

/** How values come out of a frame where TypeScript has several ways for them. */
export interface ValueOptions<I extends Int64As = Int64As, T extends TimesAs = TimesAs> extends Int64Option<I> {
  /**
   * Default "date": a Date, which holds milliseconds, so that a timestamp's microseconds are cut off. "text" has all of
   * them, as `2020-08-28 03:52:47.123456` in UTC, and a date as `2020-08-28`; "micros" gives microseconds since
   * 1970-01-01 as bigint, of a date those of its midnight.
   */
  readonly times?: T | undefined;
}

/** A row's type under these options; that of the frame under the default ones. */
export type ValuesIn<R, I extends Int64As, T extends TimesAs> = [I, T] extends ["bigint", "date"]
  ? R
  : ValueIn<R, I, T>;

type ValueIn<V, I, T> = unknown extends V
  ? V
  : V extends bigint
    ? IntegerOf<I>
    : V extends Date
      ? TimeOf<T>
      : V extends Decimal | string | number | boolean | null | undefined | Uint8Array
        ? V
        : V extends ReadonlyMap<infer K, infer U>
          ? ReadonlyMap<ValueIn<K, I, T>, ValueIn<U, I, T>>
          : { [K in keyof V]: ValueIn<V[K], I, T> };

type IntegerOf<I> = I extends "number" ? number : bigint;
type TimeOf<T> = T extends "text" ? string : T extends "micros" ? bigint : Date;

const choices = { int64: ["bigint", "number"], times: ["date", "text", "micros"] } as const;

/** The same options; throws at a choice that there is not. */
export const checkedValues = <O extends ValueOptions>(options: O): O => {
  for (const name of ["int64", "times"] as const) {
    const given: string | undefined = options[name];
    const known: readonly string[] = choices[name];
    if (given === undefined || known.includes(given)) continue;
    const allowed = known.map((one) => JSON.stringify(one)).join(" or ");
    throw usageError(`The option ${name} is ${allowed}, not ${JSON.stringify(given)}.`);
  }
  return options;
};

/** A 64-bit whole number as a number; throws where that would round it. */
export const exactNumber = (value: bigint, column: string, row: number): number => {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw usageError(
    `A number would round ${value} in row ${row} of the column '${column}': take int64 as bigint, or cast the column to string first.`,
  );
};
