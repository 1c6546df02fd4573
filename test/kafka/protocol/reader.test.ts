import { describe, expect, test } from "@jest/globals";
import { createReader, MalformedMessage } from "../../../src/kafka/protocol/reader.ts";
import { createWriter } from "../../../src/kafka/protocol/writer.ts";

describe("primitive types", () => {
  test("everything written is read again, long bytes and nulls included", () => {
    const long = new Uint8Array(10_000).fill(7);
    const writer = createWriter();
    writer.int8(-1);
    writer.int16(-2);
    writer.int32(-3);
    writer.int64(-4n);
    writer.boolean(true);
    writer.string("zażółć 🎉");
    writer.nullableString(null);
    writer.bytes(long);
    writer.nullableBytes(null);
    writer.array([1, 2, 3], (value) => writer.int32(value));
    writer.nullableArray(null, () => {});
    const reader = createReader(writer.result());
    expect([reader.int8(), reader.int16(), reader.int32(), reader.int64()]).toEqual([-1, -2, -3, -4n]);
    expect([reader.boolean(), reader.string(), reader.nullableString()]).toEqual([true, "zażółć 🎉", null]);
    expect(reader.bytes()).toEqual(long);
    expect(reader.nullableBytes()).toBeNull();
    expect(reader.array(() => reader.int32())).toEqual([1, 2, 3]);
    expect(reader.nullableArray(() => reader.int32())).toBeNull();
    expect(reader.remaining()).toBe(0);
  });

  test("a message of any length is whole, wherever its blocks end", () => {
    const writer = createWriter();
    const numbers = Array.from({ length: 5_000 }, (_, i) => i * 65_537);
    writer.int8(1);
    writer.array(numbers, (value) => {
      writer.int32(value);
      writer.string(String(value));
    });
    const reader = createReader(writer.result());
    expect(reader.int8()).toBe(1);
    expect(reader.array(() => [reader.int32(), reader.string()])).toEqual(numbers.map((n) => [n, String(n)]));
  });

  test("a message that ends too early, a null that may not be, and lying lengths are malformed", () => {
    const bytes = (...values: number[]) => createReader(Uint8Array.from(values));
    expect(() => bytes(0, 0, 0).int32()).toThrow(MalformedMessage);
    expect(() => bytes(0, 9, 65).string()).toThrow(MalformedMessage);
    expect(() => bytes(255, 255).string()).toThrow(MalformedMessage);
    expect(() => bytes(255, 254).nullableString()).toThrow(MalformedMessage);
    expect(() => bytes(127, 255, 255, 255).bytes()).toThrow(MalformedMessage);
    expect(() => bytes(127, 255, 255, 255, 0).array(() => 0)).toThrow("an array of 2147483647 elements");
  });
});
