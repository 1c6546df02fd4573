import { capital, fillIn, titleCase } from "./phrases.ts";
import { quantile, type Random } from "./random.ts";
import { items, type Vocabulary } from "./vocabulary/index.ts";

export interface DescriptionOptions {
  /** Too long for the page: ends in `…` and a no-break space. */
  readonly cut: boolean;
  readonly quotes: boolean;
}

/** The longest description, in UTF-16 units. */
export const longestDescription = 180;

const lengths = [18, 36, 52, 70, 95, 125, 160];

const templates = items(
  `Learn how to {actions} with this {styles} guide.
  Looking for {styles} {things}? Here are {n} of our favorites.
  These {things} {uses} are worth saving.
  Find and save ideas about {things}.
  {n} {styles} {things} to inspire you this {seasons}.
  Explore our collection of {things} {uses}.
  Want to {actions}? Read this first.
  We rounded up the best {things} {uses}, so you can skip the search.
  Visit the blog for more {styles} {things}.
  Have you tried to {actions} yet?
  Tips, photos and a short video on how to {actions}.
  Discover {things} with a {styles} touch, one photo at a time.
  {styles} {things} {uses}.
  Pin now and come back when you want to {actions}!`,
  "\n",
);

const marks = ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", " 💕", " ✨", " 👇"];

/** A description in English for a pin of this category, at most 180 characters. */
export const makeDescription = (words: Vocabulary, options: DescriptionOptions, random: Random): string => {
  const start = options.quotes ? `"${titleCase(fillIn("{styles} {things}", words, random))}": ` : "";
  if (options.cut) {
    let text = start;
    while (text.length < longestDescription + 20) text = join(text, sentence(words, random));
    return `${wholeCharacters(text, longestDescription - 2).trimEnd()}…\u00a0`;
  }
  return start + uncut(words, longestDescription - 4 - start.length, random);
};

// Sentences up to a random length, none of them cut.
const uncut = (words: Vocabulary, limit: number, random: Random): string => {
  const wanted = quantile(lengths, random.unit());
  let text = "";
  for (let tries = 0; tries < 40 && text.length < wanted; tries++) {
    const longer = join(text, sentence(words, random));
    if (longer.length <= limit) text = longer;
  }
  return text + random.pick(marks);
};

const sentence = (words: Vocabulary, random: Random): string =>
  capital(fillIn(random.chance(0.5) ? random.pick(words.sentences) : random.pick(templates), words, random));

const join = (text: string, next: string): string =>
  text === "" || text.endsWith(" ") ? text + next : `${text} ${next}`;

// Never half of a surrogate pair.
const wholeCharacters = (text: string, limit: number): string => text.slice(0, limit).replace(/[\ud800-\udbff]$/, "");
