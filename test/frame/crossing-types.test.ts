import { describe, expect, test } from "@jest/globals";
import { table as arqueroTable } from "arquero";
import {
  collectAll,
  type EngineName,
  type Frame,
  fromArquero,
  fromArrow,
  fromColumns,
  fromDanfo,
  fromRows,
  type Row,
  tableToRows,
} from "../../src/frame/index.ts";
import type { DataType, Schema } from "../../src/schema.ts";
import { keepDuckdbOpen } from "../support/duckdb-folder.ts";

keepDuckdbOpen();

/** By type, values that are hard to carry, as TypeScript sees them. */
const hard: readonly (readonly [string, DataType, readonly unknown[]])[] = [
  ["boolean", "boolean", [true, false, null]],
  ["int8", "int8", [-128, 127, 0, null]],
  ["int16", "int16", [-32_768, 32_767, null]],
  ["int32", "int32", [-2_147_483_648, 2_147_483_647, null]],
  ["int64", "int64", [2n ** 53n - 1n, -(2n ** 53n) + 1n, 0n, null]],
  ["float32", "float32", [0.5, -1.5, null]],
  ["float64", "float64", [0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324, null]],
  ["string", "string", ["", "a", "😀👩‍👩‍👧", "null", 'a"b\n', "\u0000", "N,o", null]],
  ["date", "date", [new Date("1969-12-31"), new Date("0001-01-01"), new Date("9999-12-31"), null]],
  ["timestamp", "timestamp", [new Date(-1), new Date("1583-01-01T00:00:00.001Z"), new Date(0), null]],
  ["timestamp_ntz", "timestamp_ntz", [new Date("2020-02-29T23:59:59.999Z"), null]],
  ["decimal", { kind: "decimal", precision: 38, scale: 2 }, ["12345678901234567890123456789012345.67", "-0.01", null]],
  ["list", { kind: "list", element: "string", containsNull: true }, [[], ["", null, "😀"], null]],
  [
    "deep",
    { kind: "list", element: { kind: "list", element: "int64", containsNull: true }, containsNull: true },
    [[[1n, null], [], null], null],
  ],
  [
    "struct",
    {
      kind: "struct",
      fields: [
        { name: "at", type: "timestamp", nullable: true },
        { name: "day", type: "date", nullable: true },
        { name: "big", type: "int64", nullable: true },
      ],
    },
    [{ at: new Date(-1500), day: new Date("1900-02-28"), big: 2n ** 62n }, { at: null, day: null, big: null }, null],
  ],
  [
    "map",
    {
      kind: "map",
      key: "int32",
      value: { kind: "list", element: "string", containsNull: false },
      valueContainsNull: true,
    },
    [
      new Map<number, unknown>([
        [1, ["a"]],
        [-2, null],
      ]),
      new Map(),
      null,
    ],
  ],
];
const binary = ["binary", "binary", [new Uint8Array([0, 255]), new Uint8Array(0), null]] as const;

const fieldOf = (name: string, type: DataType): Schema => [{ name, type, nullable: true }];
const engines: readonly EngineName[] = ["arquero", "duckdb"];
const crossings = engines.flatMap((engine) =>
  [...hard, binary].map(([name, type, values]) => ({ engine, name, type, values })),
);

describe.each(crossings)("a column of $name, collected on $engine", ({ engine, name, type, values }) => {
  const schema = fieldOf(name, type);
  const rows = values.map((value) => ({ [name]: value }));
  const frames = [
    { what: "all values", frame: fromRows(rows, schema), rows },
    {
      what: "nulls alone",
      frame: fromRows([{ [name]: null }, { [name]: null }], schema),
      rows: [{ [name]: null }, { [name]: null }],
    },
    { what: "no rows", frame: fromRows([], schema), rows: [] },
  ] as const;

  test.each(frames)("crosses to rows, batches and Arrow and back with $what", async ({ frame, rows }) => {
    expect(frame.schema).toEqual(schema);
    expect(await frame.toRows({ engine })).toEqual(rows);
    const batched: Row[] = [];
    for await (const batch of frame.batches(2, { engine })) {
      expect(batch.schema).toEqual(schema);
      batched.push(...tableToRows(batch));
    }
    expect(batched).toEqual(rows);
    for (const format of ["stream", "file"] as const) {
      const bytes = await frame.toArrow({ engine, format });
      await expectSame(fromArrow(bytes), schema, rows);
      await expectSame(fromArrow(bytes, schema), schema, rows);
    }
  });

  test.each(frames)("crosses to Arquero and back with $what", async ({ frame, rows }) => {
    const table = await frame.toArquero({ engine });
    expect(table.numRows()).toBe(rows.length);
    await expectSame(fromArquero(table, schema), schema, rows);
  });

  if (name === "binary") return;
  test.each(frames)("crosses to Danfo and back with $what", async ({ frame, rows }) => {
    const danfo = await frame.toDanfo({ engine });
    expect(danfo.shape[0]).toBe(rows.length);
    await expectSame(fromDanfo(danfo, schema), schema, rows);
  });
});

const expectSame = async (frame: Frame, schema: Schema, rows: readonly Row[]): Promise<void> => {
  expect(frame.schema).toEqual(schema);
  expect(await frame.toRows()).toEqual(rows);
};

describe("what cannot cross", () => {
  const refusals: readonly (readonly [string, DataType, unknown, string])[] = [
    ["bytes", "binary", new Uint8Array(1), "Danfo has no type for the bytes of the column 'bytes'"],
    ["lists", { kind: "list", element: "binary", containsNull: false }, [], "for the bytes of the column 'lists'"],
    ["far", "int64", 2n ** 53n, "A number would round 9007199254740992 in row 1 of the column 'far'"],
    [
      "odd",
      { kind: "list", element: "float64", containsNull: false },
      [Number.NaN],
      "'odd' as JSON text, which has no NaN",
    ],
    ["zero", { kind: "list", element: "float64", containsNull: false }, [-0], "'zero' as JSON text, which has no -0"],
  ];
  test.each(refusals)("to Danfo is refused by the name of the column: %s", async (name, type, value, message) => {
    await expect(fromRows([{ [name]: value }], fieldOf(name, type)).toDanfo()).rejects.toThrow(message);
  });

  test("from Arrow is refused by the name of the column, with what is there", async () => {
    const bytes = await fromRows([{ n: 1, t: null }], [
      { name: "n", type: "int32", nullable: false },
      { name: "t", type: "string", nullable: true },
    ] as const).toArrow();
    const wrong = (field: Schema[number]) => () => fromArrow(bytes, [field]);
    expect(wrong({ name: "n", type: "string", nullable: true })).toThrow(
      "The column 'n' is int32 in the Arrow data and string in the schema",
    );
    expect(wrong({ name: "m", type: "int32", nullable: true })).toThrow("The Arrow data has no column 'm'");
    expect(wrong({ name: "t", type: "string", nullable: false })).toThrow(
      "Row 1 does not fit the schema: t is missing",
    );
    expect(() => fromArrow(new Uint8Array([1, 2, 3]))).toThrow("cannot be read");
  });

  test("from Arquero, Danfo and rows is refused by column and row", async () => {
    const schema = [{ name: "n", type: "int8", nullable: true }] as const satisfies Schema;
    expect(() => fromArquero(arqueroTable({ n: [1, 128] }), schema)).toThrow("Row 2 does not fit the schema: n is 128");
    expect(() => fromRows([{ n: 1.5 }], schema)).toThrow("Row 1 does not fit the schema: n is 1.5, not int8");
    const danfo = await fromRows([{ n: 1 }, { n: 300 }]).toDanfo();
    expect(() => fromDanfo(danfo, schema)).toThrow("Row 2 does not fit the schema: n is 300, not int8");
  });
});

describe("rows come bit by bit", () => {
  const many = fromRows(Array.from({ length: 5000 }, (_, n) => ({ n, t: `t${n}` }))).filter((d) => d.n.ge(10));

  test.each(engines)("as batches on %s, in order and as many as were asked for", async (engine) => {
    const sizes: number[] = [];
    const seen: unknown[] = [];
    for await (const { rowCount, columns } of many.batches(2048, { engine })) {
      sizes.push(rowCount);
      seen.push(...Array.from(columns.n ?? []));
    }
    expect(sizes).toEqual([2048, 2048, 894]);
    expect(seen).toEqual(Array.from({ length: 4990 }, (_, at) => at + 10));
  });

  test.each(engines)("as batches on %s, and end when they are no longer wanted", async (engine) => {
    const seen: number[] = [];
    for await (const { rowCount } of many.batches(2048, { engine })) {
      seen.push(rowCount);
      break;
    }
    expect(seen).toEqual([2048]);
    expect((await collectAll([many], { engine }))[0].rowCount).toBe(4990);
  });

  test("as typed rows of the frame itself", async () => {
    let sum = 0;
    for await (const { n, t } of many) {
      sum += n;
      expect(t.slice(1)).toBe(String(n));
      if (n === 20) break;
    }
    expect(sum).toBe(165);
  });
});

test("columns as other arrays cross too", async () => {
  const frame = fromColumns({
    schema: fieldOf("n", "int32"),
    rowCount: 3,
    columns: { n: new Int32Array([1, 2, 3]) },
  });
  const sizes: number[] = [];
  for await (const batch of frame.batches(2, { engine: "arquero" })) sizes.push(batch.rowCount);
  expect(sizes).toEqual([2, 1]);
  expect(await fromArrow(await frame.toArrow()).toRows()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});
