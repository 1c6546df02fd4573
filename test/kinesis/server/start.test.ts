import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { type KinesisServer, startKinesis } from "../../../src/kinesis/index.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const servers: KinesisServer[] = [];
const start = async (dir: string, port = 0) => {
  const server = await startKinesis({ dir, port });
  servers.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const call = (url: string, target: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `Kinesis_20131202.${target}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

test("a second endpoint on the same folder is refused until the first is closed", async () => {
  const dir = await temporaryFolder();
  const first = await start(dir);
  await expect(start(dir)).rejects.toThrow(`the folder ${dir} is in use by process ${process.pid}`);
  await first.close();
  await start(dir);
});

test("a port that is taken is named, and the folder is let go", async () => {
  const { url } = await start(await temporaryFolder());
  const dir = await temporaryFolder();
  const port = Number(new URL(url).port);
  await expect(start(dir, port)).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
  await start(dir);
});

test("streams of every legal name are kept apart, also . and ..", async () => {
  const dir = await temporaryFolder();
  const { url, close } = await start(dir);
  const names = [".", "..", "A", "a"];
  for (const StreamName of names)
    expect((await call(url, "CreateStream", { StreamName, ShardCount: 1 })).status).toBe(200);
  await call(url, "PutRecord", { StreamName: "..", Data: "eA==", PartitionKey: "k" });
  await close();
  const again = await start(dir);
  expect(await (await call(again.url, "ListStreams", {})).json()).toMatchObject({ StreamNames: names });
});

test("a deleted stream is gone after a restart, and one created anew is empty and refuses old iterators", async () => {
  const dir = await temporaryFolder();
  const { url, close } = await start(dir);
  const create = () => call(url, "CreateStream", { StreamName: "s", ShardCount: 1 });
  const iterator = async (type: string) => {
    const body = { StreamName: "s", ShardId: "shardId-000000000000", ShardIteratorType: type };
    return (await (await call(url, "GetShardIterator", body)).json()) as { ShardIterator: string };
  };
  await create();
  await call(url, "PutRecord", { StreamName: "s", Data: "eA==", PartitionKey: "k" });
  const old = await iterator("TRIM_HORIZON");
  expect((await call(url, "DeleteStream", { StreamName: "s" })).status).toBe(200);
  await create();
  expect(await (await call(url, "GetRecords", await iterator("TRIM_HORIZON"))).json()).toMatchObject({ Records: [] });
  expect(await (await call(url, "GetRecords", old)).json()).toMatchObject({ __type: "ResourceNotFoundException" });
  await call(url, "DeleteStream", { StreamName: "s" });
  await close();
  const again = await start(dir);
  expect(await (await call(again.url, "ListStreams", {})).json()).toMatchObject({ StreamNames: [] });
});

test("answers calls that are none with AWS's errors", async () => {
  const { url } = await start(await temporaryFolder());
  const answer = async (response: Promise<Response>) => {
    const { status, headers } = await response;
    return [status, headers.get("x-amzn-errortype")];
  };
  expect(await answer(call(url, "PutRecord", "{"))).toEqual([400, "SerializationException"]);
  expect(await answer(call(url, "PutRecord", "null"))).toEqual([400, "SerializationException"]);
  expect(await answer(call(url, "Nonsense", {}))).toEqual([400, "UnknownOperationException"]);
  expect(await answer(call(url, "ListStreams", {}, { "content-type": "application/x-amz-cbor-1.1" }))).toEqual([
    415,
    "UnsupportedMediaTypeException",
  ]);
  expect(await answer(fetch(url))).toEqual([403, "AccessDeniedException"]);
  expect((await call(url, "PutRecord", "x".repeat((16 << 20) + 1))).status).toBe(413);
});

test("a connection that says nothing or nonsense harms nobody", async () => {
  const { url } = await start(await temporaryFolder());
  const port = Number(new URL(url).port);
  const silent = connect(port, "127.0.0.1");
  const wrong = connect(port, "127.0.0.1");
  await once(wrong, "connect");
  wrong.write("PRI * HTTP/3.0\r\n\r\n");
  await once(wrong, "data");
  expect((await call(url, "ListStreams", {})).status).toBe(200);
  silent.destroy();
  wrong.destroy();
});
