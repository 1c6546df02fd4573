import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PinbookError } from "../../src/errors.ts";
import { runSink } from "../../src/kafka/index.ts";
import { Secret } from "../../src/secret.ts";
import { mount, type ObjectStore, openStore, s3Store } from "../../src/storage/index.ts";
import { testObjectStore } from "../storage/conformance.ts";
import { memoryKafka } from "../support/memory-kafka.ts";
import { describeReal } from "../support/real.ts";
import { needS3Server, type S3Server, startS3Server } from "../support/s3-server.ts";
import { temporaryFolder } from "../support/temporary.ts";

await describeReal("an S3 server", [needS3Server], () => {
  let server: S3Server;
  let buckets = 0;

  beforeAll(async () => {
    server = await startS3Server(await temporaryFolder());
  });
  afterAll(() => server?.close());

  const newBucket = async () => {
    const name = `user-${++buckets}-bucket`;
    await server.createBucket(name);
    return name;
  };

  const failure = async (store: ObjectStore) => {
    const error = await store.put("a", new Uint8Array(1)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PinbookError);
    return (error as Error).message;
  };

  describe("an S3 store", () => {
    testObjectStore(async () => openStore(`s3://${await newBucket()}`, { s3: server.settings }));
  });

  describe("an S3 store under a prefix", () => {
    testObjectStore(async () => openStore(`s3://${await newBucket()}/a/prefix`, { s3: server.settings }));

    test("keeps to its prefix", async () => {
      const bucket = await newBucket();
      const whole = openStore(`s3://${bucket}`, { s3: server.settings });
      const part = openStore(`s3://${bucket}/part`, { s3: server.settings });
      await whole.put("party/x", new Uint8Array(1));
      await part.put("x", new Uint8Array(2));
      expect(await whole.head("part/x")).toMatchObject({ key: "part/x", size: 2 });
      const keys: string[] = [];
      for await (const { key } of part.list("")) keys.push(key);
      expect(keys).toEqual(["x"]);
    });
  });

  describe("what an S3 store says when it cannot", () => {
    test("names a bucket that does not exist", async () => {
      const message = await failure(s3Store("s3://no-such-bucket", server.settings));
      expect(message).toMatch(/NoSuchBucket.*the bucket no-such-bucket does not exist: create it/);
      await expect(s3Store("s3://no-such-bucket", server.settings).get("a")).rejects.toThrow("create it");
    });

    test("names wrong credentials and keeps them to itself", async () => {
      const url = `s3://${await newBucket()}`;
      const wrongSecret = { ...server.settings, secretAccessKey: new Secret("wrong-secret") };
      expect(await failure(s3Store(url, wrongSecret))).toMatch(/credentials were refused/);
      const unknownKey = { ...server.settings, accessKeyId: "nobody" };
      expect(await failure(s3Store(url, unknownKey))).toMatch(/credentials were refused/);
      expect(await failure(s3Store(url, wrongSecret))).not.toContain("wrong-secret");
      await expect(s3Store(url, wrongSecret).head("a")).rejects.toThrow("credentials were refused");
    });

    test("names an endpoint where nothing answers", async () => {
      const message = await failure(s3Store("s3://bucket", { ...server.settings, endpoint: "http://127.0.0.1:1" }));
      expect(message).toMatch(/http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\): nothing answers there/);
    });
  });

  test("a mounted bucket lists, globs and reads like a folder", async () => {
    const pins = mount("/mnt/pins", `s3://${await newBucket()}`, { s3: server.settings });
    for (const topic of ["u.geo", "u.pin"]) await pins.write(`topics/${topic}/partition=0/x.json`, "{}");
    expect((await pins.ls("/mnt/pins/topics")).map(({ name }) => name)).toEqual(["u.geo/", "u.pin/"]);
    expect(await pins.glob("topics/**/*.json")).toHaveLength(2);
    expect(await pins.readText("/mnt/pins/topics/u.pin/partition=0/x.json")).toBe("{}");
  });

  test("a sink fills a bucket, and a second run finds nothing left", async () => {
    const kafka = memoryKafka();
    await kafka.createTopics(["u.pin"]);
    const value = (n: number) => new TextEncoder().encode(JSON.stringify({ n }));
    await kafka.produce(
      "u.pin",
      Array.from({ length: 250 }, (_, n) => ({ value: value(n) })),
    );
    const store = openStore(`s3://${await newBucket()}`, { s3: server.settings });
    const options = { kafka, store, topics: ["u.pin"], until: "end" } as const;
    expect(await runSink(options)).toMatchObject({ objects: 250, records: 250 });
    expect(await runSink(options)).toMatchObject({ objects: 0 });
    const numbers: number[] = [];
    for await (const { bytes } of mount("/mnt/pins", store).files("topics/u.pin/**/*.json"))
      numbers.push((JSON.parse(new TextDecoder().decode(bytes)) as { n: number }).n);
    expect(numbers).toEqual([...Array(250).keys()]);
  });
});
