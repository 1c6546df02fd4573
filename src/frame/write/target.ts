import { usageError } from "../../errors.ts";
import { isGlob, openPlace, type Place, type S3Settings, shownKey } from "../../storage/index.ts";

/** Where files are written: a path, a URL (`file:…`, `s3://…`), or a place of a mount or store. */
export type WriteTarget = string | Place;

/** The place of one file, or of a folder of files, whose path then ends in no slash. */
export const targetPlace = (target: WriteTarget, s3: S3Settings | undefined): Place => {
  const place = typeof target === "string" ? openPlace(target, s3 ? { s3 } : {}) : target;
  const path = place.path.replace(/\/+$/, "");
  if (isGlob(path)) throw usageError(`${shownKey(place, path)} is a glob: name one file or folder to write to.`);
  return { ...place, path };
};
