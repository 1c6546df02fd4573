import type { Row, TableName } from "../tables.ts";
import { layOut } from "./layout.ts";
import { makePins, type Post } from "./pins.ts";
import { posterSizes } from "./poster-sizes.ts";
import { errorPoster, makePosters } from "./posters.ts";
import { type Random, randomFor } from "./random.ts";

/** The seed of the tables in data/. */
export const defaultSeed = 100;

const firstPost = Date.UTC(2017, 9, 19, 12) / 1000;
const lastPost = Date.UTC(2022, 9, 19, 12) / 1000;

/** The three synthetic tables, 11,154 rows each, with `index = ind = ind` from 0; the same seed always gives the same rows. */
export const generateTables = ({
  seed = defaultSeed,
}: {
  readonly seed?: number;
} = {}): Readonly<Record<TableName, readonly Row[]>> => {
  const { posterAt, homes } = layOut(posterSizes, randomFor(seed, "layout"));
  const posters = makePosters(posterSizes, homes, seed);
  const seen = new Array<number>(posters.length).fill(0);
  const posts = posterAt.map((number): Post => {
    const poster = posters[number];
    if (!poster) throw new RangeError(`no poster ${number}`);
    const nth = seen[number] ?? 0;
    seen[number] = nth + 1;
    return { poster, nth, of: posterSizes[number] ?? 1 };
  });
  const error = errorPoster(posterSizes);
  const errorRows = posterAt.flatMap((number, index) => (number === error ? [index] : []));
  return {
    pinterest_data: makePins(posts, errorRows, seed),
    geolocation_data: makePlaces(posts, randomFor(seed, "places")),
    user_data: posts.map(({ poster }, ind) => ({
      ind,
      first_name: poster.firstName,
      last_name: poster.lastName,
      age: poster.age,
      date_joined: isoSeconds(poster.joined),
    })),
  };
};

const makePlaces = (posts: readonly Post[], random: Random): readonly Row[] => {
  const taken = new Set<number>();
  return posts.map(({ poster }, ind) => ({
    ind,
    timestamp: isoSeconds(newTimestamp(Math.max(firstPost, poster.joined), taken, random)),
    latitude: poster.latitude,
    longitude: poster.longitude,
    country: poster.country,
  }));
};

const newTimestamp = (from: number, taken: Set<number>, random: Random): number => {
  for (;;) {
    const timestamp = from + random.below(lastPost - from);
    if (taken.has(timestamp)) continue;
    taken.add(timestamp);
    return timestamp;
  }
};

const isoSeconds = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19);
