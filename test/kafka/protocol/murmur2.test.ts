import { describe, expect, test } from "@jest/globals";
import { murmur2, partitionOfKey } from "../../../src/kafka/protocol/murmur2.ts";
import { theirMurmur2 } from "./kafkajs.ts";

describe("murmur2", () => {
  test("hashes as Java's partitioner does", () => {
    // The values of Kafka's own UtilsTest.testMurmur2.
    const known: readonly (readonly [string, number])[] = [
      ["21", -973932308],
      ["foobar", -790332482],
      ["a-little-bit-long-string", -985981536],
      ["a-little-bit-longer-string", -1486304829],
      ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
    ];
    for (const [key, hash] of known) expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  test("agrees with kafkajs for keys of every length and for bytes above 127", () => {
    for (let length = 0; length < 40; length++) {
      const key = Buffer.from(Array.from({ length }, (_, i) => (i * 97 + length * 31) % 256));
      expect(murmur2(key)).toBe(theirMurmur2(key));
    }
  });

  test("a key always has a partition that exists", () => {
    for (let i = 0; i < 200; i++) {
      const partition = partitionOfKey(Buffer.from(`100:${i}`), 7);
      expect(partition).toBeGreaterThanOrEqual(0);
      expect(partition).toBeLessThan(7);
    }
  });
});
