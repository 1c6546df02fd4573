import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type HttpService, serveHttp } from "../../src/http.ts";
import { type KinesisClient, kinesisClient, kinesisGateway, readRecords } from "../../src/kinesis/index.ts";
import { embedded, textOf } from "./support.ts";

let kinesis: KinesisClient;
let service: HttpService;
const logged: string[] = [];
beforeAll(async () => {
  ({ kinesis } = await embedded());
  service = await serveHttp([kinesisGateway({ kinesis, log: (line) => logged.push(line) })]);
});
afterAll(() => service.close());

const call = async (method: string, path: string, body?: unknown) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${service.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: text, headers: { "content-type": "application/json" } }),
  });
  const reply = await response.text();
  return { status: response.status, body: reply ? JSON.parse(reply) : undefined };
};

const all = async (stream: string) => {
  const found: { key: string; data: unknown }[] = [];
  for await (const record of readRecords({ kinesis, stream, until: "end" }))
    found.push({ key: record.partitionKey, data: JSON.parse(textOf(record)) });
  return found;
};

test("creates, lists, describes and deletes streams, also below a stage", async () => {
  expect(await call("POST", "/streams/s", { ShardCount: 2 })).toEqual({ status: 200, body: undefined });
  expect(await call("POST", "/test/streams/t")).toEqual({ status: 200, body: undefined });
  expect(await call("GET", "/prod/streams")).toMatchObject({
    status: 200,
    body: { StreamNames: ["s", "t"], HasMoreStreams: false },
  });
  const { body } = await call("GET", "/streams/s");
  expect(body.StreamDescription).toMatchObject({ StreamName: "s", StreamStatus: "ACTIVE", HasMoreShards: false });
  expect(body.StreamDescription.Shards).toHaveLength(2);
  expect(body.StreamDescription.StreamCreationTimestamp).toBeCloseTo(Date.now() / 1000, -2);
  expect(await call("DELETE", "/streams/s")).toEqual({ status: 200, body: undefined });
  await call("DELETE", "/streams/t");
  expect((await call("GET", "/streams")).body.StreamNames).toEqual([]);
});

test("stores Data as its JSON text in the stream of the path", async () => {
  await call("POST", "/streams/data");
  const values = [{ index: 7528, date: "2020-10-28T03:10:04", text: '"ä\n☃"' }, "text", 1, null, [true]];
  for (const [i, Data] of values.entries()) {
    const reply = await call("PUT", "/test/streams/data/record", { StreamName: "other", Data, PartitionKey: `k${i}` });
    expect(reply).toEqual({
      status: 200,
      body: { SequenceNumber: expect.stringMatching(/^\d{56}$/), ShardId: "shardId-000000000000" },
    });
  }
  expect(await all("data")).toEqual(values.map((data, i) => ({ key: `k${i}`, data })));
});

test("stores Data as it was sent, so that no number is rounded", async () => {
  await call("POST", "/streams/exact");
  const Data = '{ "id": 12345678901234567890, "price": 1.10, "text": "\\u00e9 }]," }';
  await call("PUT", "/streams/exact/record", `{"Data": 1, "PartitionKey":"k", "Data" : ${Data} , "StreamName":"x"}`);
  await call(
    "PUT",
    "/streams/exact/records",
    ` { "records" : [ {"data":${Data},"partition-key":"k"} , {"partition-key":"k","data": -0.0}]}`,
  );
  const texts: string[] = [];
  for await (const record of readRecords({ kinesis, stream: "exact", until: "end" })) texts.push(textOf(record));
  expect(texts).toEqual([Data, Data, "-0.0"]);
});

test("stores many records at once", async () => {
  await call("POST", "/streams/records");
  const records = [
    { data: { a: 1 }, "partition-key": "k" },
    { data: "x", "partition-key": 5 },
  ];
  expect(await call("PUT", "/streams/records/records", { records })).toMatchObject({
    status: 200,
    body: { FailedRecordCount: 0, Records: [{ ShardId: "shardId-000000000000" }, { ShardId: "shardId-000000000000" }] },
  });
  expect(await all("records")).toEqual([
    { key: "k", data: { a: 1 } },
    { key: "5", data: "x" },
  ]);
});

test("gives AWS's errors with their status", async () => {
  const unknown = { __type: "ResourceNotFoundException", message: "Stream none under account 000000000000 not found." };
  expect(await call("PUT", "/streams/none/record", { Data: 1, PartitionKey: "k" })).toEqual({
    status: 400,
    body: unknown,
  });
  expect(await call("GET", "/streams/none")).toEqual({ status: 400, body: unknown });
  expect(logged.at(-1)).toContain("GET /streams/none: Kinesis DescribeStreamSummary on stream none");
  await call("POST", "/streams/twice");
  expect(await call("POST", "/streams/twice")).toMatchObject({
    status: 400,
    body: { __type: "ResourceInUseException" },
  });
  expect(await call("POST", "/streams/a%20b")).toMatchObject({ status: 400, body: { __type: "ValidationException" } });
});

test.each([
  ["record", "{", "the request body is not valid JSON"],
  ["record", [], "the request body must be a JSON object, not []"],
  ["record", { PartitionKey: "k" }, "Data is missing: give any JSON value"],
  ["record", { Data: 1 }, "PartitionKey must be a text of 1 to 256 characters, not nothing"],
  ["record", { Data: 1, PartitionKey: "" }, 'PartitionKey must be a text of 1 to 256 characters, not ""'],
  ["records", {}, "records must be a list of at least one"],
  ["records", { records: [1] }, "records[0] must be a JSON object, not 1"],
  ["records", { records: [{ data: 1, "partition-key": "k" }, { data: 1 }] }, "records[1].partition-key must be a text"],
])("PUT /%s with %j is a 400 that says what is wrong", async (leaf, body, message) => {
  const reply = await call("PUT", `/streams/any/${leaf}`, body);
  expect(reply).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
});

test("leaves other paths to others, and names the methods of its own", async () => {
  const handler = kinesisGateway({ kinesis });
  const request = { method: "GET", query: new URLSearchParams(), headers: {}, body: new Uint8Array() };
  for (const path of ["/", "/topics/a", "/a/b/streams", "/streams/a/b", "/streams/a/record/1"])
    expect(await handler({ ...request, path })).toBeUndefined();
  expect(await call("PATCH", "/streams/s")).toEqual({
    status: 405,
    body: { message: "PATCH is not offered for /streams/s; allowed: GET, POST, DELETE" },
  });
});

test("an endpoint that is gone is a 503 that names it", async () => {
  const gone = kinesisClient({ endpoint: "http://127.0.0.1:1" });
  const handler = kinesisGateway({ kinesis: gone });
  const request = {
    method: "GET",
    path: "/streams",
    query: new URLSearchParams(),
    headers: {},
    body: new Uint8Array(),
  };
  expect(await handler(request)).toMatchObject({ status: 503, body: expect.stringContaining("Unreachable") });
  gone.close();
});
