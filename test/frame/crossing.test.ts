import { describe, expect, test } from "@jest/globals";
import { table as arqueroTable } from "arquero";
import { fromArquero, fromDanfo, fromRows } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { rowsOf } from "./conforms.ts";

const schema = [
  { name: "ind", type: "int32", nullable: false },
  { name: "title", type: "string", nullable: true },
  { name: "share", type: "float64", nullable: true },
  { name: "done", type: "boolean", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "day", type: "date", nullable: true },
  { name: "tags", type: { kind: "list", element: "string", containsNull: false }, nullable: true },
  { name: "big", type: "int64", nullable: true },
] as const satisfies Schema;

const rows = [
  { ind: 1, title: "a <b>", share: 0.5, done: true, at: new Date(-1500), day: new Date(0), tags: ["x", "y"], big: 5n },
  { ind: 2, title: null, share: null, done: null, at: null, day: null, tags: null, big: null },
];
const frame = fromRows(rows, schema);

describe("a frame", () => {
  test("becomes an Arquero table and comes back the same", async () => {
    const table = await frame.toArquero();
    expect(table.columnNames()).toEqual(schema.map((field) => field.name));
    expect(table.get("at", 0)).toEqual(new Date(-1500));
    expect(await rowsOf(fromArquero(table, schema))).toEqual(rows);
  });

  test("comes from an Arquero table that is filtered and ordered, with inferred types", async () => {
    const table = arqueroTable({ a: [3, 1, 2], b: ["x", null, "z"] })
      .orderby("a")
      .slice(0, 2);
    const crossed = fromArquero<{ a: number; b: string | null }>(table);
    expect(crossed.schema.map((field) => field.type)).toEqual(["int32", "string"]);
    expect(await rowsOf(crossed)).toEqual([
      { a: 1, b: null },
      { a: 2, b: "z" },
    ]);
  });

  test("becomes a Danfo frame and comes back the same", async () => {
    const danfo = await frame.toDanfo();
    expect(danfo.shape).toEqual([2, 8]);
    expect(danfo.columns).toEqual(schema.map((field) => field.name));
    expect(await rowsOf(fromDanfo(danfo, schema))).toEqual(rows);
  });

  test("of no rows becomes a Danfo frame with its columns", async () => {
    const danfo = await frame.slice(0, 0).toDanfo();
    expect(danfo.columns).toEqual(schema.map((field) => field.name));
    expect(await rowsOf(fromDanfo(danfo, schema))).toEqual([]);
  });

  test("takes Danfo's NaN for null, but in columns of floats", async () => {
    const danfo = await fromRows([
      { name: "a", count: 1, share: 0.5 },
      { name: "User Info Error", count: 2, share: Number.NaN },
    ]).toDanfo();
    const replaced = danfo.replace("User Info Error", Number.NaN).replace(2, Number.NaN, { columns: ["count"] });
    const given = [
      { name: "name", type: "string", nullable: true },
      { name: "count", type: "int32", nullable: true },
      { name: "share", type: "float64", nullable: true },
    ] as const satisfies Schema;
    expect(await rowsOf(fromDanfo(replaced, given))).toEqual([
      { name: "a", count: 1, share: 0.5 },
      { name: null, count: null, share: Number.NaN },
    ]);
    expect(await rowsOf(fromDanfo(replaced).select("name", "share"))).toEqual([
      { name: "a", share: 0.5 },
      { name: null, share: Number.NaN },
    ]);
  });

  test.each(["index", "values", "shape", "$data"])("refuses to cross to Danfo with a column named %s", async (name) => {
    await expect(fromRows([{ [name]: 1 }]).toDanfo()).rejects.toThrow(
      `The column '${name}' would hide what Danfo itself keeps under that name: rename it first`,
    );
  });

  test("has int64 inside Danfo's JSON as digits, or as numbers where they are asked for, and both come back", async () => {
    const lists = [
      { name: "l", type: { kind: "list", element: "int64", containsNull: true }, nullable: true },
    ] as const satisfies Schema;
    const given = [{ l: [1n, null, 2n ** 53n - 1n] }, { l: null }];
    const usual = await fromRows(given, lists).toDanfo();
    expect(usual.column("l").values[0]).toBe('["1",null,"9007199254740991"]');
    expect(await rowsOf(fromDanfo(usual, lists))).toEqual(given);
    const numbers = await fromRows(given, lists).toDanfo({ int64: "number" });
    expect(numbers.column("l").values[0]).toBe("[1,null,9007199254740991]");
    expect(await rowsOf(fromDanfo(numbers, lists))).toEqual(given);
  });

  test("refuses to cross to Danfo where a number would be rounded", async () => {
    const big = fromRows([{ big: 2n ** 60n }]);
    await expect(big.toDanfo()).rejects.toThrow(
      "A number would round 1152921504606846976 in row 1 of the column 'big'",
    );
  });
});
