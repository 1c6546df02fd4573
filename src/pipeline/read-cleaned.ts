import { type FileBytes, type Rejected, readNdjson } from "../frame/index.ts";
import {
  cleanGeo,
  cleanPin,
  cleanUser,
  geoSchema,
  pinSchema,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
  userSchema,
} from "../pins/index.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import type { Kind } from "./open.ts";

/** The columns of each kind's Delta table. */
export const cleanedSchemas: Readonly<Record<Kind, Schema>> = { pin: pinSchema, geo: geoSchema, user: userSchema };

/** Cleaned rows, and the lines that became none. */
export interface CleanedRows {
  readonly rows: ColumnTable;
  readonly rejected: readonly Rejected[];
}

/** Who asks for the rows tells what is rejected. */
const told = { onNotice: () => {} };

/** Files of JSON lines of a kind → its cleaned rows. */
export const readCleaned = async (kind: Kind, files: AsyncIterable<FileBytes>): Promise<CleanedRows> => {
  if (kind === "pin") {
    const { frame, rejected } = await readNdjson(files, rawPinSchema, told);
    return { rows: await cleanPin(frame).collect(), rejected };
  }
  if (kind === "geo") {
    const { frame, rejected } = await readNdjson(files, rawGeoSchema, told);
    return { rows: await cleanGeo(frame).collect(), rejected };
  }
  const { frame, rejected } = await readNdjson(files, rawUserSchema, told);
  return { rows: await cleanUser(frame).collect(), rejected };
};
