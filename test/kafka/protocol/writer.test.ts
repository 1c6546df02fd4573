import { expect, test } from "@jest/globals";
import { createWriter } from "../../../src/kafka/protocol/writer.ts";

test("a number after bytes of any length is written behind them", () => {
  const wrong: number[] = [];
  for (let length = 0; length < 5000; length++) {
    const writer = createWriter();
    const bytes = new Uint8Array(length).fill(7);
    writer.bytes(bytes);
    writer.int8(1);
    writer.bytes(bytes);
    writer.int16(0x0102);
    writer.bytes(bytes);
    writer.int32(0x01020304);
    writer.bytes(bytes);
    writer.int64(0x0102030405060708n);
    const size = Buffer.alloc(4);
    size.writeInt32BE(length);
    const field = Buffer.concat([size, bytes]);
    const numbers = [[1], [1, 2], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8]];
    const expected = Buffer.concat(numbers.flatMap((number) => [field, Buffer.from(number)]));
    if (Buffer.compare(writer.result(), expected) !== 0) wrong.push(length);
  }
  expect(wrong).toEqual([]);
});
