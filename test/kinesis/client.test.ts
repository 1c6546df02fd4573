import { beforeAll, expect, test } from "@jest/globals";
import { type KinesisClient, kinesisClient, startKinesis } from "../../src/kinesis/index.ts";
import { Secret } from "../../src/secret.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { embedded, textOf, textRecord } from "./support.ts";

let kinesis: KinesisClient;
let url: string;
beforeAll(async () => {
  const { server, ...pair } = await embedded();
  ({ kinesis } = pair);
  ({ url } = server);
});

test("creates, lists, describes and deletes streams", async () => {
  // One more than a page of ListStreams.
  const names = Array.from({ length: 101 }, (_, i) => `list-${i}`);
  await Promise.all(names.map((name) => kinesis.createStream(name)));
  const listed = await kinesis.listStreams();
  expect(listed.filter((name) => name.startsWith("list-"))).toEqual(names.sort());
  await Promise.all(names.map((name) => kinesis.deleteStream(name)));
  await kinesis.createStream("described", { shards: 2 });
  expect(await kinesis.describeStream("described")).toMatchObject({
    name: "described",
    status: "ACTIVE",
    shards: [
      { shardId: "shardId-000000000000", parents: [] },
      { shardId: "shardId-000000000001", parents: [] },
    ],
  });
});

test("puts more records than one request takes, and reads them back in order", async () => {
  await kinesis.createStream("many");
  const records = Array.from({ length: 1201 }, (_, i) => textRecord(String(i)));
  const receipts = await kinesis.putRecords("many", records);
  expect(new Set(receipts.map(({ sequenceNumber }) => sequenceNumber)).size).toBe(1201);
  const iterator = await kinesis.iterator("many", "shardId-000000000000", { type: "TRIM_HORIZON" });
  const page = await kinesis.records("many", "shardId-000000000000", iterator);
  expect(page.records.map(textOf)).toEqual(records.map(textOf));
  expect(page.records[7]).toMatchObject({
    stream: "many",
    shardId: "shardId-000000000000",
    sequenceNumber: receipts[7]?.sequenceNumber,
  });
});

test("an unknown stream is named with endpoint and remedy", async () => {
  await expect(kinesis.putRecord("none", textRecord("x"))).rejects.toMatchObject({
    code: "ResourceNotFoundException",
    status: 400,
    message: `Kinesis PutRecord on stream none at ${url}: ResourceNotFoundException: Stream none under account 000000000000 not found. Create the stream first, or check its name and the region`,
  });
});

test("an endpoint that is not there is named, without the credentials", async () => {
  const nobody = kinesisClient({
    endpoint: "http://127.0.0.1:1",
    accessKeyId: "id",
    secretAccessKey: new Secret("hidden"),
  });
  const error = await nobody.listStreams().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "Unreachable", status: 503 });
  expect(String(error)).toMatch(
    /Kinesis ListStreams at http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED.*Check that the endpoint runs/,
  );
  expect(String(error)).not.toContain("hidden");
  nobody.close();
});

test("a client goes on when its endpoint was started again", async () => {
  const dir = await temporaryFolder();
  const first = await startKinesis({ dir });
  const client = kinesisClient({ endpoint: first.url });
  await client.createStream("s");
  await client.putRecord("s", textRecord("1"));
  await first.close();
  await expect(client.putRecord("s", textRecord("lost"))).rejects.toMatchObject({ code: "Unreachable" });
  const second = await startKinesis({ dir, port: Number(new URL(first.url).port) });
  await client.putRecord("s", textRecord("2"));
  const iterator = await client.iterator("s", "shardId-000000000000", { type: "TRIM_HORIZON" });
  expect((await client.records("s", "shardId-000000000000", iterator)).records.map(textOf)).toEqual(["1", "2"]);
  client.close();
  await second.close();
});
