import { describe, expect, test } from "@jest/globals";
import { float32, tableFromArrays, tableToIPC, timestamp, uint32 } from "@uwdata/flechette";
import { decodeArrow, encodeArrow } from "../../src/arrow/index.ts";
import type { DataType, Schema } from "../../src/schema.ts";

const list = (element: DataType): DataType => ({ kind: "list", element, containsNull: true });
const cases: readonly (readonly [DataType, readonly unknown[]])[] = [
  ["boolean", [true, false, null]],
  ["int8", [-128, 127, null]],
  ["int16", [-32768, null]],
  ["int32", [2 ** 31 - 1, null]],
  ["int64", [-(2n ** 63n), 2n ** 63n - 1n, null]],
  ["float32", [1.5, null]],
  ["float64", [Number.NaN, -0, Number.POSITIVE_INFINITY, 5e-324, null]],
  ["string", ["", "ä😀", null]],
  ["binary", [new Uint8Array([0, 255]), null]],
  ["date", [-1, 0, 20_000, null]],
  ["timestamp", [-1n, 1_700_000_000_123_456n, null]],
  ["timestamp_ntz", [-62_135_596_800_000_001n, null]],
  [{ kind: "decimal", precision: 38, scale: 2 }, ["-0.05", "12345678901234567890.10", null]],
  [{ kind: "decimal", precision: 5, scale: 0 }, ["-7", null]],
  [list("timestamp"), [[1n, null], [], null]],
  [list(list("date")), [[[1], null], null]],
  [
    {
      kind: "struct",
      fields: [
        { name: "at", type: "timestamp", nullable: true },
        { name: "n", type: "int64", nullable: false },
      ],
    },
    [{ at: null, n: 1n }, { at: 5n, n: 2n }, null],
  ],
  [
    { kind: "map", key: "string", value: "date", valueContainsNull: true },
    [
      new Map([
        ["a", 1],
        ["b", null],
      ]),
      new Map(),
      null,
    ],
  ],
];

describe("an Arrow file", () => {
  test.each(cases)("keeps %j", (type, values) => {
    const schema: Schema = [{ name: "v", type, nullable: true }];
    const rows = { schema, rowCount: values.length, columns: { v: values } };
    expect(decodeArrow(encodeArrow(rows), "x")).toEqual(rows);
    expect(decodeArrow(encodeArrow(rows, "stream"), "x")).toEqual(rows);
  });

  test("without rows keeps its columns", () => {
    const schema: Schema = cases.map(([type], index) => ({ name: `c${index}`, type, nullable: index % 2 === 0 }));
    const rows = { schema, rowCount: 0, columns: Object.fromEntries(schema.map(({ name }) => [name, []])) };
    expect(decodeArrow(encodeArrow(rows), "x")).toEqual(rows);
  });

  test("of others has dictionaries, unsigned numbers and other units of time", () => {
    const bytes = tableToIPC(
      tableFromArrays(
        { s: ["a", "b", "a"], u: [1, 4_000_000_000, 2], f: [0.5, 1, 2], ms: [0, 1, -1] },
        { types: { u: uint32(), f: float32(), ms: timestamp(1, "Europe/Berlin") } },
      ),
      {},
    );
    expect(decodeArrow(bytes as Uint8Array, "x")).toMatchObject({
      rowCount: 3,
      schema: [
        { name: "s", type: "string" },
        { name: "u", type: "int64" },
        { name: "f", type: "float32" },
        { name: "ms", type: "timestamp" },
      ],
      columns: { s: ["a", "b", "a"], u: [1n, 4_000_000_000n, 2n], ms: [0n, 1000n, -1000n] },
    });
  });

  test("that is none is named", () => {
    expect(() => decodeArrow(new TextEncoder().encode("{}"), "x.arrow")).toThrow(
      "the Arrow file x.arrow cannot be read",
    );
  });
});
