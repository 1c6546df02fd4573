import { type Category, categoryBlocks } from "./categories.ts";
import type { Random } from "./random.ts";

/** Whose post each row is. */
export interface Layout {
  /** By index of the row: the poster's number. */
  readonly posterAt: readonly number[];
  /** By the poster's number: the category it posts most in. */
  readonly homes: readonly Category[];
}

interface Slots {
  readonly category: Category;
  readonly size: number;
  readonly posters: number[];
}

/** Spreads posts (`sizes[poster]` each) over the category blocks: small posters keep to one category, large ones wander. */
export const layOut = (sizes: readonly number[], random: Random): Layout => {
  const blocks: readonly Slots[] = categoryBlocks.map(({ category, start, end }) => ({
    category,
    size: end - start,
    posters: [],
  }));
  const homes = sizes.map((size, poster) => {
    const home = someRoom(blocks, random);
    for (let post = 0; post < size; post++) {
      const stays = post === 0 || random.chance(size < 10 ? 0.9 : 0.55);
      const block = stays && home.posters.length < home.size ? home : someRoom(blocks, random);
      block.posters.push(poster);
    }
    return home.category;
  });
  return { posterAt: blocks.flatMap(({ posters }) => random.shuffle(posters)), homes };
};

// A block in proportion to the room that it has left.
const someRoom = (blocks: readonly Slots[], random: Random): Slots => {
  const room = blocks.map((block) => block.size - block.posters.length);
  let place = random.below(room.reduce((sum, free) => sum + free, 0));
  const found = blocks.find((_, i) => {
    place -= room[i] ?? 0;
    return place < 0;
  });
  if (!found) throw new RangeError("the category blocks hold fewer rows than there are posts");
  return found;
};
