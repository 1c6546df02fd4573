import type { Geo, Pin, RawGeo, RawPin, RawUser, User } from "../../src/pins/index.ts";
import { counts, type RawRows, times } from "./random-raw.ts";

/** Cleaned rows of the three kinds. */
export interface CleanRows {
  readonly pin: readonly Pin[];
  readonly geo: readonly Geo[];
  readonly user: readonly User[];
}

/** What a plain loop makes of raw rows. */
export const cleanByLoops = ({ pin, geo, user }: RawRows): CleanRows => ({
  pin: distinct(pin).map(cleanedPin),
  geo: distinct([...geo].reverse()).map(cleanedGeo),
  user: distinct(user).map(cleanedUser),
});

/** Each row once, where it comes first; minus zero and zero are one number. */
export const distinct = <R extends object>(rows: readonly R[]): readonly R[] => {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = JSON.stringify(Object.values(row).map((value) => [typeof value, String(value)]));
    return seen.has(key) ? false : seen.add(key);
  });
};

const missing: Readonly<Record<string, readonly string[]>> = {
  title: ["No Title Data Available"],
  description: ["No description available Story format", "No description available", "Untitled"],
  poster_name: ["User Info Error"],
  follower_count: ["User Info Error"],
  tag_list: ["N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"],
  image_src: ["Image src error.", "Image src error"],
};

/** Whether a text says in this column that there is nothing. */
export const isMissing = (column: string, text: string | null): boolean => {
  const marks = missing[column];
  return text !== null && marks !== undefined && (/^[ \t\n]*$/.test(text) || marks.includes(text));
};

/** The time that a text means. */
export const timeOf = (text: string | null): Date | null => {
  const time = text === null ? null : times.get(text);
  if (time === undefined) throw new Error(`the table of times does not hold ${text}`);
  return time === null ? null : new Date(time);
};

/** The follower count that a text means. */
export const countOf = (text: string | null): number | null => {
  if (text === null || isMissing("follower_count", text)) return null;
  const count = counts.get(text);
  if (count === undefined) throw new Error(`the table of counts does not hold ${text}`);
  return count;
};

const known = (column: string, text: string | null): string | null => (isMissing(column, text) ? null : text);

const cleanedPin = (raw: RawPin): Pin => {
  const prefix = "Local save in ";
  const location = raw.save_location;
  return {
    ind: raw.index,
    unique_id: raw.unique_id,
    title: known("title", raw.title),
    description: known("description", raw.description),
    follower_count: countOf(raw.follower_count),
    poster_name: known("poster_name", raw.poster_name),
    tag_list: known("tag_list", raw.tag_list)?.split(",") ?? null,
    is_image_or_video: raw.is_image_or_video,
    image_src: known("image_src", raw.image_src),
    save_location: location?.startsWith(prefix) ? location.slice(prefix.length) : location,
    downloaded: raw.downloaded === 1 ? true : raw.downloaded === 0 ? false : null,
    category: raw.category,
  };
};

const cleanedGeo = ({ ind, country, latitude, longitude, timestamp }: RawGeo): Geo => ({
  ind,
  country,
  coordinates: latitude === null && longitude === null ? null : [latitude, longitude],
  timestamp: timeOf(timestamp),
});

const cleanedUser = ({ ind, first_name, last_name, age, date_joined }: RawUser): User => ({
  ind,
  user_name: first_name === null || last_name === null ? null : `${first_name} ${last_name}`,
  age,
  date_joined: timeOf(date_joined),
});
