// Groups more than fits the memory that it may use, in a process of its own: MEMORY_LIMIT TEMP_DIRECTORY.
const built = new URL("../../dist/src/frame/index.js", import.meta.url).href;
/** @type {typeof import("../../src/frame/index.ts")} */
const { fromRows, makeDuckdbEngine, op } = await import(built);
const [, , memoryLimit = "", tempDirectory = ""] = process.argv;
const rows = Array.from({ length: 3000 }, (_, a) => ({ a }));
const pairs = fromRows(rows).cross(fromRows(rows.map(({ a }) => ({ b: a }))));
const engine = makeDuckdbEngine({ memoryLimit, tempDirectory, threads: 1 });
await pairs
  .dedupe("a", "b")
  .rollup(() => ({ n: op.count() }))
  .toRows({ engine });
