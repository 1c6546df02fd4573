/** The words of one category, in lower case but for names. */
export interface Vocabulary {
  /** What pins show, in the plural: `watercolor landscapes`. */
  readonly things: readonly string[];
  readonly styles: readonly string[];
  /** What they are for: `for beginners`. */
  readonly uses: readonly string[];
  /** What a reader does: `paint a misty forest`. */
  readonly actions: readonly string[];
  /** Whole titles of the category's own. */
  readonly titles: readonly string[];
  /** Sentences for descriptions. */
  readonly sentences: readonly string[];
  /** Nouns for the names of blogs. */
  readonly brands: readonly string[];
  /** Tags beside those made from things and styles. */
  readonly tags: readonly string[];
}

/** Each text holds items divided by commas; titles and sentences stand one a line. */
export const vocabulary = (texts: Readonly<Record<keyof Vocabulary, string>>): Vocabulary => ({
  things: items(texts.things, ","),
  styles: items(texts.styles, ","),
  uses: items(texts.uses, ","),
  actions: items(texts.actions, ","),
  titles: items(texts.titles, "\n"),
  sentences: items(texts.sentences, "\n"),
  brands: items(texts.brands, ","),
  tags: items(texts.tags, ","),
});

/** The trimmed, non-empty items of a text. */
export const items = (text: string, divider: string): readonly string[] =>
  text
    .split(divider)
    .map((item) => item.replaceAll(/\s+/g, " ").trim())
    .filter((item) => item !== "");
