import { expect, test } from "@jest/globals";
import { formatSequence, parseSequence } from "../../../src/kinesis/server/sequence.ts";

const sequence = { created: 1_700_000_000, shard: 3, index: 1, time: 1_700_000_010 };

test("a sequence number has 56 digits and gives its parts back", () => {
  const text = formatSequence(sequence);
  expect(text).toMatch(/^\d{56}$/);
  expect(parseSequence(text)).toEqual(sequence);
});

test("sequence numbers of a shard grow with the index, whatever the clock does", () => {
  const early = formatSequence({ ...sequence, index: 255, time: 1_800_000_000 });
  const late = formatSequence({ ...sequence, index: 256, time: 1_700_000_000 });
  expect(BigInt(late) > BigInt(early)).toBe(true);
});

test("a sequence number of AWS, from its manual's event of shard 6, is read", () => {
  const sequence = parseSequence("49590338271490256608559692538361571095921575989136588898");
  expect(sequence).toMatchObject({ shard: 6, time: 1_545_084_650 });
});

test.each(["", "0", "17", "x".repeat(56), "9".repeat(56)])("%p is no sequence number", (text) => {
  expect(parseSequence(text)).toBeUndefined();
});
