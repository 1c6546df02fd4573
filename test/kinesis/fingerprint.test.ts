import { beforeAll, describe, expect, test } from "@jest/globals";
import { type LazyAccess, onAccess } from "../../src/access.ts";
import { type KinesisClient, streamFingerprint } from "../../src/kinesis/index.ts";
import { embedded, textRecord } from "./support.ts";

let kinesis: KinesisClient;
beforeAll(async () => {
  ({ kinesis } = await embedded());
});

/** The client, and how many records were read through it. */
const counted = () => {
  const read = { records: 0, calls: 0 };
  const records: KinesisClient["records"] = async (...given) => {
    const page = await kinesis.records(...given);
    read.calls += 1;
    read.records += page.records.length;
    return page;
  };
  return { client: { ...kinesis, records }, read };
};
const putMany = (stream: string, count: number) =>
  kinesis.putRecords(
    stream,
    Array.from({ length: count }, (_, at) => textRecord(String(at))),
  );

describe("a stream's fingerprint", () => {
  test("is the same until a record is put into any shard, or it is made anew", async () => {
    await kinesis.createStream("seen", { shards: 2 });
    const empty = await streamFingerprint(kinesis, "seen");
    expect(empty).toMatch(/^\S+Z shardId-000000000000:none shardId-000000000001:none$/);
    expect(await streamFingerprint(kinesis, "seen")).toBe(empty);
    await putMany("seen", 1);
    const one = await streamFingerprint(kinesis, "seen");
    expect(one).not.toBe(empty);
    expect(await streamFingerprint(kinesis, "seen", empty)).toBe(one);
    expect(await streamFingerprint(kinesis, "seen", one)).toBe(one);
    await kinesis.deleteStream("seen");
    expect(await streamFingerprint(kinesis, "seen", one)).toBe("absent");
    await kinesis.createStream("seen", { shards: 2 });
    expect(await streamFingerprint(kinesis, "seen", one)).not.toBe(one);
  });

  test("reads no record again that was known", async () => {
    await kinesis.createStream("known");
    await putMany("known", 50);
    const known = await streamFingerprint(kinesis, "known");
    await putMany("known", 3);
    const { client, read } = counted();
    await streamFingerprint(client, "known", known);
    expect(read).toEqual({ records: 3, calls: 1 });
  });

  test("is not told where too much came since", async () => {
    const [shard] = [
      { shardId: "s", parents: [], hashKeyRange: { start: "0", end: "1" }, startingSequenceNumber: "1" },
    ];
    const endless = {
      describeStream: async () => ({ ...(await kinesis.describeStream("known")), shards: [shard] }),
      iterator: async () => "i",
      records: async () => ({ records: [], next: "i", millisBehindLatest: 5 }),
    };
    expect(await streamFingerprint(endless, "known")).toBeUndefined();
  });

  test("begins where the client had read and put, which it tells with what it records", async () => {
    await kinesis.createStream("hinted");
    const heard: LazyAccess[] = [];
    const stop = onAccess((access) => heard.push(access));
    await putMany("hinted", 20);
    await kinesis.putRecord("hinted", textRecord("last"));
    stop();
    const hint = heard.at(-1)?.hint?.();
    const { client, read } = counted();
    const fingerprint = await streamFingerprint(client, "hinted", hint);
    expect(read.records).toBe(0);
    expect(fingerprint).toBe(await streamFingerprint(kinesis, "hinted"));
  });
});
