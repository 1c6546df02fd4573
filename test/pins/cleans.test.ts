import { describe, expect, test } from "@jest/globals";
import { fromRows, type Row } from "../../src/frame/index.ts";
import {
  cleanGeo,
  cleanPin,
  cleanUser,
  geoSchema,
  pinSchema,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
  ruleCounts,
  unknownValues,
  userSchema,
} from "../../src/pins/index.ts";
import { rowsOf } from "../frame/conforms.ts";

const pin = {
  index: 7,
  unique_id: "0a1b2c3d-0000-4000-8000-000000000000",
  title: 'A "title"\nof two lines 😀',
  description: "Text…\u00a0",
  poster_name: "Somebody ",
  follower_count: "12k",
  tag_list: "one,two words,трое",
  is_image_or_video: "image",
  image_src: "https://example.com/a.jpg",
  downloaded: 1,
  save_location: "Local save in /data/art",
  category: "art",
};
const geo = { ind: 7, timestamp: "2020-08-28T03:52:47", latitude: -89.9787, longitude: -173.293, country: "Albania" };
const user = { ind: 7, first_name: "Ada", last_name: "Byron", age: 36, date_joined: "2015-10-24 11:23:51" };

const pins = (...rows: readonly Row[]) => fromRows(rows, rawPinSchema);
const cleanedPin = async (changes: Row) => (await rowsOf(cleanPin(pins({ ...pin, ...changes }))))[0];

describe("cleaning posts", () => {
  test("gives the columns in order, each with its type", async () => {
    const cleaned = cleanPin(pins(pin));
    expect(cleaned.schema).toEqual(pinSchema);
    expect(Object.entries((await rowsOf(cleaned))[0] ?? {})).toEqual([
      ["ind", 7],
      ["unique_id", pin.unique_id],
      ["title", pin.title],
      ["description", pin.description],
      ["follower_count", 12_000],
      ["poster_name", "Somebody "],
      ["tag_list", ["one", "two words", "трое"]],
      ["is_image_or_video", "image"],
      ["image_src", "https://example.com/a.jpg"],
      ["save_location", "/data/art"],
      ["downloaded", true],
      ["category", "art"],
    ]);
  });

  test.each([
    ["title", "No Title Data Available"],
    ["title", ""],
    ["description", "No description available Story format"],
    ["description", "No description available"],
    ["description", "Untitled"],
    ["poster_name", "User Info Error"],
    ["follower_count", "User Info Error"],
    ["tag_list", "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"],
    ["image_src", "Image src error."],
  ])("turns the %s %j into null", async (column, marker) => {
    expect(await cleanedPin({ [column]: marker })).toMatchObject({ [column]: null });
  });

  test("keeps a text that only contains a marker", async () => {
    expect(await cleanedPin({ title: "Untitled", description: "Untitled work" })).toMatchObject({
      title: "Untitled",
      description: "Untitled work",
    });
  });

  test.each([
    ["0", 0],
    ["834", 834],
    ["28k", 28_000],
    ["28K", 28_000],
    ["15M", 15_000_000],
    ["1.5M", 1_500_000],
    ["1.1m", 1_100_000],
    [" 9k ", 9_000],
    ["9999M", null],
    ["k", null],
    ["-5k", null],
    ["1e3", null],
    ["1,234", null],
    ["many", null],
    [null, null],
  ])("reads a follower count of %j as %j", async (text, count) => {
    expect(await cleanedPin({ follower_count: text })).toMatchObject({ follower_count: count });
  });

  test.each([
    [1, true],
    [0, false],
    [2, null],
    [null, null],
  ])("reads downloaded %j as %j", async (value, expected) => {
    expect(await cleanedPin({ downloaded: value })).toMatchObject({ downloaded: expected });
  });

  test("drops rows that are equal as they came, and keeps those that only become equal", async () => {
    const frame = pins(pin, pin, { ...pin, follower_count: "12000" });
    expect(await rowsOf(cleanPin(frame))).toHaveLength(2);
  });

  test("of no rows gives no rows", async () => {
    expect(await rowsOf(cleanPin(pins()))).toEqual([]);
  });
});

describe("cleaning places", () => {
  const frame = fromRows(
    [geo, { ...geo, timestamp: "2020-08-28 03:52:47" }, { ...geo, timestamp: "soon", latitude: null }],
    rawGeoSchema,
  );

  test("makes one list of the coordinates and reads both spellings of time as UTC", async () => {
    const cleaned = cleanGeo(frame);
    const at = new Date("2020-08-28T03:52:47Z");
    expect(cleaned.schema).toEqual(geoSchema);
    expect(await rowsOf(cleaned)).toEqual([
      { ind: 7, country: "Albania", coordinates: [-89.9787, -173.293], timestamp: at },
      { ind: 7, country: "Albania", coordinates: [-89.9787, -173.293], timestamp: at },
      { ind: 7, country: "Albania", coordinates: [null, -173.293], timestamp: null },
    ]);
  });
});

describe("cleaning users", () => {
  const frame = fromRows(
    [user, { ...user, ind: 8, last_name: null, date_joined: "2015-13-01 00:00:00" }],
    rawUserSchema,
  );

  test("makes one name of two, and no name where one is missing", async () => {
    const cleaned = cleanUser(frame);
    expect(cleaned.schema).toEqual(userSchema);
    expect(await rowsOf(cleaned)).toEqual([
      { ind: 7, user_name: "Ada Byron", age: 36, date_joined: new Date("2015-10-24T11:23:51Z") },
      { ind: 8, user_name: null, age: 36, date_joined: null },
    ]);
  });
});

describe("the quality of the raw tables", () => {
  const raw = {
    pin: pins(
      pin,
      pin,
      { ...pin, index: 1, follower_count: "many", title: "No Title Data Available", is_image_or_video: "gif" },
      { ...pin, index: 2, follower_count: "User Info Error", poster_name: "User Info Error" },
      { ...pin, index: 3, follower_count: null, downloaded: 2, save_location: "/data/art" },
      { ...pin, index: 4, follower_count: "many", tag_list: " " },
    ),
    geo: fromRows([geo, { ...geo, timestamp: "soon" }], rawGeoSchema),
    user: fromRows([user, user, { ...user, ind: 8, date_joined: "2015-13-01 00:00:00" }], rawUserSchema),
  };

  test("is how many rows each rule changed, duplicates first", async () => {
    expect((await rowsOf(ruleCounts(raw))).map(({ table, column, rows }) => `${table} ${column} ${rows}`)).toEqual([
      ...["pin all 1", "pin title 1", "pin description 0", "pin follower_count 1", "pin follower_count 1"],
      ...["pin follower_count 2", "pin poster_name 1", "pin tag_list 1", "pin image_src 0", "pin save_location 4"],
      ...["pin downloaded 1", "geo all 0", "geo timestamp 1", "user all 1", "user user_name 0", "user date_joined 1"],
    ]);
  });

  test("is the values that no rule knew, each with its rows", async () => {
    expect((await rowsOf(unknownValues(raw))).map((row) => Object.values(row).join(" "))).toEqual([
      "pin follower_count many null 2",
      "pin is_image_or_video gif itself 1",
      "pin downloaded 2 null 1",
      "pin save_location /data/art itself 1",
      "geo ind 7 itself 2",
      "geo timestamp soon null 1",
      "user date_joined 2015-13-01 00:00:00 null 1",
    ]);
  });

  test("lists the most frequent values of a column first, and no more of them than were asked for", async () => {
    const kinds = ["a", "b", "b", "c", "c", "c", "d"].map((kind, index) => ({
      ...pin,
      index,
      is_image_or_video: kind,
    }));
    const many = { ...raw, pin: pins(...kinds) };
    const listed = (await rowsOf(unknownValues(many, { most: 2 }))).filter((row) => row.column === "is_image_or_video");
    expect(listed.map(({ value, rows }) => [value, rows])).toEqual([
      ["c", 3],
      ["b", 2],
    ]);
  });
});
