import { typeName } from "../type-name.ts";
import type { Magic } from "./types.ts";

/** `%who`: the names that cells made. */
export const who: Magic = {
  usage: "%who",
  summary: "shows the names that cells made, and what they are",
  run: async (_, { names, print }) => {
    const entries = (await names()).filter(({ value }) => value !== undefined);
    if (entries.length === 0) return print("no names yet\n");
    const width = Math.max(...entries.map(({ name }) => name.length));
    for (const { name, value } of entries) print(`${name.padEnd(width)}  ${typeName(value)}\n`);
  },
};

/** `%reset`: empties the names that cells made. */
export const reset: Magic = {
  usage: "%reset",
  summary: "empties the names that cells made; modules stay loaded",
  run: (_, context) => context.reset(),
};
