import { describe, expect, test } from "@jest/globals";
import { type Engine, fromColumns, fromRows, op } from "../../src/frame/index.ts";

const frame = fromRows([{ ind: 1, title: "a", at: new Date(0) }], undefined, { name: "pins" });

const isFrozen = (value: unknown): boolean =>
  typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));

describe("a plan", () => {
  const planned = frame
    .derive((d) => ({ year: d.at.year(), long: op.when(d.title.length().gt(5), "long").otherwise(null) }))
    .groupby("year")
    .rollup((d) => ({ n: op.count(), first: op.first(d.title) }))
    .orderby("n")
    .join(frame.select("ind").rename({ ind: "year" }), "year");

  test("is frozen, and JSON keeps it", () => {
    expect(isFrozen(planned.plan)).toBe(true);
    expect(JSON.parse(JSON.stringify(planned.plan))).toEqual(planned.plan);
  });

  test("knows its columns without running", () => {
    expect(planned.schema).toEqual([
      { name: "year", type: "int32", nullable: false },
      { name: "n", type: "int32", nullable: false },
      { name: "first", type: "string", nullable: true },
    ]);
  });

  test("of equal verbs is equal, so that it can be hashed", () => {
    const again = () => frame.filter((d) => d.title.matches(/^a/i)).select("ind");
    expect(JSON.stringify(again().plan)).toBe(JSON.stringify(again().plan));
  });

  test("runs nothing until it is collected, then asks a source once", async () => {
    let asked = 0;
    const { plan, sources } = frame;
    const counted = Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [
        name,
        async () => {
          asked++;
          return typeof source === "function" ? source() : source;
        },
      ]),
    );
    const lazy = new (frame.constructor as new (...args: unknown[]) => typeof frame)(plan, counted);
    const twice = lazy.concat(lazy);
    expect(asked).toBe(0);
    expect(await twice.toRows()).toHaveLength(2);
    expect(asked).toBe(1);
  });

  test("runs on the engine that is given", async () => {
    const engine: Engine = {
      name: "none",
      run: async (plan) => ({ schema: [], rowCount: plan.verb === "slice" ? 7 : 0, columns: {} }),
    };
    expect((await frame.slice(0, 1).collect({ engine })).rowCount).toBe(7);
  });

  test("shows its columns and steps as text", () => {
    expect(String(frame.filter((d) => d.ind.gt(1)).select("title"))).toBe(
      "Frame of title string\nread pins → filter → select title",
    );
  });
});

describe("rows as columns", () => {
  test("must be as long as the table says", () => {
    const schema = [{ name: "a", type: "int32", nullable: false }] as const;
    expect(() => fromColumns({ schema, rowCount: 2, columns: { a: [1] } })).toThrow("The column 'a' has 1 values");
  });

  test("may be typed arrays and other array-likes", async () => {
    const schema = [
      { name: "a", type: "int32", nullable: false },
      { name: "b", type: "int64", nullable: false },
      { name: "c", type: "string", nullable: false },
    ] as const;
    const columns = { a: new Int32Array([2, 1]), b: new BigInt64Array([2n, 1n]), c: { length: 2, 0: "x", 1: "y" } };
    const sorted = fromColumns<{ a: number; b: bigint; c: string }>({ schema, rowCount: 2, columns }).orderby("a");
    expect(await sorted.filter((d) => d.b.gt(0n)).toRows()).toEqual([
      { a: 1, b: 1n, c: "y" },
      { a: 2, b: 2n, c: "x" },
    ]);
  });
});

describe("rows as objects", () => {
  test("tell their types", () => {
    const rows = [
      { i: 1, f: 1, t: null, l: ["a"], g: 1n, d: new Date(0), s: { x: 1 } },
      { i: 2, f: 1.5, t: "x", l: [], g: 2n, d: new Date(1), s: { x: 2 } },
    ];
    expect(fromRows(rows).schema.map((field) => [field.name, field.type, field.nullable])).toEqual([
      ["i", "int32", false],
      ["f", "float64", false],
      ["t", "string", true],
      ["l", { kind: "list", element: "string", containsNull: false }, false],
      ["g", "int64", false],
      ["d", "timestamp", false],
      ["s", { kind: "struct", fields: [{ name: "x", type: "int32", nullable: false }] }, false],
    ]);
  });

  test("tell the types of lists and structs from all of them", () => {
    const rows = [
      { l: [], s: { a: 1, b: null } },
      { l: [null, 2], s: { a: 1.5, b: "x" } },
    ];
    expect(fromRows(rows).schema.map((field) => field.type)).toEqual([
      { kind: "list", element: "int32", containsNull: true },
      {
        kind: "struct",
        fields: [
          { name: "a", type: "float64", nullable: false },
          { name: "b", type: "string", nullable: true },
        ],
      },
    ]);
  });

  test("of mixed types, or of no value at all, are refused", () => {
    expect(() => fromRows([{ a: 1 }, { a: "1" }])).toThrow("The column 'a' mixes int32 and string");
    expect(() => fromRows([{ a: null }])).toThrow("The column 'a' has no value to tell its type from");
    expect(() => fromRows([{ a: [1] }, { a: 1 }])).toThrow("The column 'a' holds lists beside other values");
  });

  test("that do not fit the schema are refused with the row's number", () => {
    const schema = [{ name: "a", type: "int32", nullable: false }] as const;
    expect(() => fromRows([{ a: 1 }, { a: 1.5 }], schema)).toThrow(
      "Row 2 does not fit the schema: a is 1.5, not int32.",
    );
    expect(() => fromRows([{}], schema)).toThrow("a is missing");
  });
});
