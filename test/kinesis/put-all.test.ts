import { expect, test } from "@jest/globals";
import { KinesisError, PartialPut } from "../../src/kinesis/index.ts";
import { putAll } from "../../src/kinesis/put-all.ts";
import { putBatches } from "../../src/kinesis/put-batches.ts";
import { textRecord } from "./support.ts";

const spec = { stream: "s", endpoint: "here", records: ["a", "b", "c"].map(textRecord) };
const throttled = { ErrorCode: "ProvisionedThroughputExceededException", ErrorMessage: "Rate exceeded" };

test("tries refused entries again, and only those, after growing pauses", async () => {
  const asked: (string | undefined)[][] = [];
  const pauses: number[] = [];
  const sleep = async (milliseconds: number) => pauses.push(milliseconds);
  const receipts = await putAll({ ...spec, sleep }, async (entries) => {
    asked.push(entries.map(({ PartitionKey }) => PartitionKey));
    return {
      Records: entries.map(({ PartitionKey }) =>
        PartitionKey === "b" && asked.length < 3 ? throttled : { ShardId: "shard", SequenceNumber: PartitionKey },
      ),
    };
  });
  expect(asked).toEqual([["a", "b", "c"], ["b"], ["b"]]);
  expect(pauses).toEqual([100, 200]);
  expect(receipts.map(({ sequenceNumber }) => sequenceNumber)).toEqual(["a", "b", "c"]);
});

test("says which records stayed refused", async () => {
  const put = putAll({ ...spec, sleep: async () => {} }, async (entries) => ({
    Records: entries.map(({ PartitionKey }) =>
      PartitionKey === "c" ? throttled : { ShardId: "shard", SequenceNumber: "1" },
    ),
  }));
  const error = await put.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PartialPut);
  expect(error).toMatchObject({
    code: "ProvisionedThroughputExceededException",
    message:
      "Kinesis PutRecords on stream s at here: 1 of 3 records were refused, the first with ProvisionedThroughputExceededException: Rate exceeded. Send them again, more slowly",
    results: [{ sequenceNumber: "1" }, { sequenceNumber: "1" }, { errorCode: throttled.ErrorCode }],
  });
});

test("requests hold at most 500 records and 5 MiB with their keys", () => {
  const small = Array.from({ length: 1001 }, (_, i) => textRecord(String(i)));
  expect(putBatches(small).map((batch) => batch.length)).toEqual([500, 500, 1]);
  const large = Array.from({ length: 6 }, () => ({ partitionKey: "k", data: new Uint8Array(1 << 20) }));
  expect(putBatches(large).map((batch) => batch.length)).toEqual([4, 2]);
  expect(putBatches([])).toEqual([]);
});

test("where the endpoint goes away in between, says which records it has", async () => {
  const gone = new KinesisError({ message: "gone", code: "Unreachable", status: 503, reason: "ECONNREFUSED" });
  const records = Array.from({ length: 1001 }, (_, i) => textRecord(String(i)));
  let calls = 0;
  const put = putAll({ ...spec, records, sleep: async () => {} }, async (entries) => {
    if (++calls > 1) throw gone;
    return { Records: entries.map(({ PartitionKey }) => ({ ShardId: "shard", SequenceNumber: PartitionKey })) };
  });
  const error = (await put.catch((thrown: unknown) => thrown)) as PartialPut;
  expect(error.message).toContain("501 of 1001 records were refused, the first with Unreachable: ECONNREFUSED");
  expect(error.results).toHaveLength(1001);
  expect(error.results.filter((result) => "sequenceNumber" in result)).toHaveLength(500);
  expect(calls).toBe(2);
  await expect(putAll({ ...spec, sleep: async () => {} }, () => Promise.reject(gone))).rejects.toBe(gone);
});
