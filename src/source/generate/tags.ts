import { fillIn, titleCase } from "./phrases.ts";
import type { Random } from "./random.ts";
import type { Vocabulary } from "./vocabulary/index.ts";

const tagsPerRow = 9;

/** Nine different tags, joined by commas. */
export const makeTags = (words: Vocabulary, random: Random): string => {
  const tags = new Set<string>(
    random
      .shuffle(words.tags)
      .slice(0, 3 + random.below(3))
      .map(titleCase),
  );
  while (tags.size < tagsPerRow) {
    tags.add(titleCase(fillIn(random.chance(0.5) ? "{things}" : "{styles} {things}", words, random)));
  }
  return random.shuffle([...tags]).join(",");
};
