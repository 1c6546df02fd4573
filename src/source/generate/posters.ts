import type { Category } from "./categories.ts";
import { countries } from "./countries.ts";
import { type Followers, followerCounts } from "./followers.ts";
import { type Language, languages } from "./languages.ts";
import { firstNames, lastNames } from "./people.ts";
import { posterNames } from "./poster-names.ts";
import { errorPosterSize } from "./poster-sizes.ts";
import { type Random, randomFor, smallest } from "./random.ts";
import { vocabularies } from "./vocabulary/index.ts";

/** Someone who posts: on all their posts the same user and the same place. */
export interface Poster {
  readonly name: string;
  /** Another way of writing the name, in other letters' case, which some of their posts have. */
  readonly alias: string;
  readonly followers: Followers;
  readonly language: Language | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly age: number;
  /** Seconds since 1970. */
  readonly joined: number;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** What stands for a poster, and for their followers, whose page could not be read. */
export const userInfoError = "User Info Error";

const firstJoined = Date.UTC(2015, 9, 21) / 1000;
const lastJoined = Date.UTC(2017, 9, 20, 12) / 1000;
const trailingSpaces = 86;
const aliases = 6;

/** The number of the poster `User Info Error`. */
export const errorPoster = (sizes: readonly number[]): number => sizes.indexOf(errorPosterSize);

/**
 * The posters, given how many posts each has. What describes a poster with n posts is the smallest of n draws (the earliest
 * name, country and date), which is how the original's came about and why its users are young and live in Albania.
 */
export const makePosters = (sizes: readonly number[], homes: readonly Category[], seed: number): readonly Poster[] => {
  const random = randomFor(seed, "posters");
  const error = errorPoster(sizes);
  const names = makeNames(sizes, homes, error, seed);
  const counts = followerCounts(sizes, error, randomFor(seed, "followers"));
  const users = new Set<string>();
  return sizes.map((size, i) => {
    const { name = "", alias = "", language } = names[i] ?? {};
    const followers = i === error ? { first: userInfoError, later: userInfoError } : counts[i];
    if (!followers) throw new RangeError(`no follower count for poster ${i}`);
    return { name, alias, language, followers, ...newUser(size, users, random), ...placeOf(i, size, random) };
  });
};

const newUser = (size: number, taken: Set<string>, random: Random) => {
  for (;;) {
    const user = {
      firstName: earliest(firstNames, size, random),
      lastName: earliest(lastNames, size, random),
      age: 20 + smallest(size, () => random.below(41)),
      joined: firstJoined + smallest(size, () => random.below(lastJoined - firstJoined)),
    };
    const key = Object.values(user).join("\n");
    if (taken.has(key)) continue;
    taken.add(key);
    return user;
  }
};

// The few who post most take the first four countries in turn, so that those are the most frequent whatever the seed.
const placeOf = (poster: number, size: number, random: Random) => ({
  country: size >= 50 ? (countries[poster % 4] ?? "") : earliest(countries, size, random),
  latitude: degrees(90, size, random),
  longitude: degrees(180, size, random),
});

const earliest = (list: readonly string[], size: number, random: Random): string =>
  list[smallest(size, () => random.below(list.length))] ?? "";

// Six significant digits are what a FLOAT column holds.
const degrees = (limit: number, size: number, random: Random): number =>
  Number((smallest(size, random.unit) * 2 * limit - limit).toPrecision(6));

interface Name {
  readonly name: string;
  readonly alias: string;
  readonly language: Language | undefined;
}

const makeNames = (
  sizes: readonly number[],
  homes: readonly Category[],
  error: number,
  seed: number,
): readonly Name[] => {
  const random = randomFor(seed, "poster names");
  const make = posterNames(random);
  const all = sizes.map((_, i) => i).filter((i) => i !== error);
  const languageOf = chooseLanguages(
    all.filter((i) => (sizes[i] ?? 0) <= 3),
    random,
  );
  const spaced = new Set(random.shuffle(all).slice(0, trailingSpaces));
  const aliased = new Set(random.shuffle(all.filter((i) => (sizes[i] ?? 0) >= 3 && !spaced.has(i))).slice(0, aliases));
  return sizes.map((_, i) => {
    if (i === error) return { name: userInfoError, alias: userInfoError, language: undefined };
    const language = languageOf.get(i);
    const bare = language ? make.foreign(language.names) : make.english(vocabularies[homes[i] ?? "art"]);
    const name = spaced.has(i) ? `${bare} ` : bare;
    return { name, alias: aliased.has(i) ? otherCase(name) : name, language };
  });
};

const chooseLanguages = (posters: readonly number[], random: Random): ReadonlyMap<number, Language> => {
  const tongues = languages.flatMap((language) => new Array<Language>(language.posters).fill(language));
  const chosen = random.shuffle(posters);
  return new Map(tongues.map((language, i) => [chosen[i] ?? -1, language]));
};

const otherCase = (name: string): string => (name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase());
