import { expect, test } from "@jest/globals";
import { hashOfKey, hashRanges, hashSpace, shardOfHash } from "../../../src/kinesis/server/hash.ts";

test("a key's hash is its MD5", () => {
  expect(hashOfKey("")).toBe(0xd41d8cd98f00b204e9800998ecf8427en);
  expect(hashOfKey("é")).toBe(hashOfKey("\u00e9"));
});

test.each([1, 2, 3, 7, 500])("%i shards cover all hashes without gap or overlap", (shards) => {
  const ranges = hashRanges(shards);
  expect(ranges[0]?.start).toBe(0n);
  expect(ranges.at(-1)?.end).toBe(hashSpace - 1n);
  ranges.forEach(({ start, end }, i) => {
    if (i > 0) expect(start).toBe((ranges[i - 1]?.end ?? 0n) + 1n);
    expect([start, end].map((hash) => shardOfHash(hash, shards))).toEqual([i, i]);
  });
});
