import { typeName } from "../type-name.ts";
import type { Magic } from "./types.ts";

/** `%who`: the names that cells made, of all types or of those that are named. */
export const who: Magic = {
  usage: "%who [TYPE…]",
  summary: "shows the names that cells made, and what they are; of some types alone, as in %who number Array",
  run: async ({ text }, { names, print }) => {
    const types = text.split(/\s+/).filter(Boolean);
    const entries = (await names()).filter(
      ({ value }) => value !== undefined && (types.length === 0 || types.includes(typeName(value))),
    );
    if (entries.length === 0) return print(types.length === 0 ? "no names yet\n" : `no names of ${types.join(", ")}\n`);
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
