import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { toNdjson } from "../../src/source/generate/index.ts";
import { generateTables, type Row, tableColumns, tableNames, writeTables } from "../../src/source/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

const tables = generateTables({ seed: 100 });
const { pinterest_data: pins, geolocation_data: places, user_data: users } = tables;

const rows = 11_154;
const blocks: Readonly<Record<string, number>> = {
  art: 0,
  beauty: 895,
  christmas: 1640,
  "diy-and-crafts": 2637,
  education: 3467,
  "event-planning": 4331,
  finance: 5078,
  "home-decor": 5865,
  "mens-fashion": 6725,
  quotes: 7577,
  tattoos: 8488,
  travel: 9458,
  vehicles: 10316,
};

const text = (row: Row | undefined, column: string): string => {
  const value = row?.[column];
  if (typeof value !== "string") throw new TypeError(`${column} is ${value}`);
  return value;
};
const texts = (table: readonly Row[], column: string) => table.map((row) => text(row, column));
const count = (column: string, holds: (value: string) => boolean) => texts(pins, column).filter(holds).length;
const share = (column: string, holds: (value: string) => boolean) => (100 * count(column, holds)) / rows;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const tally = (values: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

describe("the generated tables", () => {
  test("have 11,154 rows each with the database's columns in order", () => {
    for (const table of tableNames) {
      expect(tables[table]).toHaveLength(rows);
      const names = tableColumns[table].map(({ name }) => name);
      expect(tables[table].every((row) => Object.keys(row).join() === names.join())).toBe(true);
    }
  });

  test("have index = ind = ind from 0 without gaps", () => {
    for (let i = 0; i < rows; i++) {
      if (pins[i]?.index !== i || places[i]?.ind !== i || users[i]?.ind !== i) throw new Error(`row ${i}`);
    }
  });

  test("have the categories as contiguous blocks, named in save_location", () => {
    const starts = Object.fromEntries(Object.keys(blocks).map((name) => [name, texts(pins, "category").indexOf(name)]));
    expect(starts).toEqual(blocks);
    const switches = pins.filter((pin, i) => i > 0 && pin.category !== pins[i - 1]?.category);
    expect(switches).toHaveLength(12);
    expect(pins.every((pin) => pin.save_location === `Local save in /data/${pin.category}`)).toBe(true);
  });

  // And the same for the same: the files below are made anew, from the seed that this began with.
  test("are others for another seed", () => {
    expect(generateTables({ seed: 101 }).pinterest_data[0]).not.toEqual(pins[0]);
  });
});

describe("the markers of missing values", () => {
  const markers: readonly (readonly [string, string, number])[] = [
    ["title", "No Title Data Available", 0.73],
    ["description", "No description available Story format", 7.79],
    ["description", "No description available", 1.6],
    ["poster_name", "User Info Error", 0.73],
    ["follower_count", "User Info Error", 0.73],
    ["tag_list", "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e", 1.42],
    ["image_src", "Image src error.", 2.46],
  ];

  test.each(markers)("%s is %s in the original's share of rows, %f %%", (column, marker, percent) => {
    expect(share(column, (value) => value === marker)).toBeCloseTo(percent, 2);
  });

  test("one title is empty and one description is Untitled", () => {
    expect(count("title", (value) => value === "")).toBe(1);
    expect(count("description", (value) => value === "Untitled")).toBe(1);
  });

  test("36 rows carry every marker", () => {
    const all = pins.filter((pin) => pin.title === markers[0]?.[1] && pin.description === markers[1]?.[1]);
    const every = all.filter((pin) => markers.slice(4).every(([column, marker]) => pin[column] === marker));
    expect(every).toHaveLength(36);
  });

  test("poster and follower count fail together, and image exactly where downloaded is 0", () => {
    expect(
      pins.every((pin) => (pin.poster_name === "User Info Error") === (pin.follower_count === "User Info Error")),
    ).toBe(true);
    expect(pins.every((pin) => (pin.image_src === "Image src error.") === (pin.downloaded === 0))).toBe(true);
    expect(pins.every((pin) => pin.downloaded === 0 || pin.downloaded === 1)).toBe(true);
  });
});

describe("types and follower counts", () => {
  test("types have the original's shares", () => {
    expect(share("is_image_or_video", (type) => type === "image")).toBeCloseTo(89.4, 1);
    expect(share("is_image_or_video", (type) => type === "multi-video(story page format)")).toBeCloseTo(7.8, 1);
    expect(share("is_image_or_video", (type) => type === "video")).toBeCloseTo(2.8, 1);
  });

  test("follower counts are digits, digits and k, or digits and M, in the original's shares", () => {
    expect(Math.round(share("follower_count", (value) => /^\d{1,3}k$/.test(value)))).toBe(73);
    expect(share("follower_count", (value) => /^\d{1,3}$/.test(value))).toBeCloseTo(17.5, 0);
    expect(share("follower_count", (value) => /^\d+M$/.test(value))).toBeCloseTo(8.3, 0);
    expect(count("follower_count", (value) => /^(\d+[kM]?|User Info Error)$/.test(value))).toBe(rows);
  });

  test("28 posters have no followers, the median is 221k and the largest 15M", () => {
    const numbers = texts(pins, "follower_count")
      .filter((value) => value !== "User Info Error")
      .map((value) => Number.parseInt(value, 10) * (value.endsWith("k") ? 1e3 : value.endsWith("M") ? 1e6 : 1));
    expect(numbers.filter((value) => value === 0)).toHaveLength(28);
    expect(median(numbers)).toBe(221_000);
    expect(Math.max(...numbers)).toBe(15_000_000);
  });
});

describe("texts", () => {
  test("titles reach 199 characters with a median near 50", () => {
    const lengths = texts(pins, "title").map((title) => title.length);
    expect(Math.max(...lengths)).toBe(199);
    expect(median(lengths)).toBeGreaterThanOrEqual(40);
    expect(median(lengths)).toBeLessThanOrEqual(55);
  });

  test("descriptions reach 180 characters, 36 % of rows end in … and a no-break space", () => {
    expect(Math.max(...texts(pins, "description").map((value) => value.length))).toBe(180);
    expect(share("description", (value) => value.endsWith("…\u00a0"))).toBeCloseTo(36, 1);
    expect(count("description", (value) => /[\ud800-\udbff]…/.test(value))).toBe(0);
  });

  test("newlines, double quotes and emoji stand in as many rows as in the original", () => {
    expect(count("title", (value) => value.includes("\n"))).toBe(9);
    expect(count("title", (value) => value.includes('"'))).toBe(55);
    expect(count("description", (value) => value.includes('"'))).toBe(122);
    expect(count("title", (value) => /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(value))).toBe(55);
  });

  test("86 posters have a space at the end of their name", () => {
    const names = new Set(texts(pins, "poster_name"));
    expect([...names].filter((name) => name !== name.trimEnd())).toHaveLength(86);
  });

  test.each(["Cyrillic", "Han", "Hiragana", "Hangul", "Arabic"])("some titles are in %s script", (script) => {
    expect(count("title", (value) => new RegExp(`\\p{Script=${script}}`, "u").test(value))).toBeGreaterThan(4);
  });

  test("a row has nine different tags", () => {
    const lists = texts(pins, "tag_list").filter((value) => !value.startsWith("N,o,"));
    expect(lists.every((value) => new Set(value.split(",")).size === 9)).toBe(true);
    expect(lists.every((value) => value.split(",").every((tag) => tag !== "" && tag === tag.trim()))).toBe(true);
  });

  test("no template is left unfilled", () => {
    expect(
      ["title", "description", "tag_list", "poster_name"].map((column) => count(column, (value) => /[{}]/.test(value))),
    ).toEqual([0, 0, 0, 0]);
  });

  test("ids are version 4 UUIDs, all different, and pictures lie in the reserved domain", () => {
    const ids = texts(pins, "unique_id");
    expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(rows);
    expect(
      count("image_src", (value) => value.startsWith("https://i.pins.example/") || value === "Image src error."),
    ).toBe(rows);
  });
});

describe("posters, users and places", () => {
  test("a poster has one user and one place, names compared without case", () => {
    const seen = new Map<string, string>();
    const others: number[] = [];
    for (const [i, pin] of pins.entries()) {
      const { ind: _, ...user } = users[i] ?? {};
      const { ind: __, timestamp: ___, ...place } = places[i] ?? {};
      const name = text(pin, "poster_name").toLowerCase();
      const who = JSON.stringify([user, place]);
      if ((seen.get(name) ?? who) !== who) others.push(i);
      seen.set(name, who);
    }
    expect(others).toEqual([]);
    expect(seen.size).toBe(5_080);
    expect(new Set(seen.values()).size).toBe(5_080);
    expect(new Set(texts(pins, "poster_name")).size).toBeGreaterThan(5_080);
  });

  test("a few posters' follower counts changed while the posts were collected", () => {
    const counts = new Map<string, Set<string>>();
    for (const pin of pins) {
      const name = text(pin, "poster_name").toLowerCase();
      counts.set(name, (counts.get(name) ?? new Set()).add(text(pin, "follower_count")));
    }
    expect([...counts.values()].filter(({ size }) => size > 1)).toHaveLength(12);
  });

  test("there are 243 countries, Albania, Algeria, Afghanistan and Aruba most frequent", () => {
    const counts = tally(texts(places, "country"));
    expect(counts.size).toBe(243);
    const first = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4);
    expect(first.map(([name]) => name).sort()).toEqual(["Afghanistan", "Albania", "Algeria", "Aruba"]);
    expect([...counts.keys()]).toEqual(
      expect.arrayContaining(["Cote d'Ivoire", "Antarctica (the territory South of 60 deg S)"]),
    );
  });

  test("coordinates lie on the globe and keep six significant digits", () => {
    const wrong = places.filter(
      ({ latitude, longitude }) =>
        !(Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180) ||
        Number(Number(latitude).toPrecision(6)) !== latitude ||
        Number(Math.fround(Number(longitude)).toPrecision(6)) !== longitude,
    );
    expect(wrong).toEqual([]);
  });

  test("age groups have the original's shares within two and a half points", () => {
    const ages = users.map(({ age }) => Number(age));
    const within = (from: number, to: number) => (100 * ages.filter((age) => age >= from && age <= to).length) / rows;
    expect([Math.min(...ages), Math.max(...ages)]).toEqual([20, 60]);
    const published = [4744, 2835, 2106, 950].map((posts) => (100 * posts) / 10_635);
    for (const [i, found] of [within(18, 24), within(25, 35), within(36, 50), within(51, 60)].entries()) {
      expect(Math.abs(found - (published[i] ?? Number.NaN))).toBeLessThan(2.5);
    }
  });

  test("posts have times of their own from 2017-10-19 to 2022-10-19, none before its user joined", () => {
    const posted = texts(places, "timestamp");
    const joined = texts(users, "date_joined");
    const range = (values: readonly string[]) => [
      values.toSorted().at(0)?.slice(0, 10),
      values.toSorted().at(-1)?.slice(0, 10),
    ];
    expect(new Set(posted).size).toBe(rows);
    expect([...posted, ...joined].every((value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value))).toBe(true);
    expect(posted.filter((value, i) => value < (joined[i] ?? ""))).toEqual([]);
    expect(range(posted)).toEqual(["2017-10-19", "2022-10-19"]);
    expect(range(joined)).toEqual(["2015-10-21", "2017-10-20"]);
  });
});

describe("the files in data/", () => {
  test("hold what the generator makes, byte for byte, in at most 3 MB", async () => {
    const folder = await temporaryFolder();
    const written = await writeTables(folder);
    let size = 0;
    for (const { table, file, rows: found, bytes } of written) {
      const committed = join(packageRoot, "data", `${table}.ndjson.gz`);
      size += (await stat(committed)).size;
      expect(found).toBe(rows);
      expect((await readFile(file)).length).toBe(bytes);
      const text = gunzipSync(await readFile(file)).toString();
      expect(gunzipSync(await readFile(committed)).toString() === text).toBe(true);
      expect(toNdjson(tables[table]) === text).toBe(true);
    }
    expect(size).toBeLessThanOrEqual(3_000_000);
  });

  test("tell neither when nor on which system they were made", async () => {
    for (const table of tableNames) {
      const header = (await readFile(join(packageRoot, "data", `${table}.ndjson.gz`))).subarray(0, 10);
      expect([...header]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
    }
  });
});
