import { describe, expect, test } from "@jest/globals";
import {
  drawRows,
  type PostDrawsOptions,
  type PostReport,
  type PostTarget,
  postDraws,
  restTarget,
  type TopicKind,
} from "../../src/emulator/index.ts";
import { jsonReply } from "../../src/http.ts";
import { bundledSource } from "../../src/source/index.ts";
import { recorder, recordsOf, stored } from "./recorder.ts";

const source = bundledSource();
const draws = (count: number) => drawRows(source, { seed: 100, count });

const post = (url: string, count: number, options: Partial<PostDrawsOptions> = {}): Promise<PostReport> =>
  postDraws({ draws: draws(count), target: restTarget({ url, userId: "u1" }), seed: 100, ...options });

describe("posting draws", () => {
  test("gives each topic its rows in the order of the draws, under the key seed:draw", async () => {
    const server = await recorder(stored);
    const report = await post(server.url, 4);
    expect(report).toEqual({
      drawn: 4,
      acknowledged: { pin: 4, geo: 4, user: 4 },
      skipped: { pin: 0, geo: 0, user: 0 },
    });
    for (const kind of ["pin", "geo", "user"] as const) {
      const records = server.requests.filter(({ path }) => path === `/topics/u1.${kind}`).flatMap(recordsOf);
      expect(records.map(({ key }) => key)).toEqual(["100:0", "100:1", "100:2", "100:3"]);
      expect(records[0]?.value).toEqual(await source.rowAt(tableOf(kind), 7528));
    }
  });

  test("sends several draws a request where a batch is asked for", async () => {
    const server = await recorder(stored);
    const report = await post(server.url, 5, { batch: 2 });
    expect(report.acknowledged).toEqual({ pin: 5, geo: 5, user: 5 });
    const pins = server.requests.filter(({ path }) => path.endsWith(".pin"));
    expect(pins.map((request) => recordsOf(request).length)).toEqual([2, 2, 1]);
  });

  test("leaves out what is there already and counts it", async () => {
    const server = await recorder(stored);
    const report = await post(server.url, 3, { skip: (kind, draw) => kind === "pin" && draw < 2 });
    expect(report.acknowledged).toEqual({ pin: 1, geo: 3, user: 3 });
    expect(report.skipped).toEqual({ pin: 2, geo: 0, user: 0 });
    expect(server.requests).toHaveLength(7);
  });

  test("tells of its progress after each request and of the end in the log", async () => {
    const server = await recorder(stored);
    const progress: number[] = [];
    const lines: string[] = [];
    await post(server.url, 2, {
      onProgress: ({ drawn }) => progress.push(drawn),
      log: (line) => lines.push(line),
      userId: "u1",
    });
    expect(progress).toEqual([1, 2]);
    expect(lines).toEqual([`posted 6 records of user u1 from 2 draws to the REST proxy at ${server.url}`]);
  });
});

describe("stopping by signal", () => {
  test("finishes the requests in flight and reports what was acknowledged", async () => {
    const controller = new AbortController();
    const server = await recorder((request, nth) => {
      if (nth === 4) controller.abort();
      return stored(request);
    });
    const report = await post(server.url, 100, { signal: controller.signal });
    expect(report).toEqual({
      drawn: 2,
      acknowledged: { pin: 2, geo: 2, user: 2 },
      skipped: { pin: 0, geo: 0, user: 0 },
      stoppedBy: "signal",
    });
    expect(server.requests).toHaveLength(6);
  });

  test("posts nothing where it is set from the start", async () => {
    const server = await recorder(stored);
    const report = await post(server.url, 100, { signal: AbortSignal.abort() });
    expect(report.drawn).toBe(0);
    expect(server.requests).toEqual([]);
  });

  test("ends a pause at once", async () => {
    const controller = new AbortController();
    const target: PostTarget = {
      describe: "a target of the test",
      topic: (kind) => kind,
      post: async (_kind, records) => ({ acknowledged: records.length }),
      close: () => {},
    };
    // So long that a pause that goes on is a test that does not end.
    async function* pausing() {
      for await (const draw of drawRows(source, { seed: 100, count: 50 })) yield { ...draw, pause: 1000 };
    }
    const report = await postDraws({
      draws: pausing(),
      target,
      seed: 100,
      batch: 50,
      pause: true,
      signal: controller.signal,
      onProgress: () => queueMicrotask(() => controller.abort()),
    });
    expect(report.stoppedBy).toBe("signal");
  });
});

describe("a record that is not acknowledged", () => {
  test("stops posting with draw, topic, URL, the server's words and the counts", async () => {
    const server = await recorder((request, nth) =>
      nth >= 6 && request.path.endsWith(".geo")
        ? jsonReply(404, { error_code: 40401, message: "Topic not found." })
        : stored(request),
    );
    await expect(post(server.url, 10)).rejects.toThrow(
      `draw 2 was not acknowledged by u1.geo at ${server.url}/topics/u1.geo: HTTP 404: Topic not found. (40401). ` +
        "Acknowledged before it stopped: 3 pin, 2 geo, 3 user.",
    );
    expect(server.requests).toHaveLength(9);
  });

  test("of a batch counts those before it", async () => {
    const server = await recorder((request) =>
      request.path.endsWith(".user")
        ? jsonReply(200, {
            offsets: [
              { partition: 0, offset: 7, error_code: null, error: null },
              { partition: null, offset: null, error_code: 50003, error: "not enough replicas" },
            ],
          })
        : stored(request),
    );
    await expect(post(server.url, 4, { batch: 2 })).rejects.toThrow(
      /^draw 1 was not acknowledged by u1\.user at .*: not enough replicas \(50003\)\. Acknowledged before it stopped: 2 pin, 2 geo, 1 user\./,
    );
  });

  test("because the server is gone says so", async () => {
    const server = await recorder(stored);
    await server.close();
    await expect(post(server.url, 1)).rejects.toThrow(
      /draw 0 was not acknowledged by u1\.pin .*: it cannot be reached \(.*ECONNREFUSED/,
    );
  });
});

const tableOf = (kind: TopicKind) =>
  (({ pin: "pinterest_data", geo: "geolocation_data", user: "user_data" }) as const)[kind];
