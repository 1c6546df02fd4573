import { describe, expect, test } from "@jest/globals";
import { fitRows } from "../../src/delta/fit.ts";
import type { DataType, Field } from "../../src/schema.ts";
import { rowsOf, schemaOf, toRows } from "./rows.ts";

const fitOne = (type: DataType, value: unknown, nullable = true) => {
  const field: Field = { name: "v", type, nullable };
  return fitRows(rowsOf(schemaOf({ v: type }), [{ v: value }]), [field], "t");
};
const struct = (types: Readonly<Record<string, DataType>>): DataType => ({ kind: "struct", fields: schemaOf(types) });

describe("rows that are to fit a table", () => {
  test("may come in typed arrays, with undefined for null and struct fields in any order", () => {
    const schema = schemaOf({ n: "int64", s: struct({ a: "int32", b: "string" }) });
    const rows = {
      schema: schemaOf({ s: struct({ b: "string", a: "int32" }), n: "int64" }),
      rowCount: 2,
      columns: { n: new BigInt64Array([1n, 2n]), s: [undefined, { b: "x", a: 1 }] },
    };
    expect(toRows(fitRows(rows, schema, "t"))).toEqual([
      { n: 1n, s: null },
      { n: 2n, s: { b: "x", a: 1 } },
    ]);
  });

  test("are refused with both types where a column's type is another one", () => {
    const rows = rowsOf(schemaOf({ v: "string" }), [{ v: "1" }]);
    expect(() => fitRows(rows, schemaOf({ v: "int64" }), "t")).toThrow(
      "column v of t has the type int64, the rows have string; cast the column first",
    );
  });

  test("are refused where a column is unknown, or missing though not nullable", () => {
    const rows = rowsOf(schemaOf({ w: "string" }), [{ w: "1" }]);
    expect(() => fitRows(rows, schemaOf({ v: "string" }), "t")).toThrow("t has no column w; its columns are v");
    const strict: Field[] = [...schemaOf({ w: "string" }), { name: "v", type: "string", nullable: false }];
    expect(() => fitRows(rows, strict, "t")).toThrow("column v of t is not nullable, and the rows do not have it");
  });

  test("are refused where a column has another number of values than there are rows", () => {
    const rows = { schema: schemaOf({ v: "string" }), rowCount: 2, columns: { v: ["a"] } };
    expect(() => fitRows(rows, schemaOf({ v: "string" }), "t")).toThrow("has 1 values where rowCount is 2");
  });

  test.each<[DataType, unknown, RegExp]>([
    ["int64", 1, /row 0, cannot be stored in t: the number 1 instead of a bigint of 64 bits/],
    ["int64", 2n ** 63n, /the bigint 9223372036854775808 instead of a bigint of 64 bits/],
    ["int32", 2 ** 31, /instead of a value of type int32/],
    ["int8", 128, /instead of a value of type int8/],
    ["int16", 1.5, /instead of a value of type int16/],
    ["date", "2020-01-01", /instead of a whole number of days/],
    ["timestamp", new Date(0), /a Date instead of a bigint of microseconds/],
    ["string", "\ud83d", /without lone surrogates/],
    ["string", 7, /the number 7 instead of a string/],
    ["binary", [1], /a Array instead of a Uint8Array/],
    ["boolean", "true", /the string "true" instead of a value of type boolean/],
    [
      { kind: "list", element: "string", containsNull: false },
      ["a", null],
      /element 1: null, but the column is not nullable/,
    ],
    [{ kind: "list", element: "string", containsNull: true }, "a", /instead of list<string>/],
    [struct({ a: "int32" }), { a: "x" }, /a: the string "x" instead of a value of type int32/],
    [struct({ a: "int32" }), [1], /instead of struct<a: int32>/],
    [
      { kind: "map", key: "string", value: "int32", valueContainsNull: false },
      { a: 1 },
      /instead of map<string, int32>/,
    ],
    [
      { kind: "map", key: "string", value: "int32", valueContainsNull: false },
      new Map([["a", null]]),
      /value of a: null/,
    ],
  ])("are refused where a value is none of its type: %p %p", (type, value, message) => {
    expect(() => fitOne(type, value)).toThrow(message);
  });

  test("are refused where a null is in a column that is not nullable", () => {
    expect(() => fitOne("string", null, false)).toThrow(
      "column v, row 0, cannot be stored in t: null, but the column is not nullable",
    );
  });
});
