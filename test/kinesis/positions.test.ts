import { expect, test } from "@jest/globals";
import { readable, shareBatch } from "../../src/kinesis/positions.ts";

const shard = (shardId: string, ...parents: string[]) => ({
  shardId,
  parents,
  hashKeyRange: { start: "0", end: "1" },
  startingSequenceNumber: "1",
});
const ids = (shards: readonly { shardId: string }[]) => shards.map(({ shardId }) => shardId);

test("children wait for all shards that they came from, as far as those are still there", () => {
  const shards = [shard("a"), shard("b"), shard("ab", "a", "b"), shard("c", "gone")];
  expect(ids(readable(shards, {}))).toEqual(["a", "b", "c"]);
  expect(ids(readable(shards, { a: { ended: true } }))).toEqual(["b", "c"]);
  expect(ids(readable(shards, { a: { ended: true }, b: { after: "9", ended: true } }))).toEqual(["ab", "c"]);
});

const queue = (records: number, bytes = 1) =>
  Array.from({ length: records }, () => ({
    partitionKey: "",
    data: new Uint8Array(bytes),
    stream: "s",
    shardId: "x",
    sequenceNumber: "1",
    approximateArrivalTimestamp: new Date(0),
  }));

test.each([
  ["everything where it fits", [queue(2), queue(3)], 10, 100, [2, 3]],
  ["evenly where it does not", [queue(9), queue(9), queue(1)], 5, 100, [2, 2, 1]],
  ["what others leave", [queue(1), queue(9)], 6, 100, [1, 5]],
  ["up to the bytes", [queue(5, 10)], 100, 25, [2]],
  ["one record that is too large", [queue(2, 50)], 100, 25, [1]],
  ["nothing of nothing", [[], []], 5, 5, [0, 0]],
])("a batch takes %s", (_, queues, maxRecords, maxBytes, counts) => {
  expect(shareBatch(queues, maxRecords, maxBytes)).toEqual(counts);
});
