import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder, from this one up, that holds package.json, db_creds.yaml or .pinbook; this one where none does. */
export const findProject = (folder: string): string => {
  for (let here = folder; ; here = dirname(here)) {
    if (["package.json", "db_creds.yaml", ".pinbook"].some((name) => existsSync(join(here, name)))) return here;
    if (dirname(here) === here) return folder;
  }
};
