import { Kinesis, type ShardIteratorType } from "@aws-sdk/client-kinesis";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { type KinesisServer, startKinesis } from "../../../src/kinesis/index.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const credentials = { accessKeyId: "any", secretAccessKey: "any" };
const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (records: readonly { Data?: Uint8Array }[] = []) =>
  records.map(({ Data }) => new TextDecoder().decode(Data));

describe.each([
  ["HTTP/2, the SDK's default", undefined],
  ["HTTP/1.1", new NodeHttpHandler()],
])("the embedded endpoint over %s", (_, requestHandler) => {
  let server: KinesisServer;
  let sdk: Kinesis;
  let clock = Date.parse("2026-01-02T03:04:05.678Z");

  beforeAll(async () => {
    server = await startKinesis({ dir: await temporaryFolder(), now: () => clock });
    sdk = new Kinesis({
      endpoint: server.url,
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
      ...(requestHandler ? { requestHandler } : {}),
    });
  });
  afterAll(async () => {
    sdk.destroy();
    await server.close();
  });

  const read = async (StreamName: string, ShardId: string, type: ShardIteratorType, more = {}) => {
    const { ShardIterator } = await sdk.getShardIterator({ StreamName, ShardId, ShardIteratorType: type, ...more });
    return sdk.getRecords({ ShardIterator });
  };

  test("creates, lists, describes and deletes streams", async () => {
    await sdk.createStream({ StreamName: "b", ShardCount: 2 });
    await sdk.createStream({ StreamName: "a", StreamModeDetails: { StreamMode: "ON_DEMAND" } });
    expect(await sdk.listStreams({ Limit: 1 })).toMatchObject({
      StreamNames: ["a"],
      HasMoreStreams: true,
      NextToken: "a",
    });
    expect(await sdk.listStreams({ NextToken: "a", Limit: 1 })).toMatchObject({ StreamNames: ["b"] });
    expect(await sdk.listStreams({ NextToken: "z" })).toMatchObject({ StreamNames: [], HasMoreStreams: false });
    const { StreamDescription: stream } = await sdk.describeStream({ StreamName: "b" });
    expect(stream).toMatchObject({
      StreamName: "b",
      StreamStatus: "ACTIVE",
      StreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/b",
      StreamCreationTimestamp: new Date(clock),
      HasMoreShards: false,
    });
    expect(stream?.Shards?.map(({ ShardId, HashKeyRange }) => [ShardId, HashKeyRange])).toEqual([
      ["shardId-000000000000", { StartingHashKey: "0", EndingHashKey: String(2n ** 127n - 1n) }],
      ["shardId-000000000001", { StartingHashKey: String(2n ** 127n), EndingHashKey: String(2n ** 128n - 1n) }],
    ]);
    const arn = "arn:aws:kinesis:us-east-1:000000000000:stream/a";
    const { StreamDescriptionSummary } = await sdk.describeStreamSummary({ StreamARN: arn });
    expect(StreamDescriptionSummary).toMatchObject({
      OpenShardCount: 4,
      StreamModeDetails: { StreamMode: "ON_DEMAND" },
    });
    await sdk.deleteStream({ StreamName: "a" });
    await sdk.deleteStream({ StreamName: "b" });
    const left = (await sdk.listStreams()).StreamNames ?? [];
    expect(left.filter((name) => name === "a" || name === "b")).toEqual([]);
  });

  test("pages through shards with ListShards", async () => {
    await sdk.createStream({ StreamName: "shards", ShardCount: 5 });
    const first = await sdk.listShards({ StreamName: "shards", MaxResults: 3 });
    expect(first.Shards).toHaveLength(3);
    const second = await sdk.listShards({ NextToken: first.NextToken });
    expect(second.Shards?.map(({ ShardId }) => ShardId)).toEqual(["shardId-000000000003", "shardId-000000000004"]);
    expect(second.NextToken).toBeUndefined();
    const ShardFilter = { Type: "AFTER_SHARD_ID", ShardId: "shardId-000000000003" } as const;
    expect((await sdk.listShards({ StreamName: "shards", ShardFilter })).Shards).toHaveLength(1);
    await expect(sdk.listShards({ StreamName: "shards", NextToken: first.NextToken })).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "NextToken and StreamName cannot be provided together.",
    });
  });

  test("gives back what was put, in order, with growing sequence numbers of 56 digits", async () => {
    await sdk.createStream({ StreamName: "put", ShardCount: 1 });
    const one = await sdk.putRecord({ StreamName: "put", PartitionKey: "k", Data: bytes("0 ☃") });
    const Records = Array.from({ length: 500 }, (_, i) => ({ PartitionKey: `k${i}`, Data: bytes(String(i + 1)) }));
    const many = await sdk.putRecords({ StreamName: "put", Records });
    expect(many.FailedRecordCount).toBe(0);
    const sequences = [one, ...(many.Records ?? [])].map(({ SequenceNumber = "" }) => SequenceNumber);
    expect(sequences.every((sequence) => /^\d{56}$/.test(sequence))).toBe(true);
    expect([...sequences].sort()).toEqual(sequences);
    const page = await read("put", "shardId-000000000000", "TRIM_HORIZON");
    expect(texts(page.Records)).toEqual(["0 ☃", ...Records.map((_, i) => String(i + 1))]);
    expect(page.Records?.map(({ SequenceNumber }) => SequenceNumber)).toEqual(sequences);
    expect(page.Records?.[0]).toMatchObject({ PartitionKey: "k", ApproximateArrivalTimestamp: new Date(clock) });
    expect(page.MillisBehindLatest).toBe(0);
    expect(page.ChildShards).toBeUndefined();
  });

  test("starts reading at all five kinds of places", async () => {
    await sdk.createStream({ StreamName: "places", ShardCount: 1 });
    const shard = "shardId-000000000000";
    const sequences: string[] = [];
    for (const text of ["a", "b", "c"]) {
      const { SequenceNumber = "" } = await sdk.putRecord({
        StreamName: "places",
        PartitionKey: "k",
        Data: bytes(text),
      });
      sequences.push(SequenceNumber);
      clock += 1000;
    }
    const after = { StartingSequenceNumber: sequences[1] };
    expect(texts((await read("places", shard, "TRIM_HORIZON")).Records)).toEqual(["a", "b", "c"]);
    expect(texts((await read("places", shard, "LATEST")).Records)).toEqual([]);
    expect(texts((await read("places", shard, "AT_SEQUENCE_NUMBER", after)).Records)).toEqual(["b", "c"]);
    expect(texts((await read("places", shard, "AFTER_SEQUENCE_NUMBER", after)).Records)).toEqual(["c"]);
    const Timestamp = new Date(clock - 2000);
    expect(texts((await read("places", shard, "AT_TIMESTAMP", { Timestamp })).Records)).toEqual(["b", "c"]);
  });

  test("reads on from the next iterator and tells how far behind the tip it is", async () => {
    await sdk.createStream({ StreamName: "pages", ShardCount: 1 });
    const Records = ["a", "b", "c"].map((text) => ({ PartitionKey: "k", Data: bytes(text) }));
    await sdk.putRecords({ StreamName: "pages", Records });
    clock += 5000;
    const shard = { StreamName: "pages", ShardId: "shardId-000000000000" };
    const { ShardIterator } = await sdk.getShardIterator({ ...shard, ShardIteratorType: "TRIM_HORIZON" });
    const first = await sdk.getRecords({ ShardIterator, Limit: 2 });
    expect(texts(first.Records)).toEqual(["a", "b"]);
    expect(first.MillisBehindLatest).toBe(5000);
    const second = await sdk.getRecords({ ShardIterator: first.NextShardIterator });
    expect(texts(second.Records)).toEqual(["c"]);
    expect(second.MillisBehindLatest).toBe(0);
    await sdk.putRecord({ StreamName: "pages", PartitionKey: "k", Data: bytes("d") });
    expect(texts((await sdk.getRecords({ ShardIterator: second.NextShardIterator })).Records)).toEqual(["d"]);
  });

  test("puts a key into the shard of its MD5, or of the hash that is named", async () => {
    await sdk.createStream({ StreamName: "hashed", ShardCount: 2 });
    const put = (PartitionKey: string, ExplicitHashKey?: string) =>
      sdk.putRecord({ StreamName: "hashed", PartitionKey, Data: bytes("x"), ExplicitHashKey });
    // md5("a") starts with 0c, md5("b") with 92.
    expect((await put("a")).ShardId).toBe("shardId-000000000000");
    expect((await put("b")).ShardId).toBe("shardId-000000000001");
    expect((await put("a", String(2n ** 127n))).ShardId).toBe("shardId-000000000001");
    await expect(put("a", String(2n ** 128n))).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  test("gives at most 10 MiB at once", async () => {
    await sdk.createStream({ StreamName: "large", ShardCount: 1 });
    const Data = new Uint8Array(1 << 20).fill(7);
    for (let i = 0; i < 3; i++)
      await sdk.putRecords({
        StreamName: "large",
        Records: Array.from({ length: 4 }, () => ({ PartitionKey: "k", Data })),
      });
    const page = await read("large", "shardId-000000000000", "TRIM_HORIZON");
    expect(page.Records).toHaveLength(9);
    expect(page.Records?.every((record) => record.Data?.length === Data.length)).toBe(true);
    const Records = Array.from({ length: 5 }, () => ({ PartitionKey: "k", Data }));
    await expect(sdk.putRecords({ StreamName: "large", Records })).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "Records size exceeds 5 MB limit",
    });
  });

  test("says as AWS does what is wrong", async () => {
    await sdk.createStream({ StreamName: "errors", ShardCount: 1 });
    const here = { StreamName: "errors", ShardId: "shardId-000000000000" };
    const { ShardIterator } = await sdk.getShardIterator({ ...here, ShardIteratorType: "LATEST" });
    const record = { PartitionKey: "k", Data: bytes("x") };
    await expect(sdk.createStream({ StreamName: "errors", ShardCount: 1 })).rejects.toMatchObject({
      name: "ResourceInUseException",
      message: "Stream errors under account 000000000000 already exists.",
    });
    await expect(sdk.createStream({ StreamName: "many", ShardCount: 501 })).rejects.toMatchObject({
      name: "LimitExceededException",
    });
    await expect(sdk.putRecord({ StreamName: "none", ...record })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Stream none under account 000000000000 not found.",
    });
    await expect(sdk.putRecord({ ...record, StreamName: "errors", PartitionKey: "" })).rejects.toMatchObject({
      name: "ValidationException",
      message:
        "1 validation error detected: Value '' at 'partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1",
    });
    await expect(
      sdk.putRecord({ ...record, StreamName: "errors", Data: new Uint8Array((1 << 20) + 1) }),
    ).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("java.nio.HeapByteBuffer[pos=0 lim=1048577 cap=1048577]"),
    });
    const tooMany = Array.from({ length: 501 }, () => record);
    await expect(sdk.putRecords({ StreamName: "errors", Records: tooMany })).rejects.toMatchObject({
      name: "ValidationException",
    });
    await expect(sdk.getRecords({ ShardIterator: "nonsense" })).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "Invalid ShardIterator.",
    });
    const wrong = { ...here, ShardIteratorType: "AT_SEQUENCE_NUMBER" as const };
    await expect(sdk.getShardIterator(wrong)).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(sdk.getShardIterator({ ...wrong, StartingSequenceNumber: "17" })).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: expect.stringContaining("StartingSequenceNumber 17 used in GetShardIterator"),
    });
    await expect(
      sdk.getShardIterator({ ...here, ShardId: "shardId-000000000001", ShardIteratorType: "LATEST" }),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    clock += 300_001;
    await expect(sdk.getRecords({ ShardIterator })).rejects.toMatchObject({ name: "ExpiredIteratorException" });
    await expect(
      sdk.splitShard({ StreamName: "errors", ShardToSplit: "s", NewStartingHashKey: "1" }),
    ).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("offers CreateStream"),
    });
  });
});
