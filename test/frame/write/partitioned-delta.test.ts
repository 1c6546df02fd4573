import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readSnapshot, tableHistory } from "../../../src/delta/index.ts";
import { type Frame, fromRows, op, type RowOf, readDelta } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { openPlace } from "../../../src/storage/index.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";

const folder = duckdbFolder();

const schema = [
  { name: "country", type: "string", nullable: true },
  { name: "day", type: "date", nullable: false },
  { name: "n", type: "int32", nullable: false },
] as const satisfies Schema;
type R = RowOf<typeof schema>;

const days = [new Date("1969-12-31"), new Date("2024-02-29")] as const;
const rows: readonly R[] = Array.from({ length: 40 }, (_, n) => ({
  country: ["DE", "a/b c", null, "é"][n % 4] ?? null,
  day: days[n % 3 === 0 ? 0 : 1],
  n,
}));
const frame: Frame<R> = fromRows(rows, schema);

const sorted = async (target: string) => (await readDelta(target, schema)).orderby("n").toRows();
const filesAt = async (target: string) => (await readSnapshot(openPlace(target))).files;

describe.each(["arquero", "duckdb"] as const)("a Delta table that %s writes by the values of columns", (engine) => {
  const targetOf = (name: string) => join(folder.path, `${engine}-${name}`);

  test("has a file for each of them, and gives the rows again", async () => {
    const target = targetOf("by");
    const written = await frame.writeDelta(target, { engine, partitionBy: ["country", "day"] });
    expect(written).toMatchObject({ version: 0, rows: 40, files: 8 });
    expect(await sorted(target)).toEqual(rows);
    const [file] = await filesAt(target);
    expect(Object.keys(file?.partitionValues ?? {})).toEqual(["country", "day"]);
    expect((await tableHistory(openPlace(target)))[0]?.operationParameters).toMatchObject({
      partitionBy: '["country","day"]',
    });
  });

  test("is appended to and overwritten, whole, by the rows' partitions, or by a condition", async () => {
    const target = targetOf("modes");
    await frame.writeDelta(target, { engine, mode: "append", partitionBy: "country" });
    const more = frame.filter((d) => d.n.lt(2)).derive((d) => ({ n: d.n.add(100) }));
    expect(await more.writeDelta(target, { engine, mode: "append" })).toMatchObject({ version: 1, files: 2 });
    expect(await sorted(target)).toHaveLength(42);
    const germany = more.filter((d) => d.country.eq("DE"));
    await germany.writeDelta(target, { engine, mode: "overwritePartitions" });
    expect((await sorted(target)).filter(({ country }) => country === "DE").map(({ n }) => n)).toEqual([100]);
    await frame
      .filter((d) => d.country.isNull())
      .filter((d) => d.n.lt(4))
      .writeDelta(target, { engine, mode: "overwrite", replaceWhere: (d) => d.country.isNull().or(d.country.eq("é")) });
    const left = await sorted(target);
    expect(left.filter(({ country }) => country === "é" || country === null).map(({ n }) => n)).toEqual([2]);
    expect(left.filter(({ country }) => country === "a/b c")).toHaveLength(11);
    await germany.writeDelta(target, { engine, mode: "overwrite" });
    expect(await sorted(target)).toHaveLength(1);
    expect((await readSnapshot(openPlace(target))).metadata.partitionColumns).toEqual(["country"]);
  });

  test("refuses conditions on other columns, rows that are not of them, and another division", async () => {
    const target = targetOf("refused");
    await frame.writeDelta(target, { engine, partitionBy: "country" });
    const replace = (replaceWhere: NonNullable<Parameters<typeof frame.writeDelta>[1]>["replaceWhere"]) =>
      frame.writeDelta(target, { engine, mode: "overwrite", ...(replaceWhere && { replaceWhere }) });
    await expect(replace((d) => d.n.gt(3))).rejects.toThrow(
      "replaceWhere names 'n', by which the table is not partitioned",
    );
    await expect(replace((d) => op.max(d.n).gt(3))).rejects.toThrow("without aggregates");
    await expect(replace((d) => d.country.eq("DE"))).rejects.toThrow("are not of what they are to take the place of");
    await expect(
      frame.writeDelta(target, { engine, mode: "append", replaceWhere: (d) => d.country.eq("DE") }),
    ).rejects.toThrow('replaceWhere is for the mode "overwrite", and not for "append"');
    await expect(frame.writeDelta(target, { engine, mode: "append", partitionBy: "day" })).rejects.toThrow(
      "is partitioned by country and not by day",
    );
    expect((await readSnapshot(openPlace(target))).version).toBe(0);
    expect(await sorted(target)).toEqual(rows);
  });
});
