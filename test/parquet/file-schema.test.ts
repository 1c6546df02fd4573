import { describe, expect, test } from "@jest/globals";
import { parquetWriteBuffer } from "hyparquet-writer";
import { encodeParquet, parquetFileSchema } from "../../src/parquet/index.ts";
import type { Schema } from "../../src/schema.ts";

const text = { name: "x", type: "string", nullable: true } as const;
const schema: Schema = [
  { name: "b", type: "boolean", nullable: false },
  ...(["int8", "int16", "int32", "int64", "float32", "float64", "string", "binary", "date", "timestamp"] as const).map(
    (type) => ({ name: type, type, nullable: true }),
  ),
  { name: "ntz", type: "timestamp_ntz", nullable: true },
  { name: "l", type: { kind: "list", element: "int32", containsNull: false }, nullable: false },
  {
    name: "ll",
    type: { kind: "list", element: { kind: "list", element: "string", containsNull: true }, containsNull: true },
    nullable: true,
  },
  { name: "m", type: { kind: "map", key: "string", value: "int64", valueContainsNull: true }, nullable: true },
  { name: "s", type: { kind: "struct", fields: [text, { name: "y", type: "date", nullable: false }] }, nullable: true },
];
const empty = { schema, rowCount: 0, columns: Object.fromEntries(schema.map(({ name }) => [name, []])) };

describe("the columns of a Parquet file", () => {
  test("are those that it was written with", async () => {
    expect(await parquetFileSchema(encodeParquet(empty), "x.parquet")).toEqual({ schema, rowCount: 0 });
  });

  test("of unsigned numbers are of the next larger type", async () => {
    const buffer = parquetWriteBuffer({
      columnData: [{ name: "u", data: [1] }],
      schema: [
        { name: "root", num_children: 1 },
        { name: "u", type: "INT32", converted_type: "UINT_16", repetition_type: "REQUIRED" },
      ],
    });
    const { schema: found } = await parquetFileSchema(new Uint8Array(buffer), "x.parquet");
    expect(found).toEqual([{ name: "u", type: "int32", nullable: false }]);
  });

  test("of a type that is not read are named, and so is a file that is none", async () => {
    const buffer = parquetWriteBuffer({
      columnData: [{ name: "t", data: [1] }],
      schema: [
        { name: "root", num_children: 1 },
        { name: "t", type: "INT32", converted_type: "TIME_MILLIS", repetition_type: "REQUIRED" },
      ],
    });
    await expect(parquetFileSchema(new Uint8Array(buffer), "x.parquet")).rejects.toThrow(
      /x\.parquet.*column t.*TIME_MILLIS/,
    );
    await expect(parquetFileSchema(new TextEncoder().encode("{}"), "y")).rejects.toThrow("the Parquet file y");
  });
});
