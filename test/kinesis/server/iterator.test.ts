import { expect, test } from "@jest/globals";
import { formatIterator, parseIterator } from "../../../src/kinesis/server/iterator.ts";

const place = { stream: "a.b-c_d", created: 1_700_000_000_000, shard: 2, ordinal: 41 };

test("an iterator gives its place back for five minutes", () => {
  const text = formatIterator(place, 1000);
  expect(parseIterator(text, 301_000)).toEqual(place);
  expect(() => parseIterator(text, 301_001)).toThrow("tolerated delay of 300000 milliseconds");
});

test("an iterator of the longest stream name is no longer than AWS allows", () => {
  const text = formatIterator({ ...place, stream: "x".repeat(128), ordinal: Number.MAX_SAFE_INTEGER }, Date.now());
  expect(text.length).toBeLessThanOrEqual(512);
});

test.each(["", "e30=", "WzFd", "nonsense", Buffer.from('[1,1,1,-1,0,"a"]').toString("base64")])(
  "%p is no iterator",
  (text) => {
    expect(() => parseIterator(text, 0)).toThrow("Invalid ShardIterator.");
  },
);
