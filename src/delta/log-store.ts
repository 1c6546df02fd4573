import { parseCommit } from "./actions.ts";
import { keyOf, placeOf } from "./errors.ts";
import { inOrder } from "./in-order.ts";
import { commitName, digits, type LogListing, listingOf } from "./log-names.ts";
import type { Commit, TableRef } from "./types.ts";

/** The names in the table's `_delta_log` from this version on, with the time of each commit's file. */
export const listLog = async (
  ref: TableRef,
  from = 0,
): Promise<LogListing & { readonly times: ReadonlyMap<number, Date> }> => {
  const folder = `${keyOf(ref, "_delta_log")}/`;
  const names: string[] = [];
  const times = new Map<number, Date>();
  const startAfter = from > 0 ? { startAfter: `${folder}${digits(from - 1)}~` } : {};
  for await (const info of ref.store.list(folder, startAfter)) {
    const name = info.key.slice(folder.length);
    names.push(name);
    if (/^\d{20}\.json$/.test(name)) times.set(Number(name.slice(0, 20)), info.modified);
  }
  return { ...listingOf(names), times };
};

/** Reads commits in order, some at a time; throws naming the file where one is malformed. */
export const readCommits = (ref: TableRef, versions: readonly number[]): Promise<readonly Commit[]> =>
  inOrder(versions, (version) => readCommit(ref, version));

/** Reads one commit. */
export const readCommit = async (ref: TableRef, version: number): Promise<Commit> => {
  const key = commitKey(ref, version);
  const text = new TextDecoder().decode(await ref.store.get(key));
  return { version, actions: parseCommit(text, `${placeOf(ref)}/_delta_log/${commitName(version)}`) };
};

/** The key of a version's commit. */
export const commitKey = (ref: TableRef, version: number): string => keyOf(ref, `_delta_log/${commitName(version)}`);
