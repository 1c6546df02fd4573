import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { RunAccess } from "./types.ts";

/** What a list named, with what tells each thing from what it was. */
export type Listing = ReadonlyMap<string, string>;

/** What changed from one list to another. */
export interface ListingChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Things in a list beyond which it is not kept. */
const most = 100_000;

/** A list as it is kept; undefined for one that is too long. */
export const packListing = (entries: readonly (readonly [string, string])[]): Uint8Array | undefined =>
  entries.length > most ? undefined : deflateRawSync(JSON.stringify(entries), { level: 1 });

/** A list as it was kept; undefined where it is none. */
export const unpackListing = (bytes: Uint8Array): Listing | undefined => {
  try {
    return new Map(JSON.parse(inflateRawSync(bytes).toString()) as [string, string][]);
  } catch {
    return undefined;
  }
};

/** The list that a cell read, from where they are kept. */
export const listingOf = (
  { detail }: Pick<RunAccess, "detail">,
  get: (hash: string) => Uint8Array | undefined,
): Listing | undefined => {
  const bytes = detail === undefined ? undefined : get(detail);
  return bytes && unpackListing(bytes);
};

/** Which things of a list are new, gone and others. */
export const compareListings = (before: Listing, after: Listing): ListingChange => ({
  added: [...after.keys()].filter((name) => !before.has(name)),
  removed: [...before.keys()].filter((name) => !after.has(name)),
  changed: [...after].filter(([name, mark]) => before.has(name) && before.get(name) !== mark).map(([name]) => name),
});

/**
 * `2 added (a.json, b.json), 1 changed (c.json)`: of each the first few by name, without the folder that the list is of;
 * `access` is the name under which the list was recorded.
 */
export const listingChangeText = (change: ListingChange, access: string, few = 3): string => {
  const [prefix = ""] = access.slice(access.indexOf("#") + 1).split("\n");
  const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  const short = (name: string): string => (name.startsWith(folder) ? name.slice(folder.length) : name);
  return (["added", "removed", "changed"] as const)
    .flatMap((what) => {
      const names = change[what];
      if (names.length === 0) return [];
      return [
        `${names.length} ${what} (${names.slice(0, few).map(short).join(", ")}${names.length > few ? ", …" : ""})`,
      ];
    })
    .join(", ");
};
