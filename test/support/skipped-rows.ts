import { expect } from "@jest/globals";
import { appendRows, createTable, type TableRef } from "../../src/delta/index.ts";
import { type Frame, fromColumns, type RowOf, readDelta, scanParquet } from "../../src/frame/index.ts";
import { joinTables } from "../../src/join-tables.ts";
import { parquetEncoder } from "../../src/parquet/index.ts";
import type { ColumnTable, Schema } from "../../src/schema.ts";
import type { ObjectStore } from "../../src/storage/index.ts";
import { memoryStore } from "../delta/memory-store.ts";
import { seededRandom } from "./random.ts";
import { shownTable } from "./shown-table.ts";

const schema = [
  { name: "p", type: "string", nullable: true },
  { name: "i", type: "int32", nullable: true },
  { name: "l", type: "int64", nullable: true },
  { name: "f", type: "float64", nullable: true },
  { name: "g", type: "float32", nullable: true },
  { name: "s", type: "string", nullable: true },
  { name: "d", type: "date", nullable: true },
  { name: "t", type: "timestamp", nullable: true },
  { name: "n", type: "timestamp_ntz", nullable: true },
  { name: "b", type: "boolean", nullable: true },
] as const satisfies Schema;
type R = RowOf<typeof schema>;

let random = seededRandom(1);
const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const whole = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));

const long = "long ".repeat(20);
const heads = ["", "a", "é", "\ud7ff", "\ue000", "\uffff", "😀", "\u{10ffff}"];
const texts = heads.flatMap((head) => [
  head,
  `${long}${head}`,
  `${long.slice(0, 31)}${head}`,
  `${"😀".repeat(31)}${head}x`,
]);

/** By column, a value around a place, so that files hold different ones. */
const drawn: Readonly<Record<string, (around: number) => unknown>> = {
  p: (around) => oneOf(["x", "y/z", "é", String(around % 3), null]),
  i: (around) => around * 10 + whole(-6, 6),
  l: (around) => 2n ** 53n + BigInt(around * 3 + whole(-2, 2)),
  f: (around) => oneOf([around + random(), -0, 0, Number.NaN, Number.POSITIVE_INFINITY, around]),
  g: (around) => oneOf([Math.fround(around / 4), Math.fround(around + random()), -0, Number.NaN]),
  s: (around) => texts[(around * 2 + whole(0, 3)) % texts.length],
  d: (around) => around * 5 + whole(-5, 5) - 20,
  t: (around) => BigInt(around * 2000 + whole(-1500, 1500)) - 10_000n,
  n: (around) => BigInt(around * 2000 + whole(-1500, 1500)) - 10_000n,
  b: () => random() < 0.5,
};

const part = (around: number): ColumnTable => {
  const rowCount = whole(1, 12);
  const columns = schema.map(({ name }) => {
    // Some columns are all null in some files.
    const nulls = oneOf([0, 0, 0.2, 1]);
    const values = Array.from({ length: rowCount }, () => (random() < nulls ? null : (drawn[name]?.(around) ?? null)));
    return [name, values] as const;
  });
  return { schema, rowCount, columns: Object.fromEntries(columns) };
};

/** Values to compare with: those that are there, what is beside them, and some others. */
const constantOf = (name: string): unknown => {
  const value = drawn[name]?.(whole(-1, 15)) ?? null;
  const { type } = schema.find((field) => field.name === name) ?? {};
  if (value === null) return "x";
  if (type === "date") return new Date((value as number) * 86_400_000);
  // A Date holds milliseconds, and so stands between the values.
  if (type === "timestamp" || type === "timestamp_ntz") return new Date(Number(value as bigint) / 1000);
  if (name === "i") return oneOf([value, (value as number) + 0.5]);
  return value;
};

/** A method by its name: the filters are drawn, so that the compiler does not know their columns. */
type Loose = Readonly<Record<string, Readonly<Record<string, (...given: readonly unknown[]) => never>>>>;

const condition = (): ((d: Loose) => never) => {
  const name = oneOf(["p", "i", "l", "f", "g", "s", "d", "t", "n"]);
  const [a, b] = [constantOf(name), constantOf(name)];
  const of = (d: Loose) => d[name] as Loose[string];
  const kinds: readonly ((d: Loose) => never)[] = [
    ...["eq", "ne", "lt", "le", "gt", "ge"].map((method) => (d: Loose) => of(d)[method]?.(a) as never),
    (d) => of(d).between?.(a, b) as never,
    (d) => of(d).in?.([a, b]) as never,
    (d) => of(d).isNull?.() as never,
    (d) => of(d).isNotNull?.() as never,
  ];
  if (name === "s" || name === "p") {
    const start = [...String(a)].slice(0, whole(0, 40)).join("");
    return oneOf([...kinds, (d: Loose) => of(d).startsWith?.(start) as never]);
  }
  return oneOf(kinds);
};

const combined = (): ((d: Loose) => never) => {
  const [one, other] = [condition(), condition()];
  type Logic = Readonly<Record<"and" | "or" | "not", (value?: unknown) => never>>;
  const logic = (value: unknown) => value as Logic;
  return oneOf<(d: Loose) => never>([
    one,
    (d) => logic(one(d)).and(other(d)),
    (d) => logic(one(d)).or(other(d)),
    (d) => logic(one(d)).not(),
    (d) => logic(logic(one(d)).and(d.b)).or(logic(other(d)).not()),
  ]);
};

/** How often what is read is asked for. */
export const counting = (store: ObjectStore) => {
  const read: string[] = [];
  const counted: ObjectStore = Object.assign(Object.create(store), {
    get: (key: string, range?: { readonly start: number; readonly end: number }) => {
      read.push(key);
      return range ? store.get(key, range) : store.get(key);
    },
  });
  return { store: counted, read };
};

const deltaOf = async (parts: readonly ColumnTable[], partitionBy: readonly string[]): Promise<TableRef> => {
  const ref = { store: memoryStore(), path: "t" };
  await createTable(ref, { schema, partitionBy });
  for (const rows of parts) await appendRows(ref, rows);
  return ref;
};

const parquetOf = (parts: readonly ColumnTable[]) => {
  const encoder = parquetEncoder(schema);
  const bytes = Buffer.concat([...parts.map((rows) => encoder.add(rows)), encoder.end()]);
  const read: [number, number][] = [];
  const files = async function* () {
    yield {
      path: "a.parquet",
      size: bytes.length,
      read: async (start: number, end: number) => {
        read.push([start, end]);
        return bytes.subarray(start, end);
      },
    };
  };
  return { files, read };
};

const shown = async (frame: Frame<R>): Promise<readonly string[]> => {
  const { columns } = shownTable(await frame.collect({ engine: "arquero" }));
  return (columns.i ?? []).map((_, row) => JSON.stringify(schema.map(({ name }) => columns[name]?.[row]))).sort();
};

/**
 * Draws rows and filters, and holds what Delta tables and a Parquet file, which pass over what a filter does not need,
 * give against the same filter over the rows in memory. Gives in how many rounds each of them passed over something.
 */
export const compareSkipped = async (seed: number, rounds: number): Promise<readonly number[]> => {
  random = seededRandom(seed);
  const parts = Array.from({ length: 10 }, (_, around) => part(around));
  const inMemory = fromColumns<R>(joinTables(parts, schema));
  const [plain, divided] = [await deltaOf(parts, []), await deltaOf(parts, ["p"])].map(({ store }) => counting(store));
  const { files, read } = parquetOf(parts);
  const sources: { readonly frame: Frame<R>; readonly read: unknown[] }[] = [
    { frame: scanParquet(files, schema), read },
  ];
  for (const one of [plain, divided])
    if (one) sources.push({ frame: await readDelta({ store: one.store, path: "t" }, schema), read: one.read });
  const passed = sources.map(() => 0);
  const most: number[] = [];
  for (const source of sources) {
    source.read.length = 0;
    expect(await shown(source.frame)).toEqual(await shown(inMemory));
    most.push(source.read.length);
  }
  for (let round = 0; round < rounds; round++) {
    const where = combined() as never;
    const wanted = { where: inMemory.filter(where).explain(), rows: await shown(inMemory.filter(where)) };
    for (const [index, { frame, read }] of sources.entries()) {
      read.length = 0;
      expect({ where: wanted.where, rows: await shown(frame.filter(where)) }).toEqual(wanted);
      passed[index] = (passed[index] ?? 0) + (read.length < (most[index] ?? 0) ? 1 : 0);
    }
  }
  return passed;
};
