import { type Expr, fromRows } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";

const schema = [
  { name: "t", type: "string", nullable: true },
  { name: "u", type: "string", nullable: true },
  { name: "i", type: "int32", nullable: true },
  { name: "j", type: "int32", nullable: true },
  { name: "tiny", type: "int8", nullable: true },
  { name: "small", type: "int16", nullable: true },
  { name: "f", type: "float64", nullable: true },
  { name: "e", type: "float64", nullable: true },
  { name: "single", type: "float32", nullable: true },
  { name: "g", type: "int64", nullable: true },
  { name: "h", type: "int64", nullable: true },
  { name: "b", type: "boolean", nullable: true },
  { name: "c", type: "boolean", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "wall", type: "timestamp_ntz", nullable: true },
  { name: "day", type: "date", nullable: true },
  { name: "dec", type: { kind: "decimal", precision: 10, scale: 2 }, nullable: true },
  { name: "price", type: { kind: "decimal", precision: 5, scale: 3 }, nullable: true },
  { name: "huge", type: { kind: "decimal", precision: 38, scale: 0 }, nullable: true },
  { name: "tenth", type: { kind: "decimal", precision: 38, scale: 20 }, nullable: true },
  { name: "bytes", type: "binary", nullable: true },
  { name: "l", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
  { name: "n", type: { kind: "list", element: "float64", containsNull: true }, nullable: true },
  { name: "m", type: { kind: "map", key: "string", value: "int32", valueContainsNull: true }, nullable: true },
  {
    name: "s",
    type: {
      kind: "struct",
      fields: [
        { name: "a", type: "int32", nullable: false },
        { name: "b", type: "string", nullable: true },
      ],
    },
    nullable: true,
  },
] as const satisfies Schema;

/** A frame of one row with a column of every kind; what the row does not say is null. */
export const one = (row: Record<string, unknown>) => fromRows([row], schema);

type Columns = Parameters<Parameters<ReturnType<typeof one>["derive"]>[0]>[0];

/** An expression over one row, and the value that it has there, or the error in an object. */
export type ExpressionCase = readonly [
  title: string,
  row: Record<string, unknown>,
  expr: (d: Columns) => Expr,
  expected: unknown,
];

/** What an expression fails with when it is collected. */
export interface Failure {
  readonly error: string;
}

export const fails = (error: string): Failure => ({ error });

export const at = (text: string): Date => new Date(text);
export const none = {};
