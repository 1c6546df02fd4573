import { fromRows } from "../../src/frame/index.ts";
import {
  type RawGeo,
  type RawPin,
  type RawTables,
  type RawUser,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
} from "../../src/pins/index.ts";
import { type Choices, choicesOf } from "../support/choices.ts";

/** Raw rows of the three kinds. */
export interface RawRows {
  readonly pin: readonly RawPin[];
  readonly geo: readonly RawGeo[];
  readonly user: readonly RawUser[];
}

/** Times as text, each with what it means; null where it is none. */
export const times: ReadonlyMap<string, string | null> = new Map([
  ["2015-01-01T00:00:00", "2015-01-01T00:00:00.000Z"],
  ["2017-12-31 23:59:59", "2017-12-31T23:59:59.000Z"],
  ["2018-01-01 00:00:00", "2018-01-01T00:00:00.000Z"],
  ["2018-01-01T00:30:00+01:00", "2017-12-31T23:30:00.000Z"],
  ["2020-02-29T12:00:00Z", "2020-02-29T12:00:00.000Z"],
  ["2020-12-31 23:59:59.999", "2020-12-31T23:59:59.999Z"],
  ["2021-01-01", "2021-01-01T00:00:00.000Z"],
  ["2022-12-31T23:59:59", "2022-12-31T23:59:59.000Z"],
  ["2023-01-01T00:00:00", "2023-01-01T00:00:00.000Z"],
  ["1969-12-31T23:59:59", "1969-12-31T23:59:59.000Z"],
  ["2021-02-29 00:00:00", null],
  ["2020-13-01 00:00:00", null],
  ["24/12/2020", null],
  ["soon", null],
  ["", null],
]);

/** Follower counts as text, each with what it means; null where it is none. */
export const counts: ReadonlyMap<string, number | null> = new Map([
  ["0", 0],
  ["7", 7],
  ["834", 834],
  ["28k", 28_000],
  ["28K", 28_000],
  [" 9k ", 9_000],
  ["1.5M", 1_500_000],
  ["1.1m", 1_100_000],
  ["15M", 15_000_000],
  ["2147483647", 2_147_483_647],
  ["2147483648", null],
  ["9999M", null],
  ["-5k", null],
  ["1,234", null],
  ["1e3", null],
  ["k", null],
  ["many", null],
]);

/** Rows with nulls, ties, rows that are there twice, numbers that several rows have, and odd values in every column; the same for the same seed. */
export const randomRaw = (seed: number, count: number): RawRows => {
  const choices = choicesOf(seed);
  const some = <R>(make: (ind: number) => R): readonly R[] => {
    const rows: R[] = [];
    for (let at = 0; at < count; at++)
      rows.push(rows.length > 0 && choices.chance(0.2) ? choices.pick(rows) : make(at));
    return rows;
  };
  const numbered = (at: number): number => (choices.chance(0.1) ? choices.below(count) : at);
  return {
    pin: some((at) => pinOf(numbered(at), choices)),
    geo: some((at) => geoOf(numbered(at), choices)),
    user: some((at) => userOf(numbered(at), choices)),
  };
};

/** The rows as frames. */
export const framesOf = ({ pin, geo, user }: RawRows): RawTables => ({
  pin: fromRows(pin, rawPinSchema, { name: "pin" }),
  geo: fromRows([...geo].reverse(), rawGeoSchema, { name: "geo" }),
  user: fromRows(user, rawUserSchema, { name: "user" }),
});

const markers = [
  "No Title Data Available",
  "No description available Story format",
  "No description available",
  "Untitled",
  "User Info Error",
  "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",
  "Image src error.",
  "image src error",
  " user info error ",
  "",
  "  ",
];
const texts = ["Öl 😀", 'a "b"\nc', "один,два", "x\u00a0", "null", "No Title Data Available today"];

const pinOf = (index: number, { pick, chance, below }: Choices): RawPin => {
  const text = () => (chance(0.2) ? null : pick(chance(0.4) ? markers : texts));
  const id = `${String(below(100)).padStart(8, "0")}-aBcD-4000-8000-0123456789ab`;
  return {
    index,
    unique_id: pick([id, id, id, "0", null]),
    title: text(),
    description: text(),
    poster_name: pick(["p1", "p2", "p3", "p4", "User Info Error", null]),
    follower_count: pick([...counts.keys(), "User Info Error", " ", null]),
    tag_list: text(),
    is_image_or_video: pick(["image", "image", "video", "multi-video(story page format)", "gif", null]),
    image_src: pick([
      "https://i.example/a.jpg",
      "HTTP://b",
      "ftp://c",
      "Image src error.",
      "Image src error",
      "",
      null,
    ]),
    downloaded: pick([0, 1, 1, 1, 2, -1, null]),
    save_location: pick(["Local save in /data/art", "/data/art", "Local save in C:\\data", "", null]),
    category: pick(["art", "beauty", "finance", "travel", "", null]),
  };
};

const geoOf = (ind: number, { pick }: Choices): RawGeo => ({
  ind,
  timestamp: pick([...times.keys(), null]),
  latitude: pick([0, -0, -89.9787, 90, 90.5, Number.NaN, null]),
  longitude: pick([0.1, 180, -180.001, Number.NEGATIVE_INFINITY, null]),
  country: pick(["Albania", "Aruba", "Åland", "Cote d'Ivoire", "Chad", "user info error", null]),
});

const userOf = (ind: number, { pick }: Choices): RawUser => ({
  ind,
  first_name: pick(["Ann", "Bob", "Cy", "", null]),
  last_name: pick(["A", "B", "Untitled", null]),
  age: pick([17, 18, 24, 25, 35, 36, 50, 51, 120, 121, -1, null]),
  date_joined: pick([...times.keys(), null]),
});
