// node test/bench/batch/start.js pinbook --pins GLOB --geo GLOB --users GLOB --out FOLDER [--in-memory]: the batch half as a
// user's program on what "pinbook" exports, from raw JSON lines to three Delta tables and the answers to the eight questions.
// Prints JSON. Few rows are read into memory, more are scanned.
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  cleanGeo,
  cleanPin,
  cleanUser,
  type Frame,
  fromColumns,
  type PinTables,
  questions,
  type RowOf,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
  readDelta,
  readNdjson,
  type Schema,
  scanNdjson,
  toRowsAll,
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

const quiet = { onNotice: () => {} };
const rows: Record<string, number> = {};

/** Raw files → cleaned rows, which are in memory, or else in the Delta table alone. */
const cleaned = async <const S extends Schema, R extends Readonly<Record<string, unknown>>>(
  name: "pin" | "geo" | "user",
  glob: string,
  rawSchema: S,
  clean: (raw: Frame<RowOf<S>>) => Frame<R>,
): Promise<Frame<R>> => {
  const table = join(out, name);
  if (!values["in-memory"]) {
    const frame = clean(scanNdjson(glob, rawSchema));
    const written = await timed(name, () => frame.writeDelta(table, quiet));
    rows[name] = written.rows;
    return readDelta<R>(table, undefined, { name });
  }
  const { frame } = await timed(`${name}: read`, () => readNdjson(glob, rawSchema));
  const found = await timed(`${name}: clean`, () => clean(frame as Frame<RowOf<S>>).collect(quiet));
  const held = fromColumns<R>(found, { name });
  rows[name] = found.rowCount;
  await timed(`${name}: write`, () => held.writeDelta(table, quiet));
  return held;
};

const tables: PinTables = {
  pin: await cleaned("pin", pins, rawPinSchema, cleanPin),
  geo: await cleaned("geo", geo, rawGeoSchema, cleanGeo),
  user: await cleaned("user", users, rawUserSchema, cleanUser),
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
console.log(JSON.stringify({ seconds, rows, answers }));
