import { fromRows, type Row } from "../../src/frame/index.ts";
import type { DataType, Schema } from "../../src/schema.ts";
import type { Choices } from "./choices.ts";

const list = (element: DataType): DataType => ({ kind: "list", element, containsNull: true });

/** Columns of every kind, with the values that engines take in different ways. */
export const tableSchema: Schema = [
  { name: "i", type: "int32", nullable: true },
  { name: "I", type: "int8", nullable: false },
  { name: "f", type: "float64", nullable: true },
  { name: "g", type: "int64", nullable: true },
  { name: "t", type: "string", nullable: true },
  { name: "u", type: "string", nullable: false },
  { name: "b", type: "boolean", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "wall", type: "timestamp_ntz", nullable: true },
  { name: "day", type: "date", nullable: true },
  { name: "l", type: list("string"), nullable: true },
  { name: "n", type: list("float64"), nullable: true },
  { name: "d", type: { kind: "decimal", precision: 10, scale: 2 }, nullable: true },
  { name: "D", type: { kind: "decimal", precision: 38, scale: 4 }, nullable: true },
  { name: "s", type: "float32", nullable: true },
  { name: "y", type: "binary", nullable: true },
  { name: "m", type: { kind: "map", key: "string", value: "float64", valueContainsNull: true }, nullable: true },
];

const mapOf = (entries: readonly (readonly unknown[])[]) => new Map(entries as readonly [unknown, unknown][]);

/** Values of each column, few enough for ties. */
const pools: Readonly<Record<string, readonly unknown[]>> = {
  i: [null, 0, 1, -1, 2, 3, 7, 100, -100],
  I: [0, 1, -1, 5, 127, -128],
  f: [null, 0, -0, 1, -1, 0.5, -2.5, 1e-7, 1e21, 3, Number.NaN, Infinity, -Infinity, 0.1, 1 / 3],
  g: [null, 0n, 1n, -1n, 9007199254740993n, 9007199254740992n, -9007199254740993n, 12n],
  t: [
    null,
    "",
    "a",
    "A",
    "b",
    "a ",
    " a",
    "ab",
    "😀",
    "\uffee",
    "é",
    "e\u0301",
    "10",
    "-3",
    "1.5",
    "x,y",
    "ß",
    "İ",
    "a\nb",
    "true",
  ],
  u: ["", "a", "b", "2020-01-02", "1969-12-31 23:59:59.5", "😀b", "NaN", '{"a": [1, "x"]}', "'; --"],
  b: [null, true, false],
  at: [null, 0n, -1n, 1577836800000000n, 1577923199999999n, -1000000n, -62135596800000000n, 951782400000000n],
  wall: [null, 0n, -1n, 1577836800000000n, 1711846800000000n],
  day: [null, 0, -1, 18262, 11016, -719162],
  l: [null, [], [null], ["a"], ["a", "b"], ["b", null, "a"], ["", "😀"], ["a", "a"]].map((value) => value),
  d: [null, "0.00", "1.50", "-1.50", "2.50", "-0.05", "99999999.99", "-99999999.99"],
  D: [null, "0.0000", "1.5000", "-0.0001", "9999999999999999999999999999999999.9999", "123456789.5000"],
  s: [null, 0, -0, 0.5, Math.fround(0.1), 16_777_216, 1e-45, Number.NaN, Infinity, -Infinity],
  y: [
    null,
    ...[[], [0], [0, 0], [97], [255, 0], [237, 160, 189], [240, 159, 152, 128]].map((one) => Uint8Array.from(one)),
  ],
  m: [
    null,
    ...[
      [],
      [["a", 1]],
      [["a", -0]],
      [["a", 0]],
      [
        ["a", null],
        ["b", Number.NaN],
      ],
      [
        ["b", Number.NaN],
        ["a", null],
      ],
    ].map(mapOf),
  ],
  n: [null, [], [null], [0], [-0, 1], [Number.NaN, 2, null], [3, 1, 2]],
};

/** Rows of these columns. */
export const randomRows = (choices: Choices, count: number): readonly Row[] =>
  Array.from({ length: count }, () =>
    Object.fromEntries(tableSchema.map(({ name }) => [name, asGiven(name, choices.pick(pools[name] ?? []))])),
  );

/** A frame of rows. */
export const tableOf = (rows: readonly Row[], name: string) => fromRows(rows, tableSchema, { name });

/** Days as fromRows takes dates. */
const asGiven = (name: string, value: unknown): unknown =>
  name === "day" && typeof value === "number" ? new Date(value * 86_400_000) : value;
