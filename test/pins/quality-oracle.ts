import type { RawGeo, RawPin, RawUser } from "../../src/pins/index.ts";
import { countOf, distinct, isMissing, timeOf } from "./clean-oracle.ts";
import type { RawRows } from "./random-raw.ts";

/** How many rows each rule changed, as "table column rule" with its number, by plain loops. */
export const countsByLoops = ({ pin, geo, user }: RawRows): readonly string[] => {
  const [pins, geos, users] = [distinct(pin), distinct(geo), distinct(user)];
  const lines: string[] = [];
  const add = (table: string, column: string, rule: string, rows: number) =>
    lines.push(`${table} ${column}: ${rule} ${rows}`);
  const marker = (column: "title" | "description" | "follower_count" | "poster_name" | "tag_list" | "image_src") =>
    add(
      "pin",
      column,
      "a marker of missing data becomes null",
      count(pins, (row) => isMissing(column, row[column])),
    );
  const twice = "a row that is there already goes";
  const unread = "what cannot be read becomes null";
  add("pin", "all", twice, pin.length - pins.length);
  marker("title");
  marker("description");
  marker("follower_count");
  add("pin", "follower_count", "k and M become thousands and millions", count(pins, isInUnits));
  add("pin", "follower_count", unread, count(pins, isUnreadCount));
  marker("poster_name");
  marker("tag_list");
  marker("image_src");
  add(
    "pin",
    "save_location",
    "the words before the path go",
    count(pins, (row) => hasWords(row.save_location)),
  );
  add("pin", "downloaded", "what is neither 0 nor 1 becomes null", count(pins, isOddFlag));
  add("geo", "all", twice, geo.length - geos.length);
  add(
    "geo",
    "timestamp",
    unread,
    count(geos, (row) => isUnreadTime(row.timestamp)),
  );
  add("user", "all", twice, user.length - users.length);
  add("user", "user_name", "a name of which one part is missing becomes null", count(users, isHalfNamed));
  add(
    "user",
    "date_joined",
    unread,
    count(users, (row) => isUnreadTime(row.date_joined)),
  );
  return lines;
};

/** The values that no rule knew, as "table column value becomes rows", by plain loops; those of a column in no order. */
export const unknownByLoops = ({ pin, geo, user }: RawRows): readonly string[] => {
  const lines: string[] = [];
  const list = <R>(table: string, rows: readonly R[], column: keyof R & string, isOdd: (row: R) => boolean) => {
    const becomes = ["follower_count", "downloaded", "timestamp", "date_joined"].includes(column) ? "null" : "itself";
    for (const [value, seen] of tally(rows.filter(isOdd).map((row) => textOf(row[column]))))
      lines.push(`${table} ${column} ${value} ${becomes} ${seen}`);
  };
  const several = <R>(table: string, rows: readonly R[], column: keyof R & string) => {
    for (const [value, seen] of tally(rows.map((row) => textOf(row[column]))))
      if (seen > 1) lines.push(`${table} ${column} ${value} itself ${seen}`);
  };
  const [pins, geos, users] = [distinct(pin), distinct(geo), distinct(user)];
  several("pin", pins, "index");
  list("pin", pins, "unique_id", (row) => row.unique_id === "0");
  for (const column of ["title", "description", "poster_name", "tag_list"] as const)
    list("pin", pins, column, (row) => saysNothing(row[column]) && !isMissing(column, row[column]));
  list("pin", pins, "follower_count", isUnreadCount);
  list("pin", pins, "is_image_or_video", (row) => row.is_image_or_video === "gif");
  list("pin", pins, "image_src", (row) => row.image_src === "ftp://c");
  list("pin", pins, "downloaded", isOddFlag);
  list(
    "pin",
    pins,
    "save_location",
    (row) => row.save_location !== null && row.save_location !== "Local save in /data/art",
  );
  list("pin", pins, "category", (row) => row.category === "");
  several("geo", geos, "ind");
  list("geo", geos, "timestamp", (row) => isUnreadTime(row.timestamp));
  list(
    "geo",
    geos,
    "latitude",
    (row) => isOutside(row.latitude, 90) || (row.latitude === null && row.longitude !== null),
  );
  list(
    "geo",
    geos,
    "longitude",
    (row) => isOutside(row.longitude, 180) || (row.longitude === null && row.latitude !== null),
  );
  list("geo", geos, "country", (row) => saysNothing(row.country));
  several("user", users, "ind");
  list("user", users, "first_name", (row) => row.first_name === "");
  list("user", users, "last_name", (row) => saysNothing(row.last_name));
  list("user", users, "age", (row) => row.age !== null && (row.age < 18 || row.age > 120));
  list("user", users, "date_joined", (row) => isUnreadTime(row.date_joined));
  return lines;
};

const count = <R>(rows: readonly R[], is: (row: R) => boolean): number => rows.filter(is).length;
const tally = (values: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const textOf = (value: unknown): string => (value === Number.NEGATIVE_INFINITY ? "-Infinity" : String(value));
const hasWords = (text: string | null): boolean => text?.startsWith("Local save in ") ?? false;
const isInUnits = ({ follower_count: text }: RawPin): boolean => /[km] *$/i.test(text ?? "") && countOf(text) !== null;
const isUnreadCount = ({ follower_count: text }: RawPin): boolean =>
  text !== null && !isMissing("follower_count", text) && countOf(text) === null;
const isOddFlag = ({ downloaded }: RawPin): boolean => downloaded !== null && downloaded !== 0 && downloaded !== 1;
const isUnreadTime = (text: RawGeo["timestamp"]): boolean => text !== null && timeOf(text) === null;
const isHalfNamed = ({ first_name, last_name }: RawUser): boolean => (first_name === null) !== (last_name === null);
const isOutside = (degrees: number | null, most: number): boolean => degrees !== null && !(Math.abs(degrees) <= most);

/** Whether a text is a marker of any column, in any case, blanks around it, or blank. */
const saysNothing = (text: string | null): boolean =>
  text !== null &&
  [
    "",
    "no title data available",
    "no description available story format",
    "no description available",
    "untitled",
    "user info error",
    "n,o, ,t,a,g,s, ,a,v,a,i,l,a,b,l,e",
    "image src error",
    "image src error.",
  ].includes(text.trim().toLowerCase());
