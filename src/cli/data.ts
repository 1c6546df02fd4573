import { join } from "node:path";
import { readConfig } from "../config.ts";
import { usageError } from "../errors.ts";
import { packageRoot } from "../root.ts";
import { bundledSource, defaultSeed, loadTables, writeTables } from "../source/index.ts";
import type { Command } from "./command.ts";

export const data: Command = {
  usage: "data generate|load [options]",
  help: "`generate` writes the three bundled tables anew from their seed; the same seed gives the same bytes.\n`load` creates the three tables in the MySQL database of db_creds.yaml and fills them.",
  options: {
    seed: { type: "string", value: "N", help: `seed of the generator (${defaultSeed})` },
    replace: { type: "boolean", help: "load: empty tables that hold rows already" },
    out: { type: "string", value: "DIR", help: "where to write the tables (the package's data folder)" },
  },
  run: async (args, terminal) => {
    const [action] = args.words;
    if (action === "generate") {
      const folder = args.text("out") ?? join(packageRoot, "data");
      const written = await writeTables(folder, args.number("seed", defaultSeed));
      for (const table of written) terminal.print(`${table.file}  ${table.rows} rows, ${table.bytes} bytes`);
      return 0;
    }
    if (action !== "load") throw usageError(`pinbook data ${action ?? ""}: use generate or load`);
    const { mysql } = readConfig();
    if (!mysql) throw usageError("pinbook data load needs a database: write db_creds.yaml, or set PINBOOK_DB_CREDS");
    for (const table of await loadTables(mysql, bundledSource(), { replace: args.flag("replace") }))
      terminal.print(`${table.table}  ${table.rows} rows`);
    return 0;
  },
};
