// node test/bench/batch/start.js warm --pins GLOB --geo GLOB --users GLOB [--times 20]: the cleans and the eight questions on
// Arquero, again and again over raw rows in memory. Prints JSON: {"first", "median", "least"} in milliseconds.
import { parseArgs } from "node:util";
import {
  cleanGeo,
  cleanPin,
  cleanUser,
  type Frame,
  fromColumns,
  questions,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
  readNdjson,
  toRowsAll,
} from "pinbook";

const { values } = parseArgs({
  options: {
    pins: { type: "string", default: "" },
    geo: { type: "string", default: "" },
    users: { type: "string", default: "" },
    times: { type: "string", default: "20" },
  },
});
const raw = {
  pin: (await readNdjson(values.pins, rawPinSchema)).frame,
  geo: (await readNdjson(values.geo, rawGeoSchema)).frame,
  user: (await readNdjson(values.users, rawUserSchema)).frame,
};

const cleanAndAsk = async (): Promise<void> => {
  const engine = { engine: "arquero" } as const;
  const tables = {
    pin: fromColumns(await cleanPin(raw.pin).collect(engine), { name: "pin" }),
    geo: fromColumns(await cleanGeo(raw.geo).collect(engine), { name: "geo" }),
    user: fromColumns(await cleanUser(raw.user).collect(engine), { name: "user" }),
  } as unknown as Parameters<(typeof questions)[number]["ask"]>[0];
  const asked = questions.flatMap(({ tables: names, ask }) => {
    const frames = ask(tables) as Readonly<Record<string, Frame>>;
    return names.map((name) => frames[name] as Frame);
  });
  await toRowsAll(asked, engine);
};

const times: number[] = [];
for (let turn = 0; turn < Number(values.times); turn++) {
  const begun = performance.now();
  await cleanAndAsk();
  times.push(performance.now() - begun);
}
const [first] = times;
times.sort((a, b) => a - b);
console.log(JSON.stringify({ first, median: times[times.length >> 1], least: times[0] }));
