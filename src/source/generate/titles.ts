import { capital, fillIn, titleCase } from "./phrases.ts";
import type { Random } from "./random.ts";
import { items, type Vocabulary } from "./vocabulary/index.ts";

/** What a title has beside its words. */
export type TitleExtra = "newline" | "quotes" | "emoji" | "longest" | undefined;

const templates = items(
  `{n} {styles} {things} {uses}
  {styles} {things} {uses}
  how to {actions}
  how to {actions}: {n} tips that help
  {n} ways to {actions}
  {n} ways to {actions} this {seasons}
  the best {things} {uses}
  {things}: {n} {styles} ideas
  {n} {styles} {things} you will want to copy
  {n} {things} to try this {seasons}
  {n} {things} {uses} that look {styles}
  my favorite {things} {uses}
  why we still love {styles} {things}
  {styles} {things}
  {things}
  {things} {uses}
  {actions}
  want to {actions}? start with {things}
  the complete guide to {styles} {things} {uses}`,
  "\n",
);

const quoted = [
  `The "{styles}" Guide to {things}`,
  `"{actions}" and {n} More Tips`,
  `{things} From the "{styles}" Years`,
];

const emoji = [
  "✨",
  "❤️",
  "😍",
  "🎨",
  "🌿",
  "🔥",
  "😂",
  "🎄",
  "💅",
  "✈️",
  "🚗",
  "👩‍🎨",
  "🏡",
  "💸",
  "🌸",
  "👏🏽",
  "🇮🇹",
  "☀️",
];

const longest = 199;

/** A title in English for a pin of this category; `suffix` may end it, as blogs do with their name. */
export const makeTitle = (words: Vocabulary, suffix: string, extra: TitleExtra, random: Random): string => {
  if (extra === "longest") return longTitle(words, random);
  if (extra === "quotes") return titleCase(fillIn(random.pick(quoted), words, random));
  const title = plainTitle(words, random);
  if (extra === "newline") return `${title}\n${plainTitle(words, random)}`;
  if (extra === "emoji")
    return random.chance(0.7) ? `${title} ${random.pick(emoji)}` : `${random.pick(emoji)} ${title}`;
  return random.chance(0.25) && suffix !== "" ? `${title}${random.pick([" - ", " | ", " — "])}${suffix}` : title;
};

const plainTitle = (words: Vocabulary, random: Random): string => {
  const template = random.chance(0.12) ? random.pick(words.titles) : random.pick(templates);
  const text = fillIn(template, words, random);
  return random.chance(0.12) ? capital(text) : titleCase(text);
};

const longTitle = (words: Vocabulary, random: Random): string => {
  let text = plainTitle(words, random);
  while (text.length < longest) text += `, ${plainTitle(words, random)}`;
  return `${text.slice(0, longest - 1).trimEnd()}!`.padEnd(longest, "!");
};
