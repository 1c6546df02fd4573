import { beforeAll, expect, test } from "@jest/globals";
import {
  type KinesisClient,
  KinesisError,
  type ReadBatch,
  readBatches,
  readRange,
  readRecords,
} from "../../src/kinesis/index.ts";
import { embedded, textOf, textRecord } from "./support.ts";

let kinesis: KinesisClient;
beforeAll(async () => {
  ({ kinesis } = await embedded());
  await kinesis.createStream("all", { shards: 3 });
  await kinesis.putRecords("all", numbers(0, 700).map(textRecord));
  await kinesis.createStream("range");
  await kinesis.putRecords("range", numbers(0, 20).map(textRecord));
});

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));
const batchesOf = async (options: Partial<Parameters<typeof readBatches>[0]> & { stream: string }) => {
  const batches: ReadBatch[] = [];
  for await (const batch of readBatches({ kinesis, until: "end", ...options })) batches.push(batch);
  return batches;
};
const textsOf = (batches: readonly ReadBatch[]) => batches.flatMap(({ records }) => records.map(textOf));

test("reads every record of every shard once, in order within a shard, in batches of the size asked for", async () => {
  const batches = await batchesOf({ stream: "all", maxRecords: 64 });
  expect(Math.max(...batches.map(({ records }) => records.length))).toBe(64);
  expect(textsOf(batches).sort()).toEqual(numbers(0, 700).sort());
  for (const shardId of new Set(batches.flatMap(({ records }) => records.map((record) => record.shardId)))) {
    const own = batches.flatMap(({ records }) => records.filter((record) => record.shardId === shardId));
    const sequences = own.map(({ sequenceNumber }) => sequenceNumber);
    expect([...sequences].sort()).toEqual(sequences);
  }
});

test("goes on after any batch's positions", async () => {
  const batches = await batchesOf({ stream: "all", maxRecords: 100 });
  for (const [i, { positions }] of batches.entries()) {
    const rest = await batchesOf({ stream: "all", positions });
    expect(textsOf(rest).sort()).toEqual(textsOf(batches.slice(i + 1)).sort());
  }
});

test("reads exactly a range again, and says where it is not all there", async () => {
  const [batch] = await batchesOf({ stream: "range" });
  const at = (i: number) => batch?.records[i]?.sequenceNumber ?? "";
  const range = { shardId: "shardId-000000000000", first: at(5), last: at(8), records: 4 };
  expect((await readRange(kinesis, "range", range)).map(textOf)).toEqual(["5", "6", "7", "8"]);
  await expect(readRange(kinesis, "range", { ...range, records: 5 })).rejects.toThrow("no longer holds the 5 records");
});

test("an empty stream ends at once", async () => {
  await kinesis.createStream("empty", { shards: 2 });
  expect(await batchesOf({ stream: "empty" })).toEqual([]);
});

test("until the signal it gives records as they come", async () => {
  await kinesis.createStream("live");
  const stop = new AbortController();
  const seen: string[] = [];
  const put = (text: string) => kinesis.putRecord("live", textRecord(text));
  await put("1");
  for await (const record of readRecords({ kinesis, stream: "live", signal: stop.signal, pollMs: 5 })) {
    seen.push(textOf(record));
    if (seen.length < 3) await put(String(seen.length + 1));
    else stop.abort();
  }
  expect(seen).toEqual(["1", "2", "3"]);
});

test("an iterator that expired and a throttled read lose and repeat nothing", async () => {
  const failures = ["ExpiredIteratorException", "ProvisionedThroughputExceededException"];
  const flaky: KinesisClient = {
    ...kinesis,
    records: async (stream, shardId, iterator) => {
      const page = await kinesis.records(stream, shardId, iterator, 3);
      const code = failures[Math.floor(calls / 2)];
      if (calls++ % 2 === 1 && code) throw new KinesisError({ message: code, code, status: 400, reason: code });
      return page;
    },
  };
  let calls = 0;
  const batches = await batchesOf({ kinesis: flaky, stream: "range", sleep: async () => {} });
  expect(textsOf(batches)).toEqual(numbers(0, 20));
});

test("a shard that was split is read before its children", async () => {
  const split = splitStream();
  const batches = await batchesOf({ kinesis: split, stream: "split", maxRecords: 1, sleep: async () => {} });
  expect(textsOf(batches)).toEqual(["parent 0", "parent 1", "left 0", "right 0"]);
  expect(batches.at(-1)?.positions).toMatchObject({ parent: { ended: true } });
  const rest = await batchesOf({
    kinesis: split,
    stream: "split",
    positions: batches[1]?.positions ?? {},
    sleep: async () => {},
  });
  expect(textsOf(rest)).toEqual(["left 0", "right 0"]);
});

/** A stream of one closed shard and its two children, which are listed only once the parent was read to its end. */
const splitStream = (): KinesisClient => {
  const contents: Record<string, string[]> = { parent: ["parent 0", "parent 1"], left: ["left 0"], right: ["right 0"] };
  let ended = false;
  const shard = (shardId: string, parents: string[]) => ({
    shardId,
    parents,
    hashKeyRange: { start: "0", end: "1" },
    startingSequenceNumber: "0",
  });
  const children = [shard("left", ["parent"]), shard("right", ["parent"])];
  return {
    ...kinesis,
    shards: async () => [shard("parent", []), ...(ended ? children : [])],
    iterator: async (_, __, start) => ("sequenceNumber" in start ? String(Number(start.sequenceNumber)) : "0"),
    records: async (stream, shardId, iterator) => {
      const from = Number(iterator);
      const records = (contents[shardId] ?? []).slice(from).map((text, i) => ({
        ...textRecord(text),
        stream,
        shardId,
        sequenceNumber: String(from + i + 1),
        approximateArrivalTimestamp: new Date(0),
      }));
      ended ||= shardId === "parent";
      return { records, next: shardId === "parent" ? undefined : String(from + records.length), millisBehindLatest: 0 };
    },
  };
};
