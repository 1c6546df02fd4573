import { describe, expect, test } from "@jest/globals";
import { NoSuchObject, s3Store } from "../../src/storage/index.ts";
import type { S3Send } from "../../src/storage/s3-send.ts";

type Input = Readonly<Record<string, unknown>>;
interface Request extends Input {
  readonly operation: string;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const refusal = (status: number, Code = "") =>
  Object.assign(new Error(`refused with ${status}`), { Code, $metadata: { httpStatusCode: status } });
const lost = () => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

/** A store whose every request is answered by `answer`; what was sent is kept. */
const scripted = (answer: (request: Request, nth: number) => unknown, endpoint?: string) => {
  const sent: Request[] = [];
  const waits: number[] = [];
  const send = (async (operation: string, input: Input) => {
    const request = { operation, ...input };
    sent.push(request);
    const reply = answer(request, sent.filter((it) => it.operation === operation).length);
    if (reply instanceof Error) throw reply;
    return reply ?? {};
  }) as unknown as S3Send;
  const store = s3Store("s3://bucket/log", endpoint === undefined ? {} : { endpoint }, {
    send,
    newId: () => "ours",
    now: () => new Date(0),
    wait: async (attempt) => void waits.push(attempt),
  });
  return { store, sent, waits, operations: () => sent.map(({ operation }) => operation) };
};

const written = (id?: string) => ({ Metadata: id === undefined ? {} : { "pinbook-write": id } });

describe("putting an object that is absent in S3", () => {
  test("asks for it with If-None-Match and an id of its own", async () => {
    const { store, sent } = scripted(() => ({}));
    expect(await store.putIfAbsent("0.json", bytes("x"))).toBe(true);
    expect(sent).toEqual([
      {
        operation: "PutObject",
        Bucket: "bucket",
        Key: "log/0.json",
        Body: bytes("x"),
        IfNoneMatch: "*",
        Metadata: { "pinbook-write": "ours" },
      },
    ]);
  });

  test("is another's where the object there has another id or none", async () => {
    for (const status of [412, 409]) {
      for (const metadata of [written("theirs"), written()]) {
        const { store } = scripted(({ operation }) => (operation === "PutObject" ? refusal(status) : metadata));
        expect(await store.putIfAbsent("0.json", bytes("x"))).toBe(false);
      }
    }
  });

  test("is ours where the refusal met our own object, its reply having got lost", async () => {
    for (const failure of [refusal(412, "PreconditionFailed"), refusal(409), lost(), refusal(500)]) {
      const { store, waits } = scripted(({ operation }) => (operation === "PutObject" ? failure : written("ours")));
      expect(await store.putIfAbsent("0.json", bytes("x"))).toBe(true);
      expect(waits).toEqual([]);
    }
  });

  test("is tried again where it was refused and yet nothing is there", async () => {
    const { store, waits, operations } = scripted(({ operation }, nth) => {
      if (operation === "HeadObject") return refusal(404);
      return nth < 3 ? refusal(409, "ConditionalRequestConflict") : {};
    });
    expect(await store.putIfAbsent("0.json", bytes("x"))).toBe(true);
    expect(waits).toEqual([1, 2]);
    expect(operations()).toEqual(["PutObject", "HeadObject", "PutObject", "HeadObject", "PutObject"]);
  });

  test("fails in the end where it is refused for ever", async () => {
    const { store, waits } = scripted(({ operation }) => refusal(operation === "PutObject" ? 409 : 404));
    await expect(store.putIfAbsent("0.json", bytes("x"))).rejects.toThrow("cannot write s3://bucket/log/0.json");
    expect(waits).toHaveLength(4);
  });

  test("fails with the first error where it did not arrive or cannot be read back", async () => {
    const absent = scripted(({ operation }) => (operation === "PutObject" ? lost() : refusal(404)));
    await expect(absent.store.putIfAbsent("0.json", bytes("x"))).rejects.toThrow("socket hang up");
    const unreadable = scripted(({ operation }) => refusal(operation === "PutObject" ? 412 : 403));
    await expect(unreadable.store.putIfAbsent("0.json", bytes("x"))).rejects.toThrow("412");
  });

  test("is refused on a server that ignores If-None-Match, found out once with a probe", async () => {
    const { store, sent } = scripted(() => ({}), "http://localhost:3900");
    await expect(store.putIfAbsent("0.json", bytes("x"))).rejects.toThrow("ignores If-None-Match");
    expect(sent.map(({ operation, Key }) => [operation, Key])).toEqual([
      ["PutObject", "log/.pinbook-probe-ours"],
      ["PutObject", "log/.pinbook-probe-ours"],
      ["DeleteObject", "log/.pinbook-probe-ours"],
    ]);
  });

  test("probes a server that heeds it only once", async () => {
    const { store, operations } = scripted(
      ({ operation, Key }, nth) =>
        operation === "PutObject" && Key === "log/.pinbook-probe-ours" && nth === 2 ? refusal(412) : {},
      "http://localhost:9000",
    );
    expect(await store.putIfAbsent("0.json", bytes("x"))).toBe(true);
    expect(await store.putIfAbsent("1.json", bytes("x"))).toBe(true);
    expect(operations()).toEqual(["PutObject", "PutObject", "DeleteObject", "PutObject", "PutObject"]);
  });
});

describe("listing S3", () => {
  const page = (keys: readonly string[], next?: string) => ({
    Contents: keys.map((Key) => ({ Key, Size: 1, ETag: '"e"', LastModified: new Date(0) })),
    IsTruncated: next !== undefined,
    NextContinuationToken: next,
  });
  const keysOf = async (store: ReturnType<typeof s3Store>, prefix = "", startAfter?: string) => {
    const keys: string[] = [];
    for await (const { key } of store.list(prefix, startAfter === undefined ? {} : { startAfter })) keys.push(key);
    return keys;
  };

  test("goes through the pages, without the store's prefix and without folder marks", async () => {
    const { store, sent } = scripted((_, nth) =>
      nth === 1 ? page(["log/", "log/a"], "token") : page(["log/b/", "log/b/c"]),
    );
    expect(await keysOf(store, "", "A")).toEqual(["a", "b/c"]);
    expect(sent[0]).toMatchObject({ Bucket: "bucket", Prefix: "log/", StartAfter: "log/A" });
    expect(sent[1]).toMatchObject({ ContinuationToken: "token" });
  });

  test("says so where a server lists out of order", async () => {
    const { store } = scripted((_, nth) => (nth === 1 ? page(["log/b"], "token") : page(["log/a"])));
    await expect(keysOf(store)).rejects.toThrow("lists out of order (log/a after log/b)");
  });

  test("sorts a directory bucket, which lists by whole folders in no order", async () => {
    const sent: Input[] = [];
    const send = (async (_: string, input: Input) => {
      sent.push(input);
      return sent.length === 1 ? page(["t/b2", "t/b1"], "token") : page(["t/a", "t/b0"]);
    }) as unknown as S3Send;
    const store = s3Store("s3://pins--use1-az4--x-s3", {}, { send });
    expect(await keysOf(store, "t/b", "t/b0")).toEqual(["t/b1", "t/b2"]);
    expect(sent[0]).toEqual({ Bucket: "pins--use1-az4--x-s3", Prefix: "t/" });
  });
});

describe("S3's refusals", () => {
  const failing = async (error: Error) => scripted(() => error).store.put("a", bytes("x"));

  test("become messages that name the place, the cause and the remedy", async () => {
    const cases: [Error, RegExp][] = [
      [
        refusal(404, "NoSuchBucket"),
        /cannot write s3:\/\/bucket\/log\/a at AWS \(NoSuchBucket, 404\): the bucket bucket does not exist: create it/,
      ],
      [refusal(403, "InvalidAccessKeyId"), /credentials were refused/],
      [refusal(403, "AccessDenied"), /access is denied/],
      [refusal(301, "PermanentRedirect"), /another region/],
      [Object.assign(new Error("x"), { name: "CredentialsProviderError" }), /no credentials were found/],
      [Object.assign(new Error("x"), { code: "ENOTFOUND" }), /nothing answers there/],
      [refusal(418, "Teapot"), /\(Teapot, 418\): refused with 418/],
    ];
    for (const [error, message] of cases) await expect(failing(error)).rejects.toThrow(message);
  });

  test("tell a missing object from a missing bucket", async () => {
    const get = (error: Error) => scripted(() => error).store.get("a");
    await expect(get(refusal(404, "NoSuchKey"))).rejects.toThrow(NoSuchObject);
    await expect(get(refusal(404, "NoSuchBucket"))).rejects.toThrow("create it");
  });
});
