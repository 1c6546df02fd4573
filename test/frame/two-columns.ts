import { fromRows } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";

const schema = [
  { name: "k", type: "string", nullable: true },
  { name: "n", type: "int32", nullable: true },
] as const satisfies Schema;

/** A frame of a text column k and a number column n. */
export const frameOf = (...rows: readonly (readonly [string | null, number | null])[]) =>
  fromRows(
    rows.map(([k, n]) => ({ k, n })),
    schema,
  );

/** Rows as their values alone. */
export const pairs = (rows: readonly object[]) => rows.map((row) => Object.values(row));
