import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { fromColumns, readDelta } from "../../../src/frame/index.ts";
import type { ColumnTable, DataType } from "../../../src/schema.ts";
import { peers } from "../../bench/batch/peers.js";
import { pythonWith, runPython } from "../../support/python.ts";
import { describeReal } from "../../support/real.ts";
import { type ShownTable, shownTable } from "../../support/shown-table.ts";
import { temporaryFolder } from "../../support/temporary.ts";

let python = "";
const needPeers = async () => {
  python = await pythonWith(peers);
};

/** By type, values that a table is divided by. */
const divisions: Readonly<Record<string, readonly [DataType, readonly unknown[]]>> = {
  string: ["string", ["a b", "x/y=%20#?", "é😀", "..", "null", "1"]],
  boolean: ["boolean", [true, false]],
  int8: ["int8", [-128, 0]],
  int16: ["int16", [-32768]],
  int32: ["int32", [-(2 ** 31), 7]],
  int64: ["int64", [2n ** 63n - 1n, -(2n ** 63n)]],
  float32: ["float32", [0.5, -2]],
  float64: ["float64", [0.1, 1e21, Number.NaN, Number.POSITIVE_INFINITY]],
  date: ["date", [0, -1, 19_000]],
  timestamp: ["timestamp", [-1n, 0n, 1_600_000_000_123_456n]],
  timestamp_ntz: ["timestamp_ntz", [-1n, 1_500_000n]],
  // Not below 0: of -0.50 delta-rs itself makes 0.-50 when it reads a partition.
  decimal: [{ kind: "decimal", precision: 10, scale: 2 }, ["0.50", "12345678.90"]],
};

const tableOf = ([type, values]: readonly [DataType, readonly unknown[]]): ColumnTable => ({
  schema: [
    { name: "p", type, nullable: true },
    { name: "n", type: "int32", nullable: true },
  ],
  rowCount: values.length + 1,
  columns: { p: [...values, null], n: Array.from({ length: values.length + 1 }, (_, row) => row) },
});

const byNumber = ({ types, columns }: ShownTable) => ({
  types: Object.fromEntries(Object.entries(types).sort()),
  rows: (columns.n ?? []).map((n, row) => [Number(n), columns.p?.[row]] as const).sort(([a], [b]) => a - b),
});

const program = `
from deltalake import DeltaTable, write_deltalake
folder, *names = sys.argv[1:]
def all_rows(name):
    return shown(DeltaTable(f"{folder}/{name}").to_pyarrow_table())
def rewrite(name):
    table = DeltaTable(f"{folder}/{name}").to_pyarrow_table()
    write_deltalake(f"{folder}/{name}-theirs", table, partition_by=["p"])
    write_deltalake(f"{folder}/{name}", table, mode="append")
    return all_rows(name)
print(json.dumps({name: [all_rows(name), rewrite(name)] for name in names}))
`;

await describeReal("a Delta table that is divided by a column", [needPeers], () => {
  let folder: string;
  let told: Readonly<Record<string, readonly [ShownTable, ShownTable]>>;

  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const [name, division] of Object.entries(divisions))
      await fromColumns(tableOf(division)).writeDelta(join(folder, name), { partitionBy: "p" });
    const files = await readFile(new URL("files.py", import.meta.url), "utf8");
    const script = files.slice(0, files.indexOf("if __name__")) + program;
    told = JSON.parse(await runPython(python, script, [folder, ...Object.keys(divisions)]));
  });

  const ours = async (name: string): Promise<ShownTable> =>
    shownTable(await (await readDelta(join(folder, name))).collect());

  test.each(Object.entries(divisions))("of type %s is to delta-rs what it was, and back", async (name, division) => {
    const wanted = byNumber(shownTable(tableOf(division)));
    const twice = { ...wanted, rows: wanted.rows.flatMap((row) => [row, row]) };
    const [before, after] = told[name] ?? [];
    expect(before && byNumber(before)).toEqual(wanted);
    expect(after && byNumber(after)).toEqual(twice);
    expect(byNumber(await ours(name))).toEqual(twice);
    expect(byNumber(await ours(`${name}-theirs`))).toEqual(wanted);
  });
});

await describeReal("a divided Delta table of many versions", [needPeers], () => {
  test("is read by delta-rs over the checkpoint that pinbook wrote, files taken out too", async () => {
    const folder = await temporaryFolder();
    const frame = fromColumns(tableOf(divisions.string as (typeof divisions)[string]));
    for (let round = 0; round < 10; round++) await frame.writeDelta(folder, { mode: "append", partitionBy: "p" });
    await frame.slice(0, 1).writeDelta(folder, { mode: "overwritePartitions" });
    await frame.slice(1, 2).writeDelta(folder, { mode: "append" });
    const files = await readFile(new URL("files.py", import.meta.url), "utf8");
    const script = `${files.slice(0, files.indexOf("if __name__"))}
print(json.dumps(shown(with_deltalake(sys.argv[1], "delta"))))`;
    const told = JSON.parse(await runPython(python, script, [folder])) as ShownTable;
    const found = shownTable(await (await readDelta(folder)).collect());
    expect(byNumber(told)).toEqual(byNumber(found));
    expect(found.columns.n).toHaveLength(6 * 10 + 1 + 1);
    expect((await readdir(join(folder, "_delta_log"))).some((name) => name.endsWith("10.checkpoint.parquet"))).toBe(
      true,
    );
  });
});

await describeReal("a Delta table of delta-rs with what pinbook does not know", [needPeers], () => {
  test.each([
    ["delta.enableDeletionVectors", "true", "deletionVectors"],
    ["delta.columnMapping.mode", "name", "column mapping"],
  ])("(%s) is refused by name", async (key, value, named) => {
    const folder = await temporaryFolder();
    await runPython(
      python,
      `
import sys
from deltalake import DeltaTable, Schema
import pyarrow as pa
DeltaTable.create(sys.argv[1], schema=Schema.from_arrow(pa.schema([("n", pa.int64())])), configuration={"${key}": "${value}"})
`,
      [folder],
    );
    await expect(readDelta(folder)).rejects.toThrow(named);
  });
});
