import type { ColumnTable, DataType, Schema } from "../../../src/schema.ts";

const list = (element: DataType): DataType => ({ kind: "list", element, containsNull: true });
const decimal = (precision: number, scale: number): DataType => ({ kind: "decimal", precision, scale });

/** A column of every type, with the values that formats get wrong. */
const columns: readonly (readonly [string, DataType, readonly unknown[]])[] = [
  ["boolean", "boolean", [true, false, null, true, false]],
  ["int8", "int8", [-128, 127, null, 0, 1]],
  ["int16", "int16", [-32768, 32767, null, 0, 1]],
  ["int32", "int32", [-(2 ** 31), 2 ** 31 - 1, null, 0, 1]],
  ["int64", "int64", [-(2n ** 63n), 2n ** 63n - 1n, null, 2n ** 53n + 1n, 0n]],
  ["float32", "float32", [Math.fround(0.1), -0, null, Number.NaN, Number.NEGATIVE_INFINITY]],
  ["float64", "float64", [0.1 + 0.2, -0, null, Number.NaN, Number.POSITIVE_INFINITY]],
  ["small", "float64", [5e-324, 1.7976931348623157e308, null, 1e21, 123456789012345680]],
  ["string", "string", ["", "null", null, '"quoted", and\r\nin lines\n', "😀 é \u0000 \u2028 \\ end "]],
  ["words", "string", ["NaN", "1", "true", " spaces ", "\ufeff"]],
  ["binary", "binary", [new Uint8Array(), Uint8Array.of(0, 255, 10), null, Uint8Array.of(34), Uint8Array.of(44)]],
  ["date", "date", [0, -1, null, -719_528, 2_932_896]],
  ["timestamp", "timestamp", [-1n, 1n, null, -62_167_219_200_000_000n, 253_402_300_799_999_999n]],
  ["timestamp_ntz", "timestamp_ntz", [1_514_764_800_123_456n, -86_400_000_000n, null, 0n, 1_000_000n]],
  ["decimal", decimal(9, 2), ["0.00", "-0.01", null, "9999999.99", "1.50"]],
  ["decimal18", decimal(18, 0), ["0", "-1", null, "999999999999999999", "9007199254740993"]],
  [
    "decimal38",
    decimal(38, 10),
    ["0.0000000000", "-1234567890123456789012345678.0123456789", null, "1.0000000000", "0.1000000000"],
  ],
  ["list", list("string"), [[], ["", null, "a,b"], null, ['"'], ["😀"]]],
  ["lists", list(list("float64")), [[[1.5, null, -0]], [], null, [null, []], [[Number.NaN]]]],
  [
    "struct",
    {
      kind: "struct",
      fields: [
        { name: "a", type: "int64", nullable: true },
        { name: "b c", type: list("date"), nullable: true },
        { name: "d", type: decimal(5, 2), nullable: true },
      ],
    },
    [
      { a: 2n ** 60n, "b c": [-1], d: "1.20" },
      { a: null, "b c": [], d: null },
      null,
      { a: 0n, "b c": [null, 1], d: "-0.05" },
      { a: 1n, "b c": null, d: "0.00" },
    ],
  ],
  [
    "map",
    { kind: "map", key: "string", value: "int64", valueContainsNull: true },
    [
      new Map([
        ["z", 1n],
        ["a", null],
      ]),
      new Map(),
      null,
      new Map([["__proto__", 2n]]),
      new Map([["", 3n]]),
    ],
  ],
  ["nothing", "int32", [null, null, null, null, null]],
  [
    "structs",
    list({
      kind: "struct",
      fields: [
        { name: "x", type: "float32", nullable: true },
        {
          name: "y",
          type: { kind: "struct", fields: [{ name: "z", type: "string", nullable: true }] },
          nullable: true,
        },
      ],
    }),
    [[{ x: -0, y: { z: "😀" } }, null], [], null, [{ x: null, y: null }], [{ x: 0.5, y: { z: null } }]],
  ],
  [
    "amounts",
    { kind: "map", key: "string", value: list(decimal(20, 3)), valueContainsNull: true },
    [new Map([["a", ["-0.001", null]]]), new Map(), null, new Map([["b", null]]), new Map([["c", []]])],
  ],
  [
    "numbers",
    { kind: "map", key: "int32", value: "timestamp", valueContainsNull: true },
    [
      new Map([
        [10, -1n],
        [9, null],
      ]),
      new Map(),
      null,
      new Map([[-1, 0n]]),
      new Map([[0, 5n]]),
    ],
  ],
];

/** Five rows of every type. */
export const everyType: ColumnTable = {
  schema: columns.map(([name, type]) => ({ name, type, nullable: true })) satisfies Schema,
  rowCount: 5,
  columns: Object.fromEntries(columns.map(([name, , values]) => [name, values])),
};

/** The same in names that Delta tables take. */
export const everyDeltaType: ColumnTable = {
  ...everyType,
  schema: everyType.schema.map((field) => JSON.parse(JSON.stringify(field).replaceAll('"b c"', '"b_c"'))),
  columns: {
    ...everyType.columns,
    struct: Array.from(everyType.columns.struct as ArrayLike<StructRow | null>, (row) => {
      if (!row) return null;
      const { "b c": b_c, ...others } = row;
      return { ...others, b_c };
    }),
  },
};

interface StructRow {
  readonly "b c": unknown;
}
