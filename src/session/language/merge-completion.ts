import type { LiveCompletion } from "../complete.ts";
import type { Completion } from "../types.ts";
import type { TypedCompletion } from "./types.ts";

/**
 * What the types offer at the cursor of some code, with names that only the running program knows where any name may
 * stand. What the program offers by itself stands alone where the types say nothing, as of a value whose type is any.
 * Either may be missing: the types where the service is not there, the program where it is busy.
 */
export const mergeCompletion = (
  typed: TypedCompletion | undefined,
  live: LiveCompletion | undefined,
  code: string,
  cursor: number,
): Completion => {
  if (live && (!typed || (typed.items.length === 0 && !typed.anyName))) return live.completion;
  if (!typed) return { matches: [], cursorStart: cursor, cursorEnd: cursor };
  const prefix = code.slice(typed.start, typed.end);
  const known = new Set(typed.items.map(({ text }) => text));
  const fits = (name: string) => name.startsWith(prefix) && !known.has(name);
  const more = typed.anyName ? (live?.names ?? []).filter(fits) : [];
  const types = [...typed.items, ...more.map((text) => ({ text, type: "variable", signature: "" }))];
  return { matches: types.map(({ text }) => text), cursorStart: typed.start, cursorEnd: typed.end, types };
};
