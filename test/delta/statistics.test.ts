import { describe, expect, test } from "@jest/globals";
import { statisticsOf } from "../../src/delta/statistics.ts";
import { compareText, lowerBound, upperBound } from "../../src/delta/text-bounds.ts";
import type { DataType } from "../../src/schema.ts";
import { rowsOf, schemaOf } from "./rows.ts";

const of = (type: DataType, values: readonly unknown[]) => {
  const schema = schemaOf({ v: type });
  return statisticsOf(
    rowsOf(
      schema,
      values.map((v) => ({ v })),
    ),
    32,
  );
};
const bounds = (type: DataType, values: readonly unknown[]) => {
  const { minValues, maxValues } = JSON.parse(of(type, values));
  return [minValues.v, maxValues.v];
};

describe("a file's statistics", () => {
  test("count rows and nulls", () => {
    expect(of("int32", [3, null, -1])).toBe(
      '{"numRecords":3,"minValues":{"v":-1},"maxValues":{"v":3},"nullCount":{"v":1}}',
    );
    expect(of("string", [null])).toBe('{"numRecords":1,"minValues":{},"maxValues":{},"nullCount":{"v":1}}');
  });

  test("keep every digit of a 64-bit number", () => {
    expect(of("int64", [2n ** 63n - 1n, -(2n ** 63n)])).toContain(
      '"minValues":{"v":-9223372036854775808},"maxValues":{"v":9223372036854775807}',
    );
  });

  test("tell times in ISO form, cut down to milliseconds", () => {
    expect(bounds("timestamp", [-1n, 1_700_000_000_123_999n])).toEqual([
      "1969-12-31T23:59:59.999Z",
      "2023-11-14T22:13:20.123Z",
    ]);
    expect(bounds("timestamp_ntz", [0n])).toEqual(["1970-01-01T00:00:00.000", "1970-01-01T00:00:00.000"]);
    expect(bounds("date", [-1, 365])).toEqual(["1969-12-31", "1971-01-01"]);
  });

  test("have no bounds where none are safe", () => {
    expect(bounds("float64", [1, Number.NaN])).toEqual([undefined, undefined]);
    expect(bounds("float64", [1, Number.POSITIVE_INFINITY])).toEqual([undefined, undefined]);
    expect(bounds("date", [2_932_897, 0])).toEqual([undefined, undefined]);
    expect(bounds("date", [-719_528, 0])).toEqual([undefined, undefined]);
    expect(bounds("timestamp", [2n ** 63n - 1n])).toEqual([undefined, undefined]);
    expect(bounds("binary", [new Uint8Array([1])])).toEqual([undefined, undefined]);
  });

  test("cover the first columns only, and no nested ones", () => {
    const schema = schemaOf({ a: "int32", l: { kind: "list", element: "int32", containsNull: true }, b: "int32" });
    expect(JSON.parse(statisticsOf(rowsOf(schema, [{ a: 1, l: [1], b: 2 }]), 2)).nullCount).toEqual({ a: 0 });
  });
});

describe("bounds of texts", () => {
  test("order as UTF-8 bytes do", () => {
    const sorted = ["", "a", "ab", "b", "é", "\uFFFD", "😀", "\u{10FFFF}"];
    expect([...sorted].reverse().sort(compareText)).toEqual(sorted);
  });

  test("are the text itself where it is short", () => {
    expect([lowerBound("😀"), upperBound("😀")]).toEqual(["😀", "😀"]);
    expect(upperBound("x".repeat(32))).toBe("x".repeat(32));
  });

  test("are a prefix of 32 code points, the upper one rounded up", () => {
    expect(lowerBound("😀".repeat(40))).toBe("😀".repeat(32));
    expect(upperBound(`${"x".repeat(31)}yz`)).toBe(`${"x".repeat(31)}z`);
    expect(upperBound(`${"x".repeat(31)}\uD7FF!`)).toBe(`${"x".repeat(31)}\uE000`);
    expect(upperBound(`a${"\u{10FFFF}".repeat(40)}`)).toBe("b");
    expect(upperBound("\u{10FFFF}".repeat(33))).toBeUndefined();
  });
});
