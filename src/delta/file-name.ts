import { PinbookError } from "../errors.ts";
import type { AddFile } from "./types.ts";

/** The name of a data file below the table's folder; throws where it is outside of it. `place` names the table. */
export const nameOf = ({ path }: AddFile, place: string): string => {
  const name = decoded(path, place);
  if (/^[a-z][a-z0-9+.-]*:/i.test(name) || name.startsWith("/") || name.split("/").includes(".."))
    throw new PinbookError(`${place} has a data file outside its own folder, ${name}, which pinbook does not read`);
  return name;
};

const decoded = (path: string, place: string): string => {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    throw new PinbookError(`${place} names a data file ${path}, which is no URI`, { cause: error });
  }
};
