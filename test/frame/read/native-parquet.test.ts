import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { duckdbEngine, fromColumns, op, type RowOf, scanParquet } from "../../../src/frame/index.ts";
import { encodeParquet } from "../../../src/parquet/index.ts";
import type { ColumnTable, Schema } from "../../../src/schema.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";
import { seededRandom } from "../../support/random.ts";

const folder = duckdbFolder();

const schema = [
  { name: "b", type: "boolean", nullable: true },
  { name: "i8", type: "int8", nullable: true },
  { name: "i", type: "int32", nullable: false },
  { name: "l", type: "int64", nullable: true },
  { name: "f", type: "float64", nullable: true },
  { name: 's "q"', type: "string", nullable: true },
  { name: "bin", type: "binary", nullable: true },
  { name: "d", type: "date", nullable: true },
  { name: "t", type: "timestamp", nullable: true },
  { name: "n", type: "timestamp_ntz", nullable: true },
  { name: "de", type: { kind: "decimal", precision: 20, scale: 2 }, nullable: true },
  { name: "list", type: { kind: "list", element: "timestamp", containsNull: true }, nullable: true },
  {
    name: "st",
    type: {
      kind: "struct",
      fields: [
        { name: "A b", type: "timestamp", nullable: true },
        { name: "c", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
      ],
    },
    nullable: true,
  },
  { name: "m", type: { kind: "map", key: "string", value: "timestamp", valueContainsNull: true }, nullable: true },
] as const satisfies Schema;

const values: Readonly<Record<string, readonly unknown[]>> = {
  b: [true, false, null],
  i8: [-128, 127, null],
  i: [1, -(2 ** 31), 0, 7],
  l: [2n ** 63n - 1n, -5n, null],
  f: [-0, 0, Number.NaN, Number.POSITIVE_INFINITY, 0.1, null],
  's "q"': ["a,\n😀", "", null, "x"],
  bin: [new Uint8Array([0, 255]), new Uint8Array(), null],
  d: [-1, 18_000, null],
  t: [-1n, 1_600_000_000_123_456n, null],
  n: [0n, 86_400_000_000n, null],
  de: ["1.50", "-123456789012345678.00", null],
  list: [[1n, null], [], null],
  st: [{ "A b": 5n, c: ["x", null] }, { "A b": null, c: null }, null],
  m: [new Map([["k", 7n]]), new Map(), null],
};

const random = seededRandom(3);
const randomTable = (rowCount: number, columns: Schema): ColumnTable => ({
  schema: columns,
  rowCount,
  columns: Object.fromEntries(
    columns.map(({ name }) => {
      const some = values[name] ?? [];
      return [name, Array.from({ length: rowCount }, () => some[Math.floor(random() * some.length)])];
    }),
  ),
});

const fileOf = async (name: string, table: ColumnTable): Promise<string> => {
  const path = join(folder.path, name);
  await writeFile(path, encodeParquet(table));
  return path;
};

describe("Parquet files that DuckDB reads itself", () => {
  test("give the rows that JavaScript reads, in their order, where files lack columns too", async () => {
    const paths = [
      await fileOf("a.parquet", randomTable(50, schema)),
      await fileOf("b.parquet", randomTable(30, schema.slice(2, 9))),
      await fileOf("none.parquet", randomTable(0, schema)),
      await fileOf("c.parquet", randomTable(70, schema)),
    ];
    const more = [...schema, { name: "missing", type: "date", nullable: true }] as const;
    const native = scanParquet(paths, more);
    const [source] = Object.values(native.sources);
    expect(await (source as { files(): Promise<unknown> }).files()).toMatchObject({ format: "parquet" });
    const whole = fromColumns<RowOf<typeof more>>(await native.collect({ engine: "arquero" }));
    for (const pick of [
      (frame: typeof native) => frame,
      (frame: typeof native) => frame.select("t", "st").slice(40, 90),
      (frame: typeof native) => frame.dedupe("i", "b"),
      (frame: typeof native) =>
        frame
          .filter((d) => d.i.gt(0))
          .groupby("i")
          .rollup((d) => ({ n: op.count(d.l), m: op.max(d.t) })),
    ]) {
      const found = await pick(native).collect({ engine: duckdbEngine });
      expect(found).toEqual(await pick(whole).collect({ engine: duckdbEngine }));
    }
  });

  test("are left to JavaScript where a type is not the schema's, which it says in its words", async () => {
    const path = await fileOf("narrow.parquet", randomTable(5, [{ name: "i", type: "int32", nullable: false }]));
    const wider = scanParquet(path, [{ name: "i", type: "int64", nullable: true }]);
    const read = await wider.collect({ engine: duckdbEngine });
    expect([...(read.columns.i as bigint[])].every((value) => typeof value === "bigint")).toBe(true);
    const other = scanParquet(path, [{ name: "i", type: "string", nullable: true }]);
    await expect(other.collect({ engine: duckdbEngine })).rejects.toThrow("column i is string");
  });

  test("that are damaged are an error that names the file, where reading is strict", async () => {
    const path = join(folder.path, "bad.parquet");
    await writeFile(path, "PAR1 no Parquet PAR1");
    const bad = scanParquet(path, [{ name: "i", type: "int32", nullable: true }], { strict: true });
    await expect(bad.collect({ engine: duckdbEngine })).rejects.toThrow("bad.parquet cannot be read");
  });
});
