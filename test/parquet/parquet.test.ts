import { describe, expect, test } from "@jest/globals";
import { decodeParquet, encodeParquet } from "../../src/parquet/index.ts";
import type { DataType } from "../../src/schema.ts";
import { rowsOf, schemaOf, toRows } from "../delta/rows.ts";

const list = (element: DataType, containsNull = true): DataType => ({ kind: "list", element, containsNull });
const struct = (types: Readonly<Record<string, DataType>>): DataType => ({ kind: "struct", fields: schemaOf(types) });
const map = (key: DataType, value: DataType): DataType => ({ kind: "map", key, value, valueContainsNull: true });
const int64s = [-(2n ** 63n), 2n ** 63n - 1n, 0n, null];

const roundTrip = async (type: DataType, values: readonly unknown[], nullable = true) => {
  const schema = [{ name: "v", type, nullable }];
  const bytes = encodeParquet(
    rowsOf(
      schema,
      values.map((v) => ({ v })),
    ),
  );
  return toRows(await decodeParquet(bytes, schema, "file")).map(({ v }) => v);
};

describe("Parquet", () => {
  const cases: readonly (readonly [string, DataType, readonly unknown[]])[] = [
    ["texts", "string", ["a", null, "", "\uFEFFbom", "😀", "\u{10ffff}", "\0", "line\nline", "ä".repeat(5000)]],
    ["64-bit numbers", "int64", int64s],
    ["small numbers", "int8", [-128, 127, null]],
    ["16-bit numbers", "int16", [-32768, 32767, null]],
    ["32-bit numbers", "int32", [-(2 ** 31), 2 ** 31 - 1, null]],
    ["floats", "float32", [1.5, null, Number.NaN, -0]],
    ["times before and far after 1970", "timestamp", [...int64s, -1n, 253_402_300_799_999_999n]],
    ["times without zone", "timestamp_ntz", [-1n, null, 1n]],
    ["days before and after 1970", "date", [-719_162, -1, 0, 2_932_896, null]],
    ["bytes", "binary", [new Uint8Array([0, 255]), null, new Uint8Array()]],
    ["truths", "boolean", [true, null, false]],
    ["only nulls", "string", [null, null]],
    ["nothing", "string", []],
    ["lists", list("int64"), [[1n, null], null, [], [null], [2n]]],
    ["lists of texts", list("string"), [["a", "b"], [], null, ["😀", null]]],
    ["only empty lists", list("string"), [[], []]],
    ["only null lists", list("string"), [null, null]],
    ["lists of lists", list(list("int32")), [[[1], [], null, [null, 2]], null, [], [[]], [null]]],
    ["structs", struct({ a: "string", b: "int64" }), [{ a: "x", b: 1n }, null, { a: null, b: null }]],
    [
      "structs of structs",
      struct({ a: struct({ x: "date" }) }),
      [{ a: { x: 1 } }, null, { a: null }, { a: { x: null } }],
    ],
    ["structs of lists", struct({ a: list("int32") }), [{ a: [1, null] }, null, { a: null }, { a: [] }]],
    [
      "lists of structs",
      list(struct({ a: list("int32"), b: "string" })),
      [[{ a: [1], b: null }, null, { a: null, b: "y" }, { a: [], b: "" }], null, []],
    ],
    [
      "maps",
      map("string", "string"),
      [
        new Map([
          ["a", "1"],
          ["__proto__", null],
        ]),
        null,
        new Map(),
      ],
    ],
    [
      "maps of numbers in their order",
      map("int64", list("int32")),
      [
        new Map([
          [2n, [1, null]],
          [1n, null],
        ]),
        new Map([[0n, []]]),
      ],
    ],
    ["lists of maps", list(map("string", "int64")), [[new Map([["a", 1n]]), null, new Map()], null, []]],
  ];

  test.each(cases)("keeps %s", async (_, type, values) => {
    expect(await roundTrip(type, values)).toEqual(values);
  });

  test("keeps the sign of zero and every extreme of a double", async () => {
    const values = [-0, 0, -0, -0, 5e-324, Number.MAX_VALUE, Number.NEGATIVE_INFINITY, Number.NaN, null];
    const read = await roundTrip("float64", values);
    expect(read).toHaveLength(values.length);
    expect(read.every((value, at) => Object.is(value, values[at]))).toBe(true);
  });

  test("keeps columns that are not nullable", async () => {
    expect(await roundTrip("int64", [1n, 2n], false)).toEqual([1n, 2n]);
    expect(await roundTrip(list("string", false), [["a"], []], false)).toEqual([["a"], []]);
  });

  test("keeps many rows over several row groups, with and without a dictionary", async () => {
    const values = Array.from({ length: 120_000 }, (_, row) =>
      row % 7 === 0 ? null : `value ${row % 2 ? row : row % 10}`,
    );
    expect(await roundTrip("string", values)).toEqual(values);
  });

  test("gives nulls for a column that the file does not have", async () => {
    const bytes = encodeParquet(rowsOf(schemaOf({ a: "int32" }), [{ a: 1 }, { a: 2 }]));
    const read = await decodeParquet(bytes, schemaOf({ b: "string", a: "int32" }), "file");
    expect(toRows(read)).toEqual([
      { b: null, a: 1 },
      { b: null, a: 2 },
    ]);
  });

  test("names the file and the column where the types differ or the bytes are no Parquet", async () => {
    const bytes = encodeParquet(rowsOf(schemaOf({ a: "int32" }), [{ a: 1 }]));
    await expect(decodeParquet(bytes, schemaOf({ a: "string" }), "x.parquet")).rejects.toThrow(
      "the data file x.parquet cannot be read: column a is string in the table, but the file holds a number",
    );
    await expect(decodeParquet(bytes.slice(0, 20), schemaOf({ a: "int32" }), "x.parquet")).rejects.toThrow(
      /x.parquet cannot be read/,
    );
  });
});
