import { describe, expect, test } from "@jest/globals";
import { crc32c } from "../../../src/kafka/protocol/crc32c.ts";
import { batchFault, batchHeaderAt, withBaseOffset } from "../../../src/kafka/protocol/record-batch.ts";
import { firstAtOrAfter } from "../../../src/kafka/protocol/records.ts";
import { theirBatch } from "./kafkajs.ts";

const three = [
  { key: "a", value: "one", timestamp: 1_000 },
  { key: "b", value: "two", timestamp: 1_500 },
  { value: "three", timestamp: 400_000 },
];

describe("record batches", () => {
  test("CRC-32C gives the published check value for every alignment", () => {
    const text = Buffer.from("..123456789");
    expect(crc32c(text, 2)).toBe(0xe3069283);
    expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283);
    expect(crc32c(Buffer.alloc(0))).toBe(0);
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  });

  test.each([false, true])("what kafkajs writes is whole (gzip: %s)", async (gzip) => {
    const batch = await theirBatch(three, { gzip });
    expect(batchFault(batch)).toBeUndefined();
    expect(batchHeaderAt(batch, 0)).toMatchObject({ size: batch.length, recordCount: 3, lastOffsetDelta: 2 });
  });

  test("another base offset leaves the checksum good and the original alone", async () => {
    const batch = await theirBatch(three);
    const moved = withBaseOffset(batch, 12_345);
    expect(batchFault(moved)).toBeUndefined();
    expect(batchHeaderAt(moved, 0).baseOffset).toBe(12_345);
    expect(batchHeaderAt(batch, 0).baseOffset).toBe(0);
  });

  test("a flipped bit anywhere under the checksum, a cut and an appendix are found", async () => {
    const batch = await theirBatch(three);
    for (const at of [17, 21, 40, 61, batch.length - 1]) {
      const flipped = Buffer.from(batch);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 4, at);
      expect(batchFault(flipped)).toBe("corrupt");
    }
    expect(batchFault(batch.subarray(0, batch.length - 1))).toBe("corrupt");
    expect(batchFault(Buffer.alloc(5))).toBe("corrupt");
    expect(batchFault(Buffer.concat([batch, batch]))).toBe("several");
    const old = Buffer.from(batch);
    old.writeUInt8(1, 16);
    expect(batchFault(old)).toBe("magic");
  });

  test("a time finds its record, and in a compressed batch the batch's first", async () => {
    const batch = withBaseOffset(await theirBatch(three), 10);
    expect(firstAtOrAfter(batch, 1_000)).toEqual({ offset: 10, timestamp: 1_000 });
    expect(firstAtOrAfter(batch, 1_001)).toEqual({ offset: 11, timestamp: 1_500 });
    expect(firstAtOrAfter(batch, 1_501)).toEqual({ offset: 12, timestamp: 400_000 });
    expect(firstAtOrAfter(await theirBatch(three, { gzip: true }), 1_501)).toEqual({ offset: 0, timestamp: 1_000 });
  });
});
