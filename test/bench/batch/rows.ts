import { countries } from "../../../src/source/generate/countries.ts";
import { firstNames, lastNames } from "../../../src/source/generate/people.ts";
import { type RowRandom, rowRandom } from "./random-row.ts";
import { categories, foreignTitles, type Words } from "./words.ts";

/** Which tables: the same rows come for the same of both. */
export interface Tables {
  readonly seed: number;
  /** How many lines each table has, repeated ones included. */
  readonly rows: number;
}

/** A raw row; what is undefined is missing on the line. */
export type RawRow = Readonly<Record<string, string | number | null | undefined>>;

/** The number of the row that stands on a line: of twenty lines one repeats an earlier one, as a redelivered record does. */
export const rowOnLine = ({ seed }: Tables, line: number): number => {
  let at = line;
  for (;;) {
    const random = rowRandom(seed, 1, at);
    if (at === 0 || !random.chance(0.05)) return at;
    at = random.below(at);
  }
};

/** A post as the topics hold it. */
export const pinRow = (tables: Tables, index: number): RawRow => {
  const random = rowRandom(tables.seed, 2, index);
  const words = random.pick(categories);
  const poster = posterOf(tables, index);
  const isUnknown = poster === 0 || random.chance(0.005);
  const person = rowRandom(tables.seed, 3, poster);
  const isStory = random.chance(0.078);
  const hasImage = !random.chance(0.0246);
  return {
    index,
    unique_id: uuid(random),
    title: titleOf(words, random),
    description: isStory ? "No description available Story format" : descriptionOf(words, random),
    poster_name: isUnknown ? "User Info Error" : posterName(person, words, random),
    follower_count: isUnknown ? "User Info Error" : odd(random, oddCounts, followersOf(person, random)),
    tag_list: random.chance(0.0142) ? "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e" : tagsOf(words, random),
    is_image_or_video: isStory ? "multi-video(story page format)" : random.chance(0.028) ? "video" : "image",
    image_src: hasImage ? `https://i.pins.example/originals/${random.hex(8)}.jpg` : "Image src error.",
    downloaded: odd(random, [2, -1, null, undefined], hasImage ? 1 : 0),
    save_location: `Local save in /data/${words.category}`,
    category: odd(random, [null, undefined], words.category),
  };
};

/** A post's place. */
export const geoRow = (tables: Tables, ind: number): RawRow => {
  const random = rowRandom(tables.seed, 4, ind);
  const home = rowRandom(tables.seed, 5, posterOf(tables, ind));
  const country = countries[Math.floor(home.unit() ** 2 * countries.length)];
  return {
    ind,
    timestamp: odd(random, oddTimes, timeText(random, firstPost, lastPost)),
    latitude: odd(random, [null, undefined], degrees(home, 90)),
    longitude: odd(random, [null, undefined], degrees(home, 180)),
    country: odd(random, [null, undefined], country ?? null),
  };
};

/** A post's user; the row differs from the user's other rows in `ind` alone. */
export const userRow = (tables: Tables, ind: number): RawRow => {
  const user = rowRandom(tables.seed, 6, posterOf(tables, ind));
  return {
    ind,
    first_name: odd(user, [null, undefined], user.pick(firstNames)),
    last_name: odd(user, [null, undefined], user.pick(lastNames)),
    age: odd(user, [null, undefined, 9, 17, 91], ageOf(user)),
    date_joined: odd(user, oddTimes, timeText(user, firstJoined, lastJoined)),
  };
};

const firstPost = Date.UTC(2017, 9, 19) / 1000;
const lastPost = Date.UTC(2022, 9, 19) / 1000;
const firstJoined = Date.UTC(2015, 9, 21) / 1000;
const lastJoined = Date.UTC(2021, 3, 20) / 1000;

const oddTimes = [null, undefined, "", "unknown", "2018-02-30T10:00:00"];
const oddCounts = [null, undefined, "", "  ", "hidden", "12kk", "k", "-5", "1.5M", " 2.25k ", "3K", "7m", "0", "1,000"];

/** Now and then one of the odd values, most often the usual one. */
const odd = <T>(random: RowRandom, values: readonly T[], usual: T): T =>
  random.chance(0.004) ? random.pick(values) : usual;

/** Few post much, most once: the poster of number 0 is the one without a name. */
const posterOf = ({ seed, rows }: Tables, index: number): number =>
  Math.floor(rowRandom(seed, 7, index).unit() ** 2 * Math.ceil(rows * 0.7));

const uuid = (random: RowRandom): string =>
  `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;

const titleOf = ({ titles }: Words, random: RowRandom): string | null | undefined => {
  const title = random.pick(titles);
  const which = random.below(1000);
  if (which < 7) return "No Title Data Available";
  if (which < 9) return random.pick(["", " \t", null, undefined]);
  if (which < 13) return `${title} ✨`;
  if (which < 17) return `The "${title}"\nguide`;
  return which < 40 ? random.pick(foreignTitles) : title;
};

const descriptionOf = ({ sentences }: Words, random: RowRandom): string | null | undefined => {
  const which = random.below(1000);
  if (which < 16) return "No description available";
  if (which < 18) return random.pick(["", "Untitled", "Untitled 2", null, undefined]);
  const text = random.pick(sentences);
  return which < 380 ? `${text.slice(0, 40)}…\u00a0` : text;
};

const posterName = (person: RowRandom, { category }: Words, random: RowRandom): string | null | undefined => {
  const name = `${person.pick(firstNames)} ${person.pick(lastNames)} ${person.below(1000)}`;
  const which = random.below(1000);
  if (which < 2) return random.pick([null, undefined, ""]);
  if (which < 9) return `${name} `;
  return which < 40 ? `${name} 🦋 ${category}` : name;
};

/** A poster's count grows now and then between two posts. */
const followersOf = (person: RowRandom, random: RowRandom): string => {
  const share = person.unit();
  const grown = random.chance(0.02) ? 1 : 0;
  if (share < 0.175) return String(person.below(1000));
  if (share < 0.905) return `${1 + person.below(998) + grown}k`;
  return `${1 + Math.floor(person.unit() ** 3 * 15)}M`;
};

const tagsOf = ({ tags }: Words, random: RowRandom): string => {
  const from = random.below(tags.length);
  return Array.from({ length: 9 }, (_, at) => tags[(from + at * 3) % tags.length]).join(",");
};

const degrees = (home: RowRandom, most: number): number => Number(((home.unit() * 2 - 1) * most).toPrecision(6));

const ageOf = (user: RowRandom): number => {
  const [from, years] = user.pick([
    [18, 7],
    [18, 7],
    [25, 11],
    [36, 15],
    [51, 10],
  ] as const);
  return from + user.below(years);
};

const timeText = (random: RowRandom, from: number, to: number): string =>
  new Date((from + random.below(to - from)) * 1000).toISOString().slice(0, 19);
