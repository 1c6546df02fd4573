import { afterEach, describe, expect, test } from "@jest/globals";
import { type HttpService, serveHttp } from "../../../src/http.ts";
import { restProxy } from "../../../src/kafka/rest/proxy.ts";
import { memoryKafka } from "../../support/memory-kafka.ts";

const jsonType = "application/vnd.kafka.json.v2+json";
const v2 = "application/vnd.kafka.v2+json";
const services: HttpService[] = [];

afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});

const start = async () => {
  const kafka = memoryKafka();
  await kafka.createTopics(["u.pin"], {});
  await kafka.createTopics(["wide"], { partitions: 3 });
  const lines: string[] = [];
  const service = await serveHttp([restProxy({ kafka, log: (line) => lines.push(line) })]);
  services.push(service);
  const request = async (path: string, init: RequestInit = {}) => {
    const reply = await fetch(`${service.url}${path}`, init);
    return { status: reply.status, type: reply.headers.get("content-type"), body: JSON.parse(await reply.text()) };
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    request(path, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": jsonType, ...headers },
    });
  const values = async (topic: string) => {
    const found: (string | null)[] = [];
    for await (const { records } of kafka.read(topic))
      found.push(...records.map(({ value }) => (value ? Buffer.from(value).toString() : null)));
    return found;
  };
  return { kafka, lines, request, post, values };
};

const placed = (partition: number, offset: number) => ({ partition, offset, error_code: null, error: null });

describe("posting to a topic", () => {
  test("answers with each record's partition and offset", async () => {
    const { post, values } = await start();
    expect(await post("/topics/u.pin", { records: [{ value: { index: 1 } }] })).toEqual({
      status: 200,
      type: v2,
      body: { offsets: [placed(0, 0)], key_schema_id: null, value_schema_id: null },
    });
    const { body } = await post("/topics/u.pin", { records: [{ value: "two" }, { value: 3 }] });
    expect(body.offsets).toEqual([placed(0, 1), placed(0, 2)]);
    expect(await values("u.pin")).toEqual(['{"index":1}', '"two"', "3"]);
  });

  test("works under a stage prefix and with an encoded topic", async () => {
    const { post, values } = await start();
    for (const path of ["/test/topics/u.pin", "/topics/u%2Epin", "/prod/topics/u.pin/"])
      expect((await post(path, { records: [{ value: path }] })).status).toBe(200);
    expect(await values("u.pin")).toHaveLength(3);
  });

  test("keeps values as they are written: large numbers, JSON in strings, every character", async () => {
    const { post, values } = await start();
    const row = '{"index": 12345678901234567890, "latitude": 1.50, "nested": [ "a b", "\\n" ]}';
    const double = JSON.stringify(JSON.stringify({ index: 7528, title: 'say "hi"' }));
    await post("/topics/u.pin", `{"records": [ {"value": ${row}},\n {"value": ${double}}, {"value": "é😀\\u0041"} ] }`);
    expect(await values("u.pin")).toEqual([
      '{"index":12345678901234567890,"latitude":1.50,"nested":["a b","\\n"]}',
      double,
      '"é😀\\u0041"',
    ]);
  });

  test("takes keys, tombstones and partitions", async () => {
    const { kafka, post } = await start();
    const { body } = await post("/topics/wide", {
      records: [
        { key: "k", value: { a: 1 }, partition: 2 },
        { key: null, partition: 1 },
        { value: null, partition: null },
      ],
    });
    expect(body.offsets.slice(0, 2)).toEqual([placed(2, 0), placed(1, 0)]);
    const records = [];
    for await (const batch of kafka.read("wide"))
      for (const { key, value } of batch.records)
        records.push([batch.partition, key && Buffer.from(key).toString(), value && Buffer.from(value).toString()]);
    expect(records).toContainEqual([2, '"k"', '{"a":1}']);
    expect(records).toContainEqual([1, null, null]);
  });

  test("takes base64 in the binary format, which is also the default one", async () => {
    const { post, values } = await start();
    for (const type of ["application/vnd.kafka.binary.v2+json", v2]) {
      const record = { key: "", value: Buffer.from("bytes").toString("base64") };
      expect((await post("/topics/u.pin", { records: [record] }, { "content-type": type })).status).toBe(200);
    }
    expect(await values("u.pin")).toEqual(["bytes", "bytes"]);
    const refused = await post("/topics/u.pin", { records: [{ value: { a: 1 } }] }, { "content-type": v2 });
    expect(refused.body).toEqual({
      error_code: 400,
      message: `records[0].value is not base64: to send JSON, set Content-Type ${jsonType}`,
    });
  });

  test("produces to the partition of the path", async () => {
    const { post } = await start();
    const { body } = await post("/topics/wide/partitions/2", { records: [{ value: 1 }, { value: 2 }] });
    expect(body.offsets).toEqual([placed(2, 0), placed(2, 1)]);
    expect(await post("/topics/wide/partitions/3", { records: [{ value: 1 }] })).toMatchObject({
      status: 404,
      body: { error_code: 40402, message: "Partition not found." },
    });
    expect((await post("/topics/wide/partitions/x", { records: [{ value: 1 }] })).body.error_code).toBe(40402);
    expect((await post("/topics/wide/partitions/0", { records: [{ value: 1, partition: 0 }] })).status).toBe(422);
  });
});

describe("a request that cannot be served", () => {
  test("is refused with Confluent's status, code and a message that helps", async () => {
    const { post, lines, values } = await start();
    const cases: [unknown, number, number, string][] = [
      ["{", 400, 400, "Invalid JSON at line 1, column 2: expected a member's name in double quotes, found the end"],
      ['{"records":[{"value":1}\n,]}', 400, 400, 'Invalid JSON at line 2, column 2: expected a value, found "]"'],
      ["", 400, 400, "Invalid JSON at line 1, column 1: expected a value, found the end"],
      [[], 400, 400, "the body is not an object"],
      [{ records: {} }, 400, 400, "records is not an array"],
      [{}, 422, 422, "records may not be empty"],
      [{ records: [] }, 422, 422, "records may not be empty"],
      [{ records: null }, 422, 422, "records may not be empty"],
      [{ index: 1 }, 422, 422, 'Unrecognized field: index; send {"records":[{"value":…}]}'],
      [{ records: [{ value: 1 }, { index: 1 }] }, 422, 422, "Unrecognized field: records[1].index"],
      [{ records: [null] }, 422, 422, "records[0] is not an object"],
      [{ records: [{ value: 1, partition: -1 }] }, 422, 422, "records[0].partition must be greater than or equal to 0"],
      [{ records: [{ value: 1, partition: "0" }] }, 400, 400, 'records[0].partition is not a whole number: "0"'],
      [`${"[".repeat(2000)}`, 400, 400, "nested deeper than 1000"],
    ];
    for (const [body, status, code, message] of cases) {
      const reply = await post("/topics/u.pin", body);
      expect(reply).toMatchObject({ status, type: v2, body: { error_code: code } });
      expect(reply.body.message).toContain(message);
    }
    expect(await values("u.pin")).toEqual([]);
    expect(lines).toHaveLength(cases.length);
  });

  test("is told the media types that are served", async () => {
    const { post, request } = await start();
    const body = { records: [{ value: 1 }] };
    for (const type of ["application/json", "text/plain", "application/vnd.kafka.avro.v2+json"]) {
      const reply = await post("/topics/u.pin", body, { "content-type": type });
      expect(reply).toMatchObject({ status: 415, body: { error_code: 415 } });
      expect(reply.body.message).toContain(jsonType);
    }
    expect((await post("/topics/u.pin", body, { "content-type": `${jsonType}; charset=utf-8` })).status).toBe(200);
    expect(await request("/topics", { headers: { accept: "text/html" } })).toMatchObject({
      status: 406,
      body: { error_code: 406 },
    });
    expect((await request("/topics", { headers: { accept: "application/json" } })).type).toBe("application/json");
    expect((await request("/topics", { headers: { accept: "text/html, */*;q=0.1" } })).type).toBe(v2);
  });

  test("is a 404 where the topic or the path is unknown, a 405 where the method is", async () => {
    const { post, request } = await start();
    const notFound = { status: 404, body: { error_code: 40401, message: "Topic not found." } };
    expect(await post("/topics/none", { records: [{ value: 1 }] })).toMatchObject(notFound);
    expect(await post("/topics/none", { records: [{ value: 1, partition: 0 }] })).toMatchObject(notFound);
    expect(await post("/topics/none/partitions/0", { records: [{ value: 1 }] })).toMatchObject(notFound);
    expect(await request("/topics/none")).toMatchObject(notFound);
    expect((await request("/elsewhere")).body.error_code).toBe(404);
    expect((await request("/a/b/topics")).body.error_code).toBe(404);
    expect((await request("/topics/u.pin", { method: "DELETE" })).status).toBe(405);
  });

  test("tells a record that fails in its own entry and places the others", async () => {
    const { post, lines } = await start();
    const { status, body } = await post("/topics/wide", {
      records: [
        { value: 1, partition: 0 },
        { value: 2, partition: 7 },
        { value: 3, partition: 0 },
      ],
    });
    expect(status).toBe(200);
    expect(body.offsets).toEqual([
      placed(0, 0),
      {
        partition: null,
        offset: null,
        error_code: 50002,
        error: "Partition 7 of topic wide with partition count 3 is not present in metadata.",
      },
      placed(0, 1),
    ]);
    expect(lines[0]).toContain("1 of 3 records failed: 50002");
  });

  test("tells that brokers do not answer: in each record's entry, and as 500 for metadata", async () => {
    const { kafka, post, request } = await start();
    kafka.isDown = true;
    const { status, body } = await post("/topics/u.pin", { records: [{ value: 1 }, { value: 2 }] });
    expect(status).toBe(200);
    expect(body.offsets).toMatchObject([
      { offset: null, error_code: 50003 },
      { offset: null, error_code: 50003 },
    ]);
    expect(body.offsets[0].error).toContain("memory:0");
    expect(await request("/topics")).toMatchObject({ status: 500, body: { error_code: 50003 } });
  });
});

describe("metadata", () => {
  test("names topics, partitions and offsets", async () => {
    const { post, request } = await start();
    await post("/topics/wide/partitions/1", { records: [{ value: 1 }, { value: 2 }] });
    const partition = (n: number) => ({
      partition: n,
      leader: 1,
      replicas: [{ broker: 1, leader: true, in_sync: true }],
    });
    expect((await request("/topics")).body).toEqual(["u.pin", "wide"]);
    expect((await request("/stage/topics/u.pin")).body).toEqual({
      name: "u.pin",
      configs: {},
      partitions: [partition(0)],
    });
    expect((await request("/topics/wide/partitions")).body).toEqual([0, 1, 2].map(partition));
    expect((await request("/topics/wide/partitions/1")).body).toEqual(partition(1));
    expect((await request("/topics/wide/partitions/1/offsets")).body).toEqual({ beginning_offset: 0, end_offset: 2 });
    expect((await request("/topics/wide/partitions/9")).body.error_code).toBe(40402);
    expect((await request("/brokers")).body).toEqual({ brokers: [1] });
  });
});
