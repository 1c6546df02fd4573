import type { Config } from "../config.ts";
import { NoSuchTable, readRows } from "../delta/index.ts";
import { PinbookError } from "../errors.ts";
import { fromColumns } from "../frame/index.ts";
import type { PinTables } from "../pins/index.ts";
import { openStore } from "../storage/index.ts";
import type { Kind } from "./open.ts";

/** The three Delta tables as cleaned frames, a row that batch and stream both brought only once. */
export const readTables = async (config: Pick<Config, "tables" | "s3" | "userId">): Promise<PinTables> => {
  const store = openStore(config.tables, { s3: config.s3 });
  const read = async (kind: Kind) => {
    const path = `${config.userId}_${kind}_table`;
    try {
      return fromColumns(await readRows({ store, path })).dedupe();
    } catch (error) {
      if (!(error instanceof NoSuchTable)) throw error;
      throw new PinbookError(`there is no Delta table ${path} in ${config.tables}: fill it with \`npm start\` first`, {
        cause: error,
      });
    }
  };
  const [pin, geo, user] = await Promise.all([read("pin"), read("geo"), read("user")]);
  // The tables were created with the cleaned schemas, and appends must fit them.
  return { pin, geo, user } as unknown as PinTables;
};
