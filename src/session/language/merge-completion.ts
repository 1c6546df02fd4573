import type { Completion } from "../types.ts";
import type { TypedCompletion } from "./types.ts";

/**
 * What the types offer, with names that only the running program knows where any name may stand. `live` is what the
 * program offers by itself: it stands alone where the types say nothing, as of a value whose type is any.
 */
export const mergeCompletion = (
  typed: TypedCompletion | undefined,
  live: Completion,
  scope: readonly string[],
): Completion => {
  if (!typed || (typed.items.length === 0 && !typed.anyName)) return live;
  const known = new Set(typed.items.map(({ text }) => text));
  const more = typed.anyName ? scope.filter((name) => !known.has(name)) : [];
  const types = [...typed.items, ...more.map((text) => ({ text, type: "variable", signature: "" }))];
  return { matches: types.map(({ text }) => text), cursorStart: typed.start, cursorEnd: typed.end, types };
};
