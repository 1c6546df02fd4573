import { describe, expect, test } from "@jest/globals";
import { plotlySvg } from "../../src/plot/index.ts";
import { listOf, matrixOf } from "../../src/plot/typed-values.ts";

const base64 = (array: ArrayBufferView): string =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");

describe("a list of numbers as bytes", () => {
  test.each([
    ["i1", Int8Array],
    ["u1", Uint8Array],
    ["i2", Int16Array],
    ["u2", Uint16Array],
    ["i4", Int32Array],
    ["u4", Uint32Array],
    ["f4", Float32Array],
    ["f8", Float64Array],
    ["float64", Float64Array],
  ] as const)("of %s is read", (dtype, Kind) => {
    expect(listOf({ dtype, bdata: base64(new Kind([0, 1, 2, 100])) })).toEqual([0, 1, 2, 100]);
  });

  test("with a shape is a matrix", () => {
    expect(matrixOf({ dtype: "i1", bdata: base64(new Int8Array([1, 2, 3, 4, 5, 6])), shape: "2, 3" })).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(matrixOf([[1], new Float32Array([2])])).toEqual([[1], [2]]);
  });

  test("of another form is empty", () => {
    for (const odd of [
      null,
      1,
      "x",
      {},
      { dtype: "i1" },
      { dtype: "c16", bdata: "AA==" },
      { dtype: "i1", bdata: "%" },
      new DataView(new ArrayBuffer(1)),
    ])
      expect(listOf(odd)).toEqual([]);
  });

  test("is drawn", () => {
    const svg = plotlySvg({
      data: [{ type: "bar", x: ["a", "b"], y: { dtype: "f8", bdata: base64(new Float64Array([1, 2])) } }],
      layout: {},
    });
    expect(svg.match(/<rect /g)).toHaveLength(2);
  });
});
