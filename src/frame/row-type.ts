import type { DataType, Schema } from "../schema.ts";

/** A row as TypeScript sees it: column name → type of its values. */
export type Row = Readonly<Record<string, unknown>>;

declare const digits: unique symbol;

/** A decimal's value: its digits, as text. */
export type Decimal = string & { readonly [digits]: "decimal" };

/**
 * The TypeScript type of a column's values in rows and expressions: int64 is bigint, the other numbers are number,
 * dates and timestamps are Date, a decimal is its digits.
 */
export type TypeOf<D extends DataType> = DataType extends D
  ? unknown
  : D extends "boolean"
    ? boolean
    : D extends "int64"
      ? bigint
      : D extends "int8" | "int16" | "int32" | "float32" | "float64"
        ? number
        : D extends { readonly kind: "decimal" }
          ? Decimal
          : D extends "string"
            ? string
            : D extends "binary"
              ? Uint8Array
              : D extends "date" | "timestamp" | "timestamp_ntz"
                ? Date
                : D extends { readonly kind: "list"; readonly element: infer E extends DataType }
                  ? readonly (TypeOf<E> | (D extends { readonly containsNull: false } ? never : null))[]
                  : D extends { readonly kind: "struct"; readonly fields: infer S extends Schema }
                    ? RowOf<S>
                    : D extends {
                          readonly kind: "map";
                          readonly key: infer K extends DataType;
                          readonly value: infer V extends DataType;
                        }
                      ? ReadonlyMap<TypeOf<K>, TypeOf<V> | null>
                      : never;

/** The row type of a schema that is written `as const satisfies Schema`. */
export type RowOf<S extends Schema> = Simplify<{
  readonly [F in S[number] as F["name"]]: TypeOf<F["type"]> | (F["nullable"] extends false ? never : null);
}>;

/** The same type with its fields written out: `infer` makes the compiler's messages show them and not how they came to be. */
export type Simplify<T> = T extends infer O ? { readonly [K in keyof O]: O[K] } : never;

/** `null` where T may be null, else nothing. */
export type NullIn<T> = null extends T ? null : never;
