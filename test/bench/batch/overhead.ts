// node test/bench/batch/start.js overhead: building a plan of 30 verbs, and compiling it for each engine. Prints JSON:
// milliseconds of the first time and the median of many, by what was done.
import { desc, type Frame, fromRows, op } from "pinbook";

const schema = [
  { name: "id", type: "int32", nullable: false },
  { name: "group", type: "string", nullable: true },
  { name: "value", type: "float64", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
] as const;

const empty = fromRows([], schema, { name: "rows" });
const others = fromRows([], schema, { name: "others" });

/** Six verbs, on each other. */
const sixVerbs = (rows: typeof empty): typeof empty =>
  rows
    .filter((d) => d.value.gt(1).or(d.group.eq("a")))
    .derive((d) => ({ value: d.value.mul(2).add(1), group: op.concat(d.group, "-", d.id.cast("string")) }))
    .dedupe("id")
    .join(others.select("id"), "id")
    .orderby((d) => [desc(d.value), d.id])
    .select("id", "group", "value", "at");

/** Five times six: the last is the whole of 30. */
const thirtyVerbs = (): Frame => {
  let rows = empty;
  for (let times = 0; times < 5; times++) rows = sixVerbs(rows);
  return rows as unknown as Frame;
};

const measures = {
  build: async () => thirtyVerbs().plan,
  "build, DuckDB's query": async () => thirtyVerbs().explain("duckdb"),
  "build, Arquero over no rows": async () => thirtyVerbs().collect({ engine: "arquero" }),
};
const turns = 200;
const figures: Record<string, { readonly first: number; readonly median: number }> = {};
for (const [name, work] of Object.entries(measures)) {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  const [first = 0] = times;
  figures[name] = { first, median: times.sort((a, b) => a - b)[turns >> 1] ?? 0 };
}
console.log(JSON.stringify(figures));
