import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import {
  type Frame,
  fromColumns,
  readArrow,
  readCsv,
  readJson,
  readNdjson,
  readParquet,
} from "../../../src/frame/index.ts";
import type { ColumnTable } from "../../../src/schema.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { everyType } from "./every-type.ts";

type Write = (frame: Frame, target: string) => ReturnType<Frame["writeNdjson"]>;

const plain = (table: ColumnTable) =>
  Object.fromEntries(table.schema.map(({ name }) => [name, Array.from(table.columns[name] ?? [])]));

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
