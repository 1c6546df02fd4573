// Reads a large file within little memory, in a process of its own: FORMAT PATH MEMORY_LIMIT TEMP_DIRECTORY. Prints what it found as JSON.
const built = new URL("../../dist/src/frame/index.js", import.meta.url).href;
/** @type {typeof import("../../src/frame/index.ts")} */
const pinbook = await import(built);
const { makeDuckdbEngine, op, scanArrow, scanCsv, scanJson, scanNdjson, scanParquet } = pinbook;

const [, , format = "", path = "", memoryLimit = "", tempDirectory = ""] = process.argv;
const schema = /** @type {const} */ ([
  { name: "n", type: "int32", nullable: false },
  { name: "g", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: true },
]);
const scans = { ndjson: scanNdjson, csv: scanCsv, json: scanJson, parquet: scanParquet, arrow: scanArrow };
const scan = scans[/** @type {keyof typeof scans} */ (format)];
const frame = scan(path, schema, { strict: true });
const engine = makeDuckdbEngine({ memoryLimit, tempDirectory, threads: 1 });

// The reader's own tables, as a writer takes them.
let rows = 0;
let characters = 0;
const [source] = Object.values(frame.sources);
const { tables } = /** @type {import("../../src/frame/index.ts").Scan} */ (source);
for await (const table of tables(["n", "t"])) {
  rows += table.rowCount;
  for (let row = 0; row < table.rowCount; row++) characters += String(table.columns.t?.[row]).length;
}

// Cleans and groups on DuckDB, within its limit.
const cleaned = frame.derive((d) => ({ t: d.t.upper(), n: d.n.cast("int64") })).filter((d) => d.t.length().gt(0));
const groups = await cleaned
  .groupby("g")
  .rollup((d) => ({ count: op.count(), sum: op.sum(d.n), longest: op.max(d.t.length()) }))
  .orderby("g")
  .toRows({ engine });

const found = {
  rows,
  characters,
  groups: groups.map(({ g, count, sum, longest }) => [g, Number(count), Number(sum), Number(longest)]),
  maxRss: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(found)}\n`);
