import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import {
  type Frame,
  fromColumns,
  fromRows,
  op,
  readArrow,
  readCsv,
  readJson,
  readNdjson,
  readParquet,
} from "../../../src/frame/index.ts";
import type { ColumnTable, Schema } from "../../../src/schema.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { everyType } from "./every-type.ts";

type Write = (frame: Frame, target: string) => ReturnType<Frame["writeNdjson"]>;

const plain = (table: ColumnTable) =>
  Object.fromEntries(table.schema.map(({ name }) => [name, Array.from(table.columns[name] ?? [])]));

const kinds = [
  { name: "s", type: "float32", nullable: true },
  { name: "y", type: "binary", nullable: true },
  {
    name: "m",
    type: { kind: "map", key: "string", value: "float64", valueContainsNull: true },
    nullable: true,
  },
] as const satisfies Schema;

describe("what is written", () => {
  test("as JSON has a point in -0, which readers else take for a whole number", async () => {
    const target = join(await temporaryFolder(), "a.ndjson");
    await fromColumns({
      schema: [{ name: "x", type: "float64", nullable: false }],
      rowCount: 2,
      columns: { x: [-0, 0] },
    }).writeNdjson(target);
    expect(await readFile(target, "utf8")).toBe('{"x":-0.0}\n{"x":0}\n');
  });

  test("after verbs over float32, bytes and maps is the same JSON from each engine", async () => {
    const map = (...entries: readonly (readonly [string, number | null])[]) => new Map(entries);
    const frame = fromRows(
      [
        { s: -0, y: Uint8Array.of(0, 255), m: map(["z", Number.NaN], ["a", -0]) },
        { s: 0, y: Uint8Array.of(0, 255), m: map(["z", Number.NaN], ["a", 0]) },
        { s: Math.fround(0.1), y: null, m: map() },
        { s: Number.POSITIVE_INFINITY, y: Uint8Array.of(), m: null },
        { s: null, y: Uint8Array.of(7), m: map(["😀", null]) },
      ],
      kinds,
    )
      .dedupe("m")
      .groupby("y")
      .rollup((d) => ({ s: op.first(d.s), m: op.values(d.m), n: op.countDistinct(d.m) }))
      .orderby("s", "y");
    for (const engine of ["arquero", "duckdb"] as const) {
      const target = join(await temporaryFolder(), "a.ndjson");
      await frame.writeNdjson(target, { engine });
      expect((await readFile(target, "utf8")).trim().split("\n")).toEqual([
        '{"y":"AP8=","s":-0.0,"m":[{"z":"NaN","a":-0.0}],"n":1}',
        '{"y":null,"s":0.10000000149011612,"m":[{}],"n":1}',
        '{"y":"","s":"Infinity","m":[null],"n":0}',
        '{"y":"Bw==","s":null,"m":[{"😀":null}],"n":1}',
      ]);
      const { frame: read } = await readNdjson(target, frame.schema);
      expect((await read.collect()).columns).toEqual((await frame.collect({ engine })).columns);
    }
  });

  const formats: readonly (readonly [string, Write, typeof readNdjson])[] = [
    ["a.ndjson", (frame, target) => frame.writeNdjson(target), readNdjson],
    ["numbers.ndjson", (frame, target) => frame.writeNdjson(target, { decimals: "number" }), readNdjson],
    ["a.json.gz", (frame, target) => frame.writeJson(target), readJson],
    ["a.csv", (frame, target) => frame.writeCsv(target), readCsv],
    ["a.csv.br", (frame, target) => frame.writeCsv(target), readCsv],
    ["a.parquet", (frame, target) => frame.writeParquet(target), readParquet],
    ["a.arrow", (frame, target) => frame.writeArrow(target), readArrow],
    ["a.arrows", (frame, target) => frame.writeArrow(target, { format: "stream" }), readArrow],
  ];

  test.each(formats)("to %s is read again to the same types and values", async (name, write, read) => {
    const target = join(await temporaryFolder(), name);
    const written = await write(fromColumns(everyType), target);
    expect(written).toEqual({
      files: [{ path: target, rows: 5, bytes: expect.any(Number) }],
      rows: 5,
      bytes: expect.any(Number),
    });
    const { frame, rejected } = await read(target, everyType.schema);
    expect(rejected).toEqual([]);
    const back = await frame.collect({ engine: "arquero" });
    expect(back.schema).toEqual(everyType.schema);
    expect(plain(back)).toEqual(plain(everyType));
  });

  test.each(formats)("to %s without any row is a file without rows", async (name, write, read) => {
    const target = join(await temporaryFolder(), name);
    const columns = Object.fromEntries(everyType.schema.map((field) => [field.name, []]));
    const written = await write(fromColumns({ ...everyType, rowCount: 0, columns }), target);
    expect(written.rows).toBe(0);
    const { frame, rejected } = await read(target, everyType.schema);
    expect(rejected).toEqual([]);
    expect((await frame.collect()).rowCount).toBe(0);
  });

  test.each(formats.filter(([name]) => /parquet|arrow/.test(name)))(
    "to %s tells its own types",
    async (name, write, read) => {
      const target = join(await temporaryFolder(), name);
      await write(fromColumns(everyType), target);
      const { frame } = await read(target);
      expect(frame.schema).toEqual(everyType.schema);
    },
  );
});
