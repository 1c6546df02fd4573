import type { Random } from "./random.ts";

/** Which rows (by index) lack what; each marker's rows. */
export interface Marks {
  readonly noTitle: ReadonlySet<number>;
  readonly emptyTitle: ReadonlySet<number>;
  /** Posts in the story format: their type and their description say so. */
  readonly story: ReadonlySet<number>;
  readonly video: ReadonlySet<number>;
  readonly noDescription: ReadonlySet<number>;
  readonly untitled: ReadonlySet<number>;
  readonly noTags: ReadonlySet<number>;
  readonly noImage: ReadonlySet<number>;
}

const everyMarker = 36;

/** Chooses the rows of each marker; `errorRows` are those of the poster `User Info Error`, of which 36 carry every marker. */
export const chooseMarks = (rowCount: number, errorRows: readonly number[], random: Random): Marks => {
  const errors = random.shuffle(errorRows);
  const isError = new Set(errorRows);
  const others = random.shuffle(Array.from({ length: rowCount }, (_, i) => i).filter((i) => !isError.has(i)));
  const every = errors.slice(0, everyMarker);
  const partly = errors.slice(everyMarker);
  const stories = others.slice(0, 869 - errors.length);
  const plain = others.slice(stories.length);
  return {
    noTitle: new Set([...every, ...partly.slice(0, 30), ...stories.slice(0, 15)]),
    emptyTitle: new Set(plain.slice(0, 1)),
    story: new Set([...errors, ...stories]),
    video: new Set(plain.slice(1, 313)),
    noDescription: new Set(plain.slice(313, 491)),
    untitled: new Set(plain.slice(491, 492)),
    noTags: new Set([...every, ...partly.slice(20, 45), ...random.shuffle(others).slice(0, 97)]),
    noImage: new Set([...every, ...random.shuffle(stories).slice(0, 238)]),
  };
};
