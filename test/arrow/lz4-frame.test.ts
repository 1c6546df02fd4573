import { describe, expect, test } from "@jest/globals";
import { readLz4Frames } from "../../src/arrow/lz4-frame.ts";

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const text = (found: Uint8Array): string => Buffer.from(found).toString("latin1");

const magic = [0x04, 0x22, 0x4d, 0x18];
const end = [0, 0, 0, 0];
const stored = (content: string) => bytes([content.length, 0, 0, 0x80], content);
const packed = (...block: readonly (string | readonly number[])[]) => {
  const content = bytes(...block);
  return bytes([content.length, 0, 0, 0], [...content]);
};
const frame = (flags: number, descriptor: readonly number[], ...blocks: readonly Uint8Array[]) =>
  bytes(magic, [flags, 0x40, ...descriptor, 0], ...blocks.map((block) => [...block]), end);

describe("LZ4's frames", () => {
  test("that Arrow's own library wrote are read", () => {
    const frame = Buffer.from("BCJNGGBAghgAAAA/YWJjAwACHyEWAAIPGQD//6pQY2FiYyEAAAAA", "base64");
    expect(text(readLz4Frames(frame, 750))).toBe(`${"abc".repeat(8)}!`.repeat(30));
  });

  test("hold blocks as they are, copies from blocks before, and copies that overlap themselves", () => {
    const linked = frame(
      0x40,
      [],
      stored("0123456789"),
      packed([0x0f, 10, 0, 3], [0x1f], "z", [1, 0, 255, 0], [0x10], "!"),
    );
    expect(text(readLz4Frames(linked, 10 + 22 + 1 + 274 + 1))).toBe(
      `0123456789${"0123456789".repeat(3).slice(0, 22)}z${"z".repeat(274)}!`,
    );
  });

  test("come one after another, with frames to pass over, sizes and checksums between", () => {
    const skipped = bytes([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0], "???");
    const checked = bytes(
      magic,
      [0x5c, 0x40, 2, 0, 0, 0, 0, 0, 0, 0, 0],
      [...stored("ab")],
      [1, 2, 3, 4],
      end,
      [5, 6, 7, 8],
    );
    const all = bytes([...frame(0x60, [], stored("x"))], [...skipped], [...checked], [...frame(0x60, [])]);
    expect(text(readLz4Frames(all, 3))).toBe("xab");
  });

  test.each([
    ["no frame", bytes("something else")],
    ["a block past its end", bytes(magic, [0x60, 0x40, 0, 200, 0, 0, 0], "ab")],
    ["no end", bytes(magic, [0x60, 0x40, 0], [...stored("abcd")])],
    ["too few bytes", frame(0x60, [], stored("abc"))],
    ["too many bytes", frame(0x60, [], stored("abcde"))],
    ["a copy from before the beginning", frame(0x60, [], packed([0x10], "a", [9, 0]))],
    ["a copy past the end", frame(0x60, [], packed([0x1f], "a", [1, 0, 255, 255, 255, 0]))],
    ["a length without end", frame(0x60, [], packed([0xf0, 255, 255]))],
  ])("that are damaged are an error: %s", (_, input) => {
    expect(() => readLz4Frames(input, 4)).toThrow("damaged");
  });
});
