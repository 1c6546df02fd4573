import { firstNames, lastNames } from "./people.ts";
import { titleCase } from "./phrases.ts";
import type { Random } from "./random.ts";
import type { Vocabulary } from "./vocabulary/index.ts";

const adjectives = (
  "Happy Little Crafty Modern Humble Bright Busy Simple Wild Golden Curious Blooming Lucky Sweet Nordic Rustic Urban " +
  "Everyday Honest Quiet Sunny Tiny Velvet Cozy Brave Mellow Merry Salty Clever Dapper Frosted Copper Hidden Pretty"
).split(" ");

const companions = (
  "Sage Honey Thistle Juniper Clover Maple Willow Oak Linen Lavender Cedar Fern Ember Pepper Ivory Marigold Saffron " +
  "Pine Coral Indigo Basil Poppy Birch Meadow Harbor Cinder Olive Cotton Rosemary Slate"
).split(" ");

const places =
  "Bay Street Lane Avenue Hill Valley Creek Park Corner House Shop Co. Collective Journal Magazine Club".split(" ");
const taglines = [
  "Blog",
  "Ideas",
  "Tips",
  "& Inspiration",
  "| Free Printables",
  "on a Budget",
  "for Everyone",
  "Coach",
];
const ornaments = ["✨", "🌿", "♥", "☀️", "🌙", "✈️", "🦋"];

const longest = 94;

type Pattern = (words: Vocabulary, random: Random) => string;

const person: Pattern = (_, random) => `${random.pick(firstNames)} ${random.pick(lastNames)}`;
const brand: Pattern = (words, random) => random.pick(words.brands);
const theBrand: Pattern = (words, random) => `The ${random.pick(adjectives)} ${brand(words, random)}`;
const pair: Pattern = (words, random) =>
  `${random.pick(companions)} ${random.pick(["&", "and", "+"])} ${brand(words, random)}`;
const possessive: Pattern = (words, random) =>
  `${random.pick(firstNames)}'s ${random.pick(adjectives)} ${brand(words, random)}`;
const place: Pattern = (words, random) => `${random.pick(companions)} ${brand(words, random)} ${random.pick(places)}`;
const joined: Pattern = (words, random) =>
  `${random.pick(adjectives)}${random.pick(companions)}${brand(words, random)}`.replaceAll(/[^A-Za-z]/g, "");

const patterns: readonly Pattern[] = [
  person,
  person,
  person,
  person,
  theBrand,
  theBrand,
  pair,
  possessive,
  place,
  joined,
  (words, random) => `${joined(words, random)}.com`,
  (words, random) => joined(words, random).toLowerCase(),
  (_, random) => `${random.pick(adjectives)} ${random.pick(companions)}`.toUpperCase(),
  (words, random) => `${person(words, random)} | ${titleCase(random.pick(words.things))} ${random.pick(taglines)}`,
  (words, random) => `${theBrand(words, random)} - ${titleCase(random.pick(words.tags))} ${random.pick(taglines)}`,
  (words, random) =>
    `${pair(words, random)} | ${titleCase(random.pick(words.things))}, ${titleCase(random.pick(words.tags))} ${random.pick(taglines)}`,
];

/** Gives names that differ from all it gave before, without regard to case; at most 94 characters long. */
export const posterNames = (random: Random) => {
  const taken = new Set<string>();
  const unique = (make: () => string): string => {
    for (;;) {
      const name = make();
      const key = name.trim().toLowerCase();
      if (name.length > longest || taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  };
  return {
    english: (words: Vocabulary): string =>
      unique(() => {
        const name = random.pick(patterns)(words, random);
        return random.chance(0.015) ? `${name} ${random.pick(ornaments)}` : name;
      }),
    foreign: (names: readonly string[]): string =>
      unique(() => {
        const name = random.pick(names);
        return taken.has(name.toLowerCase()) ? `${name} ${1 + random.below(99)}` : name;
      }),
  };
};
