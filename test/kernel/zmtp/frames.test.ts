import { describe, expect, test } from "@jest/globals";
import { encodeFrames, type Frame } from "../../../kernels/typescript/zmtp/frame.ts";
import { createFrameReader } from "../../../kernels/typescript/zmtp/frame-reader.ts";
import { seededRandom } from "../../support/random.ts";

const readAll = (chunks: readonly Buffer[], most = 1e9): Frame[] => {
  const frames: Frame[] = [];
  const reader = createFrameReader(
    () => most,
    (frame) => frames.push(frame),
  );
  for (const chunk of chunks) reader.read(chunk);
  return frames;
};

const bodies = (frames: readonly Frame[]) => frames.map(({ body }) => body.toString("hex"));

describe("a message's frames", () => {
  test("are written as libzmq 4.3.5 writes them", () => {
    // What a DEALER of pyzmq sent for [b"hi", b"x" * 300, b""].
    const captured = Buffer.from(`01026869${"03000000000000012c"}${"78".repeat(300)}0000`, "hex");
    expect(Buffer.concat(encodeFrames([Buffer.from("hi"), Buffer.alloc(300, "x"), Buffer.alloc(0)]))).toEqual(captured);
  });

  test("of 255 bytes have a short size, of 256 a long one", () => {
    expect(Buffer.concat(encodeFrames([Buffer.alloc(255)])).subarray(0, 2)).toEqual(Buffer.from("00ff", "hex"));
    expect(Buffer.concat(encodeFrames([Buffer.alloc(256)])).subarray(0, 9)).toEqual(
      Buffer.from("020000000000000100", "hex"),
    );
  });

  test("that are large are passed on as they are, the others as one piece", () => {
    const large = Buffer.alloc(100_000, 1);
    const pieces = encodeFrames([Buffer.from("a"), large, Buffer.from("b"), Buffer.from("c")]);
    expect(pieces).toHaveLength(3);
    expect(pieces[1]).toBe(large);
  });

  test("are read in whatever pieces they come", () => {
    const random = seededRandom(7);
    const sent = [0, 1, 254, 255, 256, 70_000, 3, 0, 200_000].map((size) => Buffer.alloc(size, size));
    const bytes = Buffer.concat(encodeFrames(sent));
    for (const longest of [1, 2, 9, 1000, 65_536, bytes.length]) {
      const chunks: Buffer[] = [];
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + Math.floor(random() * longest);
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      const frames = readAll(chunks);
      expect(bodies(frames)).toEqual(sent.map((body) => body.toString("hex")));
      expect(frames.map(({ more }) => more)).toEqual([...Array(sent.length - 1).fill(true), false]);
    }
  });
});

describe("a frame that is none", () => {
  test.each([
    ["reserved flags", "0800"],
    ["a command of which more is to come", "0500"],
  ])("is refused: %s", (_, hex) => {
    expect(() => readAll([Buffer.from(hex, "hex")])).toThrow("which mean nothing");
  });

  test.each(["02ffffffffffffffff", "028000000000000000", "0200000000000003e9"])(
    "is refused by its size before anything is kept of it: %s",
    (hex) => {
      expect(() => readAll([Buffer.from(hex, "hex")], 1000)).toThrow("1000 are the most here");
    },
  );

  test("takes no memory for the size that it declares", () => {
    const before = process.memoryUsage().arrayBuffers;
    const readers = Array.from({ length: 100 }, () => {
      const reader = createFrameReader(
        () => 2 ** 40,
        () => {},
      );
      reader.read(Buffer.from("020000000040000000aa", "hex"));
      return reader;
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
    expect(readers).toHaveLength(100);
  });
});
