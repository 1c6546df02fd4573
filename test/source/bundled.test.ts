import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { bundledSource, generateTables, type Row } from "../../src/source/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("the bundled tables give the row at an offset of each table", async () => {
  const source = bundledSource();
  const tables = generateTables();
  expect(source.describe).toBe("bundled tables");
  expect(await source.rowAt("pinterest_data", 7528)).toEqual(tables.pinterest_data[7528]);
  expect(await source.rowAt("geolocation_data", 0)).toEqual(tables.geolocation_data[0]);
  expect(await source.rowAt("user_data", 11_153)).toEqual(tables.user_data[11_153]);
  await source.close();
});

test("the bundled tables are counted and read in order", async () => {
  const source = bundledSource();
  const rows: Row[] = [];
  for await (const row of source.rows("user_data")) rows.push(row);
  expect(rows).toHaveLength(await source.count("user_data"));
  expect(rows.at(-1)?.ind).toBe(11_153);
});

test.each([11_154, -1, 0.5])("an offset of %d names the table and its count", async (offset) => {
  await expect(bundledSource().rowAt("geolocation_data", offset)).rejects.toThrow(
    `geolocation_data has no row at offset ${offset}: it has 11154 rows, so offsets are 0 to 11153 (bundled tables)`,
  );
});

test("a file that is missing or broken is named with the command that makes it again", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "user_data.ndjson.gz"), "not gzip");
  const source = bundledSource({ folder });
  await expect(source.count("pinterest_data")).rejects.toThrow(
    /pinterest_data\.ndjson\.gz: .*ENOENT.*pinbook data generate/,
  );
  await expect(source.count("user_data")).rejects.toThrow(
    /user_data\.ndjson\.gz: .*incorrect header check.*pinbook data generate/,
  );
});
