// node test/bench/batch/start.js pinbook --pins GLOB --geo GLOB --users GLOB --out FOLDER: the batch half as a user's program,
// from raw JSON lines to three Delta tables and the answers to the eight questions, on what "pinbook" exports. Prints JSON.
import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  appendRows,
  type ColumnTable,
  cleanGeo,
  cleanPin,
  cleanUser,
  createTable,
  type Frame,
  fromColumns,
  geoSchema,
  mount,
  openStore,
  type PinTables,
  pinSchema,
  questions,
  type RowOf,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
  readNdjson,
  type Schema,
  scanNdjson,
  userSchema,
} from "pinbook";

const { values } = parseArgs({
  options: { pins: { type: "string" }, geo: { type: "string" }, users: { type: "string" }, out: { type: "string" } },
});
const { pins, geo, users, out } = values;
if (!pins || !geo || !users || !out) throw new Error("--pins, --geo, --users and --out are all needed");

/** Files of more bytes in all than this are read piece by piece. */
const mostInMemory = 128 * 2 ** 20;
const seconds: Record<string, number> = { start: performance.now() / 1000 };

/** Takes the seconds of a step. */
const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
  const begun = performance.now();
  const result = await work();
  seconds[step] = (performance.now() - begun) / 1000;
  return result;
};

const read = async <const S extends Schema>(glob: string, schema: S): Promise<Frame<RowOf<S>>> => {
  const [folder = "/", pattern = ""] = splitGlob(resolve(glob));
  const files = mount("/raw", openStore(folder));
  const found = await files.glob(pattern);
  if (found.reduce((bytes, { size }) => bytes + size, 0) <= mostInMemory) {
    return (await readNdjson(files.files(pattern), schema)).frame;
  }
  return scanNdjson(async function* () {
    for (const { key } of found) yield { path: key, pieces: createReadStream(join(folder, key)) };
  }, schema);
};

/** The folder that a glob begins with, and the rest. */
const splitGlob = (glob: string): readonly [string, string] => {
  const parts = glob.split("/");
  const wild = parts.findIndex((part) => /[*?{[]/.test(part));
  const at = wild < 0 ? parts.length - 1 : wild;
  return [parts.slice(0, at).join("/"), parts.slice(at).join("/")];
};

const writeDelta = async (name: string, schema: Schema, rows: ColumnTable): Promise<void> => {
  const table = { store: openStore(out), path: name };
  await createTable(table, { schema });
  await appendRows(table, rows);
};

const quiet = { onNotice: () => {} };
const cleaned = await timed("read and clean", async () => ({
  pin: await cleanPin(await read(pins, rawPinSchema)).collect(quiet),
  geo: await cleanGeo(await read(geo, rawGeoSchema)).collect(quiet),
  user: await cleanUser(await read(users, rawUserSchema)).collect(quiet),
}));
await timed("delta", async () => {
  await writeDelta("pin", pinSchema, cleaned.pin);
  await writeDelta("geo", geoSchema, cleaned.geo);
  await writeDelta("user", userSchema, cleaned.user);
});
const tables: PinTables = {
  pin: fromColumns(cleaned.pin, { name: "pin" }),
  geo: fromColumns(cleaned.geo, { name: "geo" }),
  user: fromColumns(cleaned.user, { name: "user" }),
};
const answers = await timed("questions", async () => {
  const found: Record<string, unknown[][]> = {};
  for (const { number, tables: names, ask } of questions) {
    const frames = ask(tables) as Readonly<Record<string, Frame>>;
    for (const name of names) {
      const rows = await (frames[name] as Frame).toRows(quiet);
      found[`${number} ${name}`] = rows.map((row) => Object.values(row));
    }
  }
  return found;
});
const rows = Object.fromEntries(Object.entries(cleaned).map(([name, table]) => [name, table.rowCount]));
console.log(JSON.stringify({ seconds, rows, answers }));
