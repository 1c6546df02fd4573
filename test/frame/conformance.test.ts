import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { functions } from "../../src/frame/functions.ts";
import {
  type AggregateName,
  arqueroEngine,
  duckdbEngine,
  type Engine,
  type Plan,
  tableToRows,
  type WindowName,
} from "../../src/frame/index.ts";
import { cases } from "./conformance/index.ts";
import { expectConforming } from "./conforms.ts";

const engines: readonly Engine[] = [arqueroEngine, duckdbEngine];
let close: () => Promise<void> = async () => {};

beforeAll(async () => {
  close = await duckdbEngine.open();
});
afterAll(() => close());

describe.each(engines)("$name", (engine) => {
  test.each(cases)("$title", async ({ frame: make, expected, only = engine.name }) => {
    const frame = make();
    if (only !== engine.name) {
      await expect(engine.run(frame.plan, frame.sources)).rejects.toThrow(`The engine ${engine.name} cannot do`);
      return;
    }
    if ("error" in expected) {
      await expect(engine.run(frame.plan, frame.sources)).rejects.toThrow(expected.error);
      return;
    }
    const table = await engine.run(frame.plan, frame.sources);
    expect(table.schema).toEqual(frame.schema);
    expectConforming(table);
    expect(tableToRows(table).map((row) => Object.values(row))).toEqual(expected.rows);
  });
});

type Verb = Exclude<Plan["verb"], "join"> | `join ${Extract<Plan, { verb: "join" }>["how"]}`;

/** All names of a union, which the compiler holds to be complete. */
const all = <N extends string>(names: Readonly<Record<N, true>>): readonly string[] => Object.keys(names);

const verbs = all<Verb>({
  source: true,
  select: true,
  derive: true,
  filter: true,
  slice: true,
  orderby: true,
  rollup: true,
  "join inner": true,
  "join left": true,
  "join semi": true,
  "join anti": true,
  concat: true,
  dedupe: true,
  unroll: true,
  sql: true,
});

const aggregates = all<AggregateName>({
  countRows: true,
  count: true,
  countIf: true,
  countDistinct: true,
  any: true,
  every: true,
  sum: true,
  mean: true,
  median: true,
  medianLower: true,
  quantile: true,
  variance: true,
  stddev: true,
  mode: true,
  min: true,
  max: true,
  first: true,
  last: true,
  argmax: true,
  argmin: true,
  list: true,
});

const windows = all<WindowName>({
  rank: true,
  denseRank: true,
  percentRank: true,
  rowNumber: true,
  ntile: true,
  lag: true,
  lead: true,
  running: true,
});

describe("the cases", () => {
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { verb, how, kind, fn } = value as { verb?: string; how?: string; kind?: string; fn?: string };
    if (verb) used.add(verb === "join" ? `join ${how}` : verb);
    if (kind && fn) used.add(`${kind} ${fn}`);
    for (const inner of Object.values(value)) visit(inner);
  };
  for (const { frame } of cases) visit(frame().plan);

  test("are at least 400, each with a title of its own", () => {
    expect(cases.length).toBeGreaterThanOrEqual(400);
    const titles = cases.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test("have every function of expressions", () => {
    expect(Object.keys(functions).filter((fn) => !used.has(`call ${fn}`))).toEqual([]);
  });

  test("have every verb, aggregate and window", () => {
    const due = [...verbs, ...aggregates.map((fn) => `aggregate ${fn}`), ...windows.map((fn) => `window ${fn}`)];
    expect(due.filter((name) => !used.has(name))).toEqual([]);
  });
});
