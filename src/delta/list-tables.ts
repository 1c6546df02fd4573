import type { ObjectStore } from "../storage/index.ts";
import type { TableRef } from "./types.ts";

/** The Delta tables in the store whose keys start with `prefix`, by path. */
export const listTables = async (store: ObjectStore, prefix = ""): Promise<readonly TableRef[]> => {
  const paths = new Set<string>();
  for await (const { key } of store.list(prefix)) {
    const found = /^(?:(.*)\/)?_delta_log\/\d{20}\.(?:json|checkpoint.*\.parquet)$/.exec(key);
    if (found) paths.add(found[1] ?? "");
  }
  return [...paths].sort().map((path) => ({ store, path }));
};
