// How much large values take in the cache of reruns, beside V8's own form of the same: bytes, and seconds of processors.
import { deserialize, serialize } from "node:v8";
import { table } from "arquero";
import { DataFrame } from "danfojs-node";

/** A module as it was built. */
const built = (/** @type {string} */ name) =>
  import(new URL(`../../../dist/src/run/cache/${name}.js`, import.meta.url).href);
/** @type {typeof import("../../../src/run/cache/index.ts")} */
const { decodeSnapshot, encodeGroups } = await built("index");
/** @type {typeof import("../../../src/run/cache/immutable.ts")} */
const { decodeImmutable, encodeImmutable } = await built("immutable");

const count = 100_000;
const words = ["art", "beauty", "christmas", "diy", "event", "education", "finance"];
/** @param {number} at */
const rowOf = (at) => ({
  ind: at,
  category: words[at % words.length],
  title: `The title of pin ${at}`,
  latitude: at / 7,
  when: new Date(at * 1e6),
  downloaded: at % 2 === 0,
});
const rows = Array.from({ length: count }, (_, at) => rowOf(at));
const columns = Object.fromEntries(
  Object.keys(rowOf(0)).map((name) => [name, rows.map((row) => /** @type {any} */ (row)[name])]),
);
const { when: _, ...plain } = columns;
const tags = rows.map(({ ind }) => [`tag ${ind % 50}`, `tag ${ind % 7}`]);
const frame = { schema: [], rowCount: count, columns: plain };

const encoding = {
  nameOf: () => undefined,
  isSecret: () => false,
  putBlob: () => "",
  stored: new WeakMap(),
};
const decoding = {
  named: () => undefined,
  imported: async () => undefined,
  blob: () => undefined,
  arquero: async (/** @type {any} */ given) => table(given),
  danfo: async (/** @type {string} */ _name, /** @type {any} */ { data, options }) => new DataFrame(data, options),
};

/** @typedef {{ plain: unknown, encode: () => Uint8Array, decode: (bytes: Uint8Array) => unknown }} Case */

/** @param {unknown} value @param {unknown} plain @returns {Case} */
const snapshot = (value, plain) => ({
  plain,
  encode: () => encodeGroups(new Map([["v", value]]), encoding)[0]?.bytes ?? new Uint8Array(),
  decode: (bytes) => decodeSnapshot(bytes, decoding),
});
/** @param {object} value @returns {Case} */
const immutable = (value) => ({ plain: value, encode: () => encodeImmutable(value), decode: decodeImmutable });
const tuples = rows.map(({ ind, category, title, latitude }) => [ind, category, title, latitude]);

/** @type {Record<string, Case>} */
const cases = {
  "list of rows": snapshot(rows, rows),
  "rows of a frame": immutable(frame),
  "rows of a frame, with lists": immutable({ ...frame, columns: { ...plain, tags } }),
  "table of Arquero": snapshot(table(columns), columns),
  "frame of Danfo": snapshot(new DataFrame(tuples, { columns: ["ind", "category", "title", "latitude"] }), tuples),
  "numbers in a typed array": snapshot(
    Float64Array.from(tuples, ([ind]) => Number(ind)),
    new Float64Array(count),
  ),
};

/** The fewest milliseconds of processors of five times, and what came of it. */
const measured = async (/** @type {() => any} */ act) => {
  let [best, result] = [Number.POSITIVE_INFINITY, /** @type {any} */ (undefined)];
  for (let time = 0; time < 5; time++) {
    const before = process.cpuUsage();
    result = await act();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return { best, result };
};

console.log(`\n| ${count.toLocaleString("en-US")} rows | KB | V8 | write, ms | V8 | read, ms | V8 |`);
console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const [name, { plain, encode, decode }] of Object.entries(cases)) {
  const [own, v8] = [await measured(encode), await measured(() => serialize(plain))];
  const [ownRead, v8Read] = [await measured(() => decode(own.result)), await measured(() => deserialize(v8.result))];
  const numbers = [own.result.length / 1024, v8.result.length / 1024, own.best, v8.best, ownRead.best, v8Read.best];
  console.log(`| ${name} | ${numbers.map((value) => value.toFixed(0)).join(" | ")} |`);
}
