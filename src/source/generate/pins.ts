import type { Row } from "../tables.ts";
import { type CategoryBlock, categoryBlocks, rowCount } from "./categories.ts";
import { makeDescription } from "./descriptions.ts";
import { foreignTexts } from "./languages.ts";
import { chooseMarks, type Marks } from "./marks.ts";
import type { Poster } from "./posters.ts";
import { type Random, randomFor } from "./random.ts";
import { makeTags } from "./tags.ts";
import { makeTitle, type TitleExtra } from "./titles.ts";
import { vocabularies } from "./vocabulary/index.ts";

/** Which of a poster's posts a row is. */
export interface Post {
  readonly poster: Poster;
  /** From 0, in the order of the index. */
  readonly nth: number;
  readonly of: number;
}

interface Texts {
  readonly title: string;
  readonly description: string;
  readonly tags: string;
}

/** Rows whose texts are out of the ordinary, by index. */
interface Extras {
  readonly title: ReadonlyMap<number, TitleExtra>;
  readonly cut: ReadonlySet<number>;
  readonly quotes: ReadonlySet<number>;
}

const cutRows = 4_015;
const quotedDescriptions = 122;
const titleExtras: readonly (readonly [TitleExtra, number])[] = [
  ["longest", 1],
  ["newline", 9],
  ["quotes", 55],
  ["emoji", 55],
];

/** The rows of `pinterest_data`, given whose post each is; `errorRows` are those of the poster `User Info Error`. */
export const makePins = (posts: readonly Post[], errorRows: readonly number[], seed: number): readonly Row[] => {
  const marks = chooseMarks(rowCount, errorRows, randomFor(seed, "marks"));
  const extras = chooseExtras(posts, marks, randomFor(seed, "extras"));
  const texts = randomFor(seed, "texts");
  const ids = randomFor(seed, "ids");
  return categoryBlocks.flatMap((block) =>
    posts.slice(block.start, block.end).map((post, i) => {
      const index = block.start + i;
      return makePin(index, block, post, marks, makeTexts(index, block, post.poster, extras, texts), ids);
    }),
  );
};

const makePin = (
  index: number,
  { category }: CategoryBlock,
  { poster, nth, of }: Post,
  marks: Marks,
  texts: Texts,
  ids: Random,
): Row => {
  const later = nth * 2 >= of;
  return {
    index,
    unique_id: uuid(ids),
    title: titleOf(index, texts, marks),
    description: descriptionOf(index, texts, marks),
    poster_name: later ? poster.alias : poster.name,
    follower_count: later ? poster.followers.later : poster.followers.first,
    tag_list: marks.noTags.has(index) ? "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e" : texts.tags,
    is_image_or_video: typeOf(index, marks),
    image_src: imageOf(index, marks, ids),
    downloaded: marks.noImage.has(index) ? 0 : 1,
    save_location: `Local save in /data/${category}`,
    category,
  };
};

const titleOf = (index: number, { title }: Texts, marks: Marks): string => {
  if (marks.noTitle.has(index)) return "No Title Data Available";
  return marks.emptyTitle.has(index) ? "" : title;
};

const descriptionOf = (index: number, { description }: Texts, marks: Marks): string => {
  if (marks.story.has(index)) return "No description available Story format";
  if (marks.noDescription.has(index)) return "No description available";
  return marks.untitled.has(index) ? "Untitled" : description;
};

const typeOf = (index: number, marks: Marks): string => {
  if (marks.story.has(index)) return "multi-video(story page format)";
  return marks.video.has(index) ? "video" : "image";
};

// The reserved domain .example: nobody is ever asked for these pictures.
const imageOf = (index: number, marks: Marks, ids: Random): string => {
  const name = ids.hex(32);
  if (marks.noImage.has(index)) return "Image src error.";
  const path = `${name.slice(0, 2)}/${name.slice(2, 4)}/${name.slice(4, 6)}/${name}`;
  const moving = marks.story.has(index) || marks.video.has(index);
  return moving
    ? `https://i.pins.example/videos/thumbnails/originals/${path}.0000001.jpg`
    : `https://i.pins.example/originals/${path}.${ids.chance(0.01) ? "png" : "jpg"}`;
};

const uuid = (ids: Random): string => {
  const variant = "89ab"[ids.below(4)];
  return `${ids.hex(8)}-${ids.hex(4)}-4${ids.hex(3)}-${variant}${ids.hex(3)}-${ids.hex(12)}`;
};

const makeTexts = (
  index: number,
  { category }: CategoryBlock,
  poster: Poster,
  extras: Extras,
  random: Random,
): Texts => {
  if (poster.language) return foreignTexts(poster.language, random);
  const words = vocabularies[category];
  const suffix = /^[\w &'.+]+$/.test(poster.name) ? poster.name.trim() : "";
  return {
    title: makeTitle(words, suffix, extras.title.get(index), random),
    description: makeDescription(words, { cut: extras.cut.has(index), quotes: extras.quotes.has(index) }, random),
    tags: makeTags(words, random),
  };
};

const chooseExtras = (posts: readonly Post[], marks: Marks, random: Random): Extras => {
  const english = posts.map((_, i) => i).filter((i) => !posts[i]?.poster.language);
  const titled = random.shuffle(english.filter((i) => !marks.noTitle.has(i) && !marks.emptyTitle.has(i)));
  const kinds = titleExtras.flatMap(([kind, rows]) => new Array<TitleExtra>(rows).fill(kind));
  const described = english.filter((i) => !marks.story.has(i) && !marks.noDescription.has(i) && !marks.untitled.has(i));
  return {
    title: new Map(kinds.map((kind, i) => [titled[i] ?? -1, kind])),
    cut: new Set(random.shuffle(described).slice(0, cutRows)),
    quotes: new Set(random.shuffle(described).slice(0, quotedDescriptions)),
  };
};
