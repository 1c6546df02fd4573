import { describe, expect, test } from "@jest/globals";
import { encodeArrow } from "../../../src/arrow/index.ts";
import {
  fromRows,
  readArrow,
  readJson,
  readNdjson,
  readParquet,
  scanNdjson,
  scanParquet,
  schemaText,
} from "../../../src/frame/index.ts";
import { encodeParquet } from "../../../src/parquet/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { rowsOf } from "../conforms.ts";
import { files, inPieces } from "./files.ts";

const schema = [
  { name: "n", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: true },
] as const satisfies Schema;
const rows = [
  { n: 1, t: "ä😀" },
  { n: 2, t: null },
];
const lines = `${rows.map((row) => JSON.stringify(row)).join("\n\n")}\n`;

describe("reading files", () => {
  test.each([1, 4, 9])("gives the same rows from pieces of %i bytes", async (size) => {
    const { frame } = await readNdjson(inPieces(lines, size), schema);
    expect(await frame.toRows()).toEqual(rows);
  });

  test("of JSON takes an object or an array a file", async () => {
    const { frame, rejected } = await readJson(files(JSON.stringify(rows), '{"n":3}', '[1,{"n":"x"}]', "{"), schema);
    expect(await rowsOf(frame)).toEqual([...rows, { n: 3, t: null }]);
    expect(rejected.map(({ file, line, reason }) => `${file}:${line} ${reason.replace(/JSON:.*/, "JSON")}`)).toEqual([
      "file-2:1 the value is no object",
      'file-2:2 n is "x", not int32',
      "file-3:1 the file is not JSON",
    ]);
  });

  test("of Parquet and Arrow takes their own columns, or those that the schema names", async () => {
    const table = await fromRows(rows, schema).collect();
    const parquet = encodeParquet(table);
    const arrow = encodeArrow(table);
    expect(await rowsOf((await readParquet(() => files(parquet, parquet))).frame)).toEqual([...rows, ...rows]);
    expect(await rowsOf((await readArrow(() => files(arrow))).frame)).toEqual(rows);
    const some = [{ name: "t", type: "string", nullable: true }] as const satisfies Schema;
    expect(await (await readArrow(files(arrow), some)).frame.toRows()).toEqual([{ t: "ä😀" }, { t: null }]);
    const other = [{ name: "t", type: "int32", nullable: true }] as const satisfies Schema;
    await expect(readArrow(files(arrow), other)).rejects.toThrow("another type in column 't'");
  });

  test("without a schema looks at the first rows, and says the schema as a program would", async () => {
    const { frame } = await readNdjson(() => files('{"a":1,"b":{"c":[1.5]}}\n{"a":2}'));
    expect(frame.schema.map((field) => field.name)).toEqual(["a", "b"]);
    expect(schemaText(schema)).toBe(
      '[\n  { name: "n", type: "int32", nullable: false },\n  { name: "t", type: "string", nullable: true },\n] as const satisfies Schema',
    );
    await expect(readNdjson(() => files("")) as Promise<unknown>).rejects.toThrow("no row to tell");
    await expect(readNdjson(files(lines) as never) as Promise<unknown>).rejects.toThrow("read twice");
  });

  test("that is strict fails at the first line that is no row", async () => {
    await expect(readNdjson(files('{"n":1}\n{"n":"x"}'), schema, { strict: true })).rejects.toThrow(
      'file-0, line 2: n is "x", not int32',
    );
  });
});

describe("scanning files", () => {
  test("reads them anew each time, on either engine, and gives the same rows whatever columns are asked for", async () => {
    let read = 0;
    const frame = scanNdjson(() => {
      read += 1;
      return files(lines, '{"n":3,"t":5}\n{"n":4}');
    }, schema);
    expect(await rowsOf(frame)).toEqual([...rows, { n: 4, t: null }]);
    const before = read;
    expect(await frame.select("n").toRows({ engine: "duckdb" })).toEqual([{ n: 1 }, { n: 2 }, { n: 4 }]);
    expect(read).toBe(before + 1);
  });

  test("runs on DuckDB unless another engine is named, and says so", async () => {
    const lines: string[] = [];
    const table = await fromRows(rows, schema).collect();
    const frame = scanParquet(() => files(encodeParquet(table)), schema);
    expect(await frame.toRows({ onNotice: (line) => lines.push(line) })).toEqual(rows);
    expect(lines).toEqual([expect.stringContaining("piece by piece: this runs on DuckDB")]);
  });
});

describe("numbers of many digits", () => {
  const digits = [
    { name: "whole", type: "int64", nullable: true },
    { name: "decimal", type: { kind: "decimal", precision: 38, scale: 20 }, nullable: true },
    { name: "float", type: "float64", nullable: true },
  ] as const satisfies Schema;
  const line =
    '{"whole":9007199254740993,"decimal":0.30000000000000001,"float":0.30000000000000004,"t":"# \\" 12345678901234567"}';
  const row = { whole: 9007199254740993n, decimal: "0.30000000000000001000", float: 0.30000000000000004 };

  test("keep all of them in int64 and decimals", async () => {
    expect(await (await readNdjson(files(line), digits)).frame.toRows()).toEqual([row]);
    expect(await (await readJson(files(`[${line}]`), digits)).frame.toRows()).toEqual([row]);
    const { rejected } = await readNdjson(files('{"whole":1.00000000000000001}\n{"decimal":1e30}'), digits);
    expect(rejected.map((one) => one.reason)).toEqual([
      "whole is 1.00000000000000001, not int64",
      "decimal is 1e+30, not decimal(38, 20)",
    ]);
  });

  test("make a column int64 where the schema is told from the rows", async () => {
    const { frame } = await readNdjson(() => files('{"a":1}\n{"a":9007199254740993}'));
    expect(frame.schema).toEqual([{ name: "a", type: "int64", nullable: true }]);
    expect(await rowsOf(frame)).toEqual([{ a: 1n }, { a: 9007199254740993n }]);
  });
});

test("a scan without a schema is refused when it is made", () => {
  const scan = scanNdjson as unknown as (files: string) => unknown;
  expect(() => scan("pins.ndjson")).toThrow("A scan takes the schema of its rows, a list of fields, after the files");
});
