// node test/bench/batch/start.js pinbook --pins GLOB --geo GLOB --users GLOB --out FOLDER [--in-memory]: the batch half as a
// user's program on what "pinbook" exports, from raw JSON lines to three Delta tables and the answers to the eight questions.
// Prints JSON. Few rows are read into memory, more are scanned.
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
  toRowsAll,
  userSchema,
} from "pinbook";

const { values } = parseArgs({
  options: {
    pins: { type: "string" },
    geo: { type: "string" },
    users: { type: "string" },
    out: { type: "string" },
    "in-memory": { type: "boolean", default: false },
  },
});
const { pins, geo, users, out } = values;
if (!pins || !geo || !users || !out) throw new Error("--pins, --geo, --users and --out are all needed");

const seconds: Record<string, number> = { start: performance.now() / 1000 };

/** Takes the seconds of a step. */
const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
  const begun = performance.now();
  const result = await work();
  seconds[step] = (performance.now() - begun) / 1000;
  return result;
};

const read = async <const S extends Schema>(glob: string, schema: S): Promise<Frame<RowOf<S>>> =>
  values["in-memory"] ? (await readNdjson(glob, schema)).frame : scanNdjson(glob, schema);

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
  const asked = questions.flatMap(({ number, tables: names, ask }) => {
    const frames = ask(tables) as Readonly<Record<string, Frame>>;
    return names.map((name) => [`${number} ${name}`, frames[name] as Frame] as const);
  });
  const found = await toRowsAll(
    asked.map(([, frame]) => frame),
    quiet,
  );
  return Object.fromEntries(asked.map(([name], at) => [name, found[at]?.map((row) => Object.values(row))]));
});
const rows = Object.fromEntries(Object.entries(cleaned).map(([name, table]) => [name, table.rowCount]));
console.log(JSON.stringify({ seconds, rows, answers }));
