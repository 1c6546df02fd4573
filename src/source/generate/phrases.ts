import type { Random } from "./random.ts";
import type { Vocabulary } from "./vocabulary/index.ts";

const seasons = ["spring", "summer", "fall", "winter", "weekend", "year"];
const counts = "3 5 6 7 8 9 10 11 12 13 14 15 17 18 20 21 22 24 25 27 30 31 33 35 40 45 50 75 101".split(" ");
const small = new Set(
  "a an and as at but by for from how in into of on or over own the to under until up with without your".split(" "),
);

/** Fills `{things}`, `{styles}`, `{uses}`, `{actions}`, `{seasons}` and `{n}` of a template from a category's words. */
export const fillIn = (template: string, words: Vocabulary, random: Random): string =>
  template.replaceAll(/(?:\b(a ))?\{(\w+)\}/gi, (_, article: string | undefined, slot: string) => {
    const word = random.pick(wordsFor(slot, words));
    return `${article && /^([aeio]|un(?!i))/i.test(word) ? `${article.trim()}n ` : (article ?? "")}${word}`;
  });

/** Words of a title in capitals, small ones within it not: `How to Paint a Misty Forest`. */
export const titleCase = (text: string): string =>
  text
    .split(" ")
    .map((word, i) => (i > 0 && small.has(word) ? word : capital(word)))
    .join(" ");

/** The text with a capital first letter. */
export const capital = (text: string): string =>
  text.replace(/^("?)(.)/u, (_, quote: string, letter: string) => quote + letter.toUpperCase());

const wordsFor = (slot: string, words: Vocabulary): readonly string[] => {
  if (slot === "n") return counts;
  if (slot === "seasons") return seasons;
  if (slot === "things" || slot === "styles" || slot === "uses" || slot === "actions") return words[slot];
  throw new RangeError(`a template names the slot {${slot}}, which no vocabulary has`);
};
