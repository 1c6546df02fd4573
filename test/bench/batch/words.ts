import { type Category, categoryBlocks } from "../../../src/source/generate/categories.ts";
import { languages } from "../../../src/source/generate/languages.ts";
import { vocabularies } from "../../../src/source/generate/vocabulary/index.ts";

/** What the texts of a category's posts are put together from. */
export interface Words {
  readonly category: Category;
  readonly titles: readonly string[];
  readonly sentences: readonly string[];
  readonly tags: readonly string[];
}

const words = ({ category }: { readonly category: Category }): Words => {
  const { styles, things, sentences, tags } = vocabularies[category];
  const firstWords = [...things, ...tags].map((text) => text.split(" ")[0] ?? "");
  return {
    category,
    titles: things.flatMap((thing) => styles.map((style) => `${style} ${thing}`)),
    sentences: [...sentences.filter((text) => !text.includes("{")), ...styles.map((style) => `So ${style}, so easy.`)],
    tags: [...new Set(firstWords.filter((word) => word.length < 8))],
  };
};

/** The words of each category. */
export const categories: readonly Words[] = categoryBlocks.map(words);

/** Titles in other scripts. */
export const foreignTitles: readonly string[] = languages.flatMap(({ titles }) =>
  titles.map((title) => title.replaceAll("{n}", "7")),
);
