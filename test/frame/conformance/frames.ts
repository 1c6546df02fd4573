import { fromRows } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";

const oneColumn = (name: string, type: Schema[number]["type"]): Schema => [{ name, type, nullable: true }];

/** A frame of a float column f and the row's number at. */
export const floats = (...values: readonly (number | null)[]) =>
  fromRows(
    values.map((f, at) => ({ f, at })),
    [
      { name: "f", type: "float64", nullable: true },
      { name: "at", type: "int32", nullable: false },
    ] as const,
  );

/** A frame of a text column t and the row's number at. */
export const words = (...values: readonly (string | null)[]) =>
  fromRows(
    values.map((t, at) => ({ t, at })),
    [
      { name: "t", type: "string", nullable: true },
      { name: "at", type: "int32", nullable: false },
    ] as const,
  );

/** A frame of a bigint column g. */
export const bigints = (...values: readonly (bigint | null)[]) =>
  fromRows(
    values.map((g) => ({ g })),
    oneColumn("g", "int64") as readonly [{ name: "g"; type: "int64"; nullable: true }],
  );

/** A frame of a timestamp column at, from microseconds. */
export const moments = (...values: readonly (bigint | null)[]) =>
  fromRows(
    values.map((at) => ({ at })),
    oneColumn("at", "timestamp") as readonly [{ name: "at"; type: "timestamp"; nullable: true }],
  );

/** A frame of a list column l and the row's number id. */
export const lists = (...values: readonly (readonly (string | null)[] | null)[]) =>
  fromRows(
    values.map((l, id) => ({ id, l })),
    [
      { name: "id", type: "int32", nullable: false },
      { name: "l", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
    ] as const,
  );
