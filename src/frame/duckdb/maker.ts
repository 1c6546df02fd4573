import type { DataType } from "../../schema.ts";
import type { CallNode } from "../plan.ts";
import { converted } from "./sql-type.ts";

/** Writes a call as SQL whose type is the node's, from its arguments as SQL. */
export type Maker = (node: CallNode, args: readonly string[]) => string;

/** The type of a call's first argument. */
export const receiverType = (node: CallNode): DataType => node.args[0]?.type ?? "string";

/** The constant that a call was given as an argument, as text. */
export const constantOf = (node: CallNode, index: number): string => {
  const arg = node.args[index];
  return arg?.kind === "literal" ? String(arg.value) : "";
};

/** A function of DuckDB's with the same arguments. */
export const named =
  (name: string): Maker =>
  (_, args) =>
    `${name}(${args.join(", ")})`;

/** The arguments, all as one type. */
export const all = (node: CallNode, args: readonly string[], type: DataType): readonly string[] =>
  args.map((arg, index) => converted(arg, node.args[index]?.type ?? type, type));

/** The first argument as a double. */
export const doubleOf = (node: CallNode, args: readonly string[]): string => all(node, args, "float64")[0] ?? "";

/** A number as an int32. */
export const int32 = (sql: string): string => `CAST(${sql} AS INTEGER)`;

/** A value where none of these is null, else null. */
export const unlessNull = (values: readonly (string | undefined)[], sql: string): string =>
  `CASE WHEN ${values.map((value) => `${value} IS NOT NULL`).join(" AND ")} THEN ${sql} END`;

/** The places that a slice takes of something so long, as DuckDB counts them: from 1, both included. */
export const slicePlaces = (node: CallNode, length: string): { readonly first: string; readonly last: string } => {
  const place = (index: number): string => {
    const at = Number(constantOf(node, index));
    return at < 0 ? `greatest(${length} + (${at}), 0)` : `least(${length}, ${at})`;
  };
  return { first: `${place(1)} + 1`, last: place(2) };
};
