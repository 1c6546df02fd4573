import { describe, expect, test } from "@jest/globals";
import { kinesisTarget, type PostRecord, restTarget } from "../../src/emulator/index.ts";
import { jsonReply } from "../../src/http.ts";
import { recorder, stored } from "./recorder.ts";

const records: readonly PostRecord[] = [
  { draw: 3, key: "100:3", value: { ind: 7, country: "Cote d'Ivoire" } },
  { draw: 4, key: "100:4", value: { ind: 8, country: null } },
];
const one = records.slice(0, 1);

describe("the REST proxy as target", () => {
  test("gets a v2 JSON request, also behind a gateway's stage", async () => {
    const server = await recorder(stored);
    const target = restTarget({ url: `${server.url}/test/`, userId: "u1" });
    expect(await target.post("geo", one)).toEqual({ acknowledged: 1 });
    expect(server.requests).toEqual([
      {
        method: "POST",
        path: "/test/topics/u1.geo",
        contentType: "application/vnd.kafka.json.v2+json",
        body: { records: [{ key: "100:3", value: { ind: 7, country: "Cote d'Ivoire" } }] },
      },
    ]);
    target.close();
  });

  test.each([
    [jsonReply(200, { hello: 1 }), "the reply holds no offsets: is this a Kafka REST proxy?"],
    [jsonReply(200, { offsets: [] }), "the reply does not mention it"],
    [
      jsonReply(415, { error_code: 415, message: "HTTP 415 Unsupported Media Type" }),
      "HTTP 415: HTTP 415 Unsupported Media Type (415)",
    ],
    [{ status: 502, headers: {}, body: "<html>Bad gateway" }, "HTTP 502: <html>Bad gateway"],
    [{ status: 500, headers: {}, body: "" }, "HTTP 500: no message"],
  ])("acknowledges nothing on %j", async (reply, message) => {
    const server = await recorder(() => reply);
    const outcome = await restTarget({ url: server.url, userId: "u1" }).post("pin", one);
    expect(outcome.acknowledged).toBe(0);
    expect(outcome.failure).toMatchObject({ draw: 3, url: `${server.url}/topics/u1.pin`, message });
  });
});

describe("the stream gateway as target", () => {
  const sequence = { ShardId: "shardId-000000000000", SequenceNumber: "4964" };

  test("gets one record by the record route", async () => {
    const server = await recorder(() => jsonReply(200, sequence));
    const outcome = await kinesisTarget({ url: server.url, userId: "u1" }).post("user", one);
    expect(outcome).toEqual({ acknowledged: 1 });
    expect(server.requests).toEqual([
      {
        method: "PUT",
        path: "/streams/streaming-u1-user/record",
        contentType: "application/json",
        body: {
          StreamName: "streaming-u1-user",
          Data: { ind: 7, country: "Cote d'Ivoire" },
          PartitionKey: "100:3",
        },
      },
    ]);
  });

  test("gets several records by the records route and counts up to the first that failed", async () => {
    const failure = { ErrorCode: "ProvisionedThroughputExceededException", ErrorMessage: "Rate exceeded" };
    const server = await recorder(() => jsonReply(200, { FailedRecordCount: 1, Records: [sequence, failure] }));
    const outcome = await kinesisTarget({ url: server.url, userId: "u1" }).post("pin", records);
    expect(outcome).toMatchObject({ acknowledged: 1, failure: { draw: 4, message: "Rate exceeded" } });
    expect(server.requests[0]).toMatchObject({
      path: "/streams/streaming-u1-pin/records",
      body: { records: [{ "partition-key": "100:3" }, { "partition-key": "100:4", data: { ind: 8, country: null } }] },
    });
  });

  test.each([
    [
      jsonReply(400, { __type: "ResourceNotFoundException", message: "Stream x not found" }),
      "HTTP 400: Stream x not found (ResourceNotFoundException)",
    ],
    [jsonReply(200, {}), "the reply has no SequenceNumber for it"],
    [{ status: 200, headers: {}, body: "ok" }, "the reply has no SequenceNumber for it"],
  ])("acknowledges nothing on %j", async (reply, message) => {
    const server = await recorder(() => reply);
    const outcome = await kinesisTarget({ url: server.url, userId: "u1" }).post("pin", one);
    expect(outcome).toMatchObject({ acknowledged: 0, failure: { draw: 3, message } });
  });
});

test.each(["ftp://host", "127.0.0.1:8082", ""])("%j is refused as a URL to post to", (url) => {
  expect(() => restTarget({ url, userId: "u1" })).toThrow("is not a URL that can be posted to");
});
