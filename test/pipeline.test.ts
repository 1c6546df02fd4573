import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { appendTables, readRaw } from "../src/pipeline.ts";
import { packageRoot } from "../src/root.ts";
import { type Journey, travel } from "./support/journey.ts";
import { temporaryPipeline } from "./support/pipeline.ts";

describe("a row's journey", () => {
  const warnings: string[] = [];
  let journey: Journey;

  beforeAll(async () => {
    journey = await travel(await temporaryPipeline(warnings));
  });

  test("starts as three rows of the database, drawn as the original emulator draws", () => {
    expect(journey.draws.map(({ offset }) => offset)).toEqual([7528, 2863, 5730]);
    expect(journey.draws[0]).toMatchObject({
      draw: 0,
      pin: { index: 7528, category: "mens-fashion", downloaded: 1, save_location: "Local save in /data/mens-fashion" },
      geo: { ind: 7528 },
      user: { ind: 7528 },
    });
  });

  test("is acknowledged by the REST proxy and stands in the topic under its draw as key", () => {
    const [first, second] = journey.posted;
    expect(first).toEqual({
      drawn: 3,
      acknowledged: { pin: 3, geo: 3, user: 3 },
      skipped: { pin: 0, geo: 0, user: 0 },
    });
    expect(second).toEqual({
      drawn: 3,
      acknowledged: { pin: 0, geo: 0, user: 0 },
      skipped: { pin: 3, geo: 3, user: 3 },
    });
    expect(journey.topics).toEqual(["pin", "geo", "user"].map((kind) => `0e33e87dfa09.${kind}`));
    expect(journey.record).toMatchObject({ partition: 0, offset: 0, key: '"100:0"' });
    expect(JSON.parse(journey.record.value)).toEqual(journey.draws[0]?.geo);
  });

  test("becomes an object whose key tells where it comes from, under the mount", () => {
    expect(journey.sunk).toMatchObject([
      { objects: 9, records: 9 },
      { objects: 0, records: 0 },
    ]);
    expect(journey.listed.map(({ name }) => name)).toEqual(
      ["geo", "pin", "user"].map((kind) => `0e33e87dfa09.${kind}/`),
    );
    expect(journey.object?.key).toBe("topics/0e33e87dfa09.geo/partition=0/0e33e87dfa09.geo+0+0000000000.json");
    expect(JSON.parse(journey.content)).toEqual(journey.draws[0]?.geo);
  });

  test("is read into frames, cleaned and counted in an answer", () => {
    expect(journey.raw.rejected).toEqual([]);
    const [pin, geo, user] = [journey.pin[0], journey.geo[0], journey.user[0]];
    expect(Object.keys(pin ?? {}).slice(0, 5)).toEqual(["ind", "unique_id", "title", "description", "follower_count"]);
    expect(pin).toMatchObject({
      ind: 7528,
      follower_count: 168_000,
      downloaded: true,
      save_location: "/data/mens-fashion",
    });
    const { latitude, longitude, timestamp } = journey.draws[0]?.geo ?? {};
    expect(geo).toMatchObject({ coordinates: [latitude, longitude], timestamp: new Date(`${timestamp}Z`) });
    const { first_name, last_name } = journey.draws[0]?.user ?? {};
    expect(user).toMatchObject({ user_name: `${first_name} ${last_name}` });
    expect(journey.answer).toContainEqual({ country: "Bhutan", category: "mens-fashion", category_count: 1 });
  });

  test("is appended to its Delta table once", () => {
    expect(journey.appended[0]).toMatchObject([{ objects: 3, rows: 3, version: 1 }, { rows: 3 }, { rows: 3 }]);
    expect(journey.appended[1]).toMatchObject([{ objects: 0, rows: 0, version: 1 }, { rows: 0 }, { rows: 0 }]);
    expect(journey.stored).toEqual(journey.geo[0]);
  });

  test("goes the streaming way into the same table, exactly once", () => {
    expect(journey.put).toMatchObject([
      { acknowledged: { pin: 2, geo: 2, user: 2 } },
      { acknowledged: { pin: 0, geo: 0, user: 0 }, skipped: { pin: 2, geo: 2, user: 2 } },
    ]);
    expect(journey.streamed[0]).toMatchObject({ pin: { records: 2, rows: 2 }, geo: { rows: 2 }, user: { rows: 2 } });
    expect(journey.streamed[1]).toMatchObject({ pin: { records: 0, rows: 0 }, geo: { rows: 0 }, user: { rows: 0 } });
  });

  test("is counted at every stop, with nothing to warn of", () => {
    const counts = { drawn: 5, posted: 3, inTopic: 3, objects: 3, cleaned: 3, streamed: 2, inDelta: 5 };
    expect(journey.counts).toEqual(["pin", "geo", "user"].map((kind) => ({ kind, ...counts })));
    expect(warnings).toEqual([]);
  });

  test("stands in ARCHITECTURE.md as it is", async () => {
    const { draws, record, object, content, pin, geo, user, stored } = journey;
    const stops: readonly (readonly [string, unknown])[] = [
      ["Drawn from `pinterest_data`", draws[0]?.pin],
      ["Drawn from `geolocation_data`", draws[0]?.geo],
      ["Drawn from `user_data`", draws[0]?.user],
      [
        `In the topic \`0e33e87dfa09.geo\`, partition ${record.partition}, offset ${record.offset}, key \`${record.key}\``,
        record.value,
      ],
      [`In the bucket, object \`${object?.key}\`, mounted as \`/mnt/pins\``, content.trimEnd()],
      ["Cleaned, `pin`", pin[0]],
      ["Cleaned, `geo`", geo[0]],
      ["Cleaned, `user`", user[0]],
      ["In the Delta table `0e33e87dfa09_geo_table`", stored],
    ];
    const printed = stops.map(([stop, form]) => `${stop}:\n\n\`\`\`json\n${show(form)}\n\`\`\`\n`).join("\n");
    const file = join(packageRoot, "ARCHITECTURE.md");
    const [start, end] = ["<!-- journey: printed by test/pipeline.test.ts -->\n", "<!-- end of journey -->"];
    const text = await readFile(file, "utf8");
    const wanted = `${text.slice(0, text.indexOf(start) + start.length)}\n${printed}\n${text.slice(text.indexOf(end))}`;
    if (process.env.UPDATE_GOLDEN) await writeFile(file, wanted);
    expect(await readFile(file, "utf8")).toBe(wanted);
  });
});

test("a bad object is left out by name, kept aside, and the rows around it go on", async () => {
  const warnings: string[] = [];
  const pipeline = await temporaryPipeline(warnings);
  const keys = ["3", "4"].map((n) => `topics/0e33e87dfa09.user/partition=0/0e33e87dfa09.user+0+000000000${n}.json`);
  const good = { ind: 2, first_name: "Ada", last_name: "Lovelace", age: 36, date_joined: "2016-01-01T00:00:00" };
  await pipeline.bucket.put(keys[0] ?? "", Buffer.from('{"ind": 1, "first_name": \n'));
  await pipeline.bucket.put(keys[1] ?? "", Buffer.from(JSON.stringify(good)));
  const raw = await readRaw(pipeline);
  expect(raw.rejected).toMatchObject([{ file: keys[0], line: 1, reason: expect.stringContaining("not JSON") }]);
  expect(await raw.user.toRows()).toEqual([good]);
  expect(warnings).toEqual([
    expect.stringContaining(`${keys[0]}, line 1: the line is not JSON`),
    expect.stringMatching(/^1 of the rows of .*\.user were left out: mend or delete the objects/),
  ]);
  const kept = await pipeline.bucket.get("dead-letter/read/0e33e87dfa09.user.ndjson");
  expect(JSON.parse(Buffer.from(kept).toString())).toMatchObject({ file: keys[0], line: 1 });
  expect(await appendTables(pipeline)).toMatchObject([{ rows: 0 }, { rows: 0 }, { objects: 2, rows: 1 }]);
});

const show = (form: unknown): string => (typeof form === "string" ? form : JSON.stringify(form, null, 2));
