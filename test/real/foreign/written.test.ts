import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type EngineName, type Frame, fromColumns } from "../../../src/frame/index.ts";
import type { ColumnTable, Field } from "../../../src/schema.ts";
import { peers } from "../../bench/batch/peers.js";
import { everyDeltaType, everyType } from "../../frame/write/every-type.ts";
import { pythonWith, runPython } from "../../support/python.ts";
import { describeReal } from "../../support/real.ts";
import { type ShownTable, shownTable } from "../../support/shown-table.ts";
import { temporaryFolder } from "../../support/temporary.ts";

let python = "";
const needPeers = async () => {
  python = await pythonWith(peers);
};

const script = new URL("files.py", import.meta.url);

type Write = (frame: Frame, target: string, engine: EngineName) => Promise<unknown>;

const formats: Readonly<Record<string, Write>> = {
  parquet: (frame, target, engine) => frame.writeParquet(target, { engine }),
  arrow: (frame, target, engine) => frame.writeArrow(target, { engine }),
  arrows: (frame, target, engine) => frame.writeArrow(target, { engine, format: "stream" }),
  delta: (frame, target, engine) => frame.writeDelta(target, { engine }),
};
const readers: Readonly<Record<string, readonly string[]>> = {
  parquet: ["pyarrow", "duckdb", "polars"],
  arrow: ["pyarrow", "duckdb", "polars"],
  arrows: ["pyarrow", "duckdb", "polars"],
  delta: ["deltalake"],
};

const emptied = (table: ColumnTable): ColumnTable => ({
  ...table,
  rowCount: 0,
  columns: Object.fromEntries(table.schema.map(({ name }) => [name, []])),
});

const inPython = async (jobs: readonly (readonly string[])[]): Promise<readonly ShownTable[]> =>
  JSON.parse(await runPython(python, await readFile(script, "utf8"), [JSON.stringify(jobs)]));

const cases = (["arquero", "duckdb"] as const).flatMap((engine) =>
  Object.entries(formats).flatMap(([format, write]) => {
    const whole = format === "delta" ? everyDeltaType : everyType;
    return [whole, emptied(whole)].map((table) => ({ engine, format, write, table, rows: table.rowCount }));
  }),
);

await describeReal("a table of every type", [needPeers], () => {
  let folder: string;
  const read = new Map<string, ShownTable | undefined>();
  const pathOf = ({ engine, format, rows }: (typeof cases)[number]) => join(folder, `${engine}-${rows}.${format}`);

  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const one of cases) await one.write(fromColumns(one.table), pathOf(one), one.engine);
    const jobs = cases.flatMap((one) => (readers[one.format] ?? []).map((tool) => [tool, pathOf(one), one.format]));
    const told = await inPython(jobs);
    for (const [index, job] of jobs.entries()) read.set(job.join(" "), told[index]);
  });

  describe.each(cases)("of $rows rows that $engine wrote as $format", (one) => {
    test.each(readers[one.format] ?? [])("is to %s what it was", (tool) => {
      expect(read.get([tool, pathOf(one), one.format].join(" "))).toEqual(shownTable(one.table));
    });
  });
});

const texts = ["ndjson", "json", "csv"] as const;
type Text = (typeof texts)[number];

const writeText = (frame: Frame, format: Text, target: string, engine: EngineName) => {
  if (format === "csv") return frame.writeCsv(target, { engine });
  return format === "json" ? frame.writeJson(target, { engine }) : frame.writeNdjson(target, { engine });
};

/** A column as a text file holds it, for a reader that is told its type: bytes as base64, and in CSV nested values as JSON. */
const textColumn = async (field: Field, format: Text, folder: string): Promise<ColumnTable> => {
  const table = oneColumn(field, everyType.columns[field.name] ?? []);
  const asText = (values: readonly unknown[]) => oneColumn({ ...field, type: "string" }, values);
  if (field.type === "binary")
    return asText(
      Array.from(table.columns.x ?? [], (value) => value && Buffer.from(value as Uint8Array).toString("base64")),
    );
  if (format !== "csv" || typeof field.type === "string" || field.type.kind === "decimal") return table;
  const lines = join(folder, `${field.name}.nested.ndjson`);
  await fromColumns(table).writeNdjson(lines, { overwrite: true });
  const values = (await readFile(lines, "utf8")).trimEnd().split("\n");
  return asText(
    values.map((line) => line.slice(line.indexOf('"x":') + 4, -1)).map((text) => (text === "null" ? null : text)),
  );
};

/** A column beside one without nulls, so that no line is blank. */
const oneColumn = ({ type }: Field, values: ArrayLike<unknown>): ColumnTable => ({
  schema: [
    { name: "row", type: "int32", nullable: true },
    { name: "x", type, nullable: true },
  ],
  rowCount: 5,
  columns: { row: [0, 1, 2, 3, 4], x: values },
});

/**
 * What readers cannot do even when they are told the types: pyarrow takes no text in JSON for a number or a date, and no
 * map; polars takes no text for a float or decimal there, in lines no small integer, and as keys texts alone; in lists it
 * takes -0 for 0.
 */
const beyond: Readonly<Record<string, readonly string[]>> = {
  "pyarrow ndjson": ["float32", "float64", "date", "lists", "struct", "map", "amounts", "numbers"],
  "polars ndjson": [
    ...["int8", "int16", "float32", "float64", "decimal", "decimal18", "decimal38"],
    ...["lists", "struct", "amounts", "numbers"],
  ],
  "polars json": ["float32", "float64", "lists", "numbers"],
};

await describeReal("a column of each type that is written as text", [needPeers], () => {
  const jobs: (readonly string[])[] = [];
  const wanted: { readonly name: string; readonly key: string; readonly table: ColumnTable }[] = [];
  const otherBytes: string[] = [];
  let told: readonly ShownTable[];

  beforeAll(async () => {
    const folder = await temporaryFolder();
    for (const field of everyType.schema) {
      for (const format of texts) {
        const path = join(folder, `${field.name}.${format}`);
        const frame = fromColumns(oneColumn(field, everyType.columns[field.name] ?? []));
        await writeText(frame, format, path, "arquero");
        await writeText(frame, format, `${path}.duckdb`, "duckdb");
        if (!(await readFile(path)).equals(await readFile(`${path}.duckdb`))) otherBytes.push(path);
        const table = await textColumn(field, format, folder);
        await fromColumns(table).writeArrow(`${path}.arrow`);
        for (const tool of ["pyarrow", "duckdb", "polars"]) {
          if (tool === "pyarrow" && format === "json") continue;
          jobs.push([tool, path, format]);
          wanted.push({ name: field.name, key: `${tool} ${format}`, table });
        }
      }
    }
    told = await inPython(jobs);
  });

  const keys = texts.flatMap((format) => ["pyarrow", "duckdb", "polars"].map((tool) => `${tool} ${format}`));
  test.each(keys.filter((key) => key !== "pyarrow json"))("is to %s what it was", (key) => {
    const differs = wanted.flatMap((one, index) => {
      if (one.key !== key || isDeepStrictEqual(told[index], shownTable(one.table))) return [];
      return [one.name];
    });
    expect(differs).toEqual(beyond[key] ?? []);
  });

  test("is written by both engines in the same bytes", () => expect(otherBytes).toEqual([]));
});

await describeReal("a file of many batches", [needPeers], () => {
  const rowCount = 140_000;
  const many: ColumnTable = {
    schema: [
      { name: "n", type: "int64", nullable: false },
      { name: "t", type: "string", nullable: true },
      { name: "d", type: { kind: "decimal", precision: 20, scale: 1 }, nullable: true },
    ],
    rowCount,
    columns: {
      n: BigInt64Array.from({ length: rowCount }, (_, row) => BigInt(row)),
      t: Array.from({ length: rowCount }, (_, row) => (row % 7 === 0 ? null : `text ${row % 1000}`)),
      d: Array.from({ length: rowCount }, (_, row) => (row % 5 === 0 ? null : `-${row}.5`)),
    },
  };

  test.each(["arrow", "arrows", "parquet"])("is read whole from %s", async (format) => {
    const path = join(await temporaryFolder(), `many.${format}`);
    await formats[format]?.(fromColumns(many), path, "arquero");
    for (const found of await inPython((readers[format] ?? []).map((tool) => [tool, path, format]))) {
      expect(isDeepStrictEqual(found, shownTable(many))).toBe(true);
    }
  });
});
