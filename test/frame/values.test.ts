import { describe, expect, test } from "@jest/globals";
import {
  collectAll,
  type EngineName,
  type Frame,
  fromArquero,
  fromArrow,
  fromColumns,
  fromRows,
  type Row,
  type RowOf,
  tableToRows,
  toRowsAll,
} from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { expectConforming } from "./conforms.ts";

const schema = [
  { name: "id", type: "int64", nullable: false },
  { name: "views", type: "int64", nullable: true },
  {
    name: "deep",
    type: { kind: "list", element: { kind: "list", element: "int64", containsNull: true }, containsNull: true },
    nullable: true,
  },
  {
    name: "own",
    type: {
      kind: "struct",
      fields: [
        { name: "count", type: "int64", nullable: true },
        { name: "label", type: "string", nullable: false },
        { name: "at", type: "timestamp", nullable: true },
      ],
    },
    nullable: true,
  },
  {
    name: "by",
    type: { kind: "map", key: "int64", value: "int64", valueContainsNull: true },
    nullable: true,
  },
  { name: "day", type: "date", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "exact", type: { kind: "decimal", precision: 20, scale: 0 }, nullable: true },
] as const satisfies Schema;

const most = 2n ** 53n - 1n;
const given: readonly RowOf<typeof schema>[] = [
  {
    id: most,
    views: -most,
    deep: [[1n, null, -2n], [], null],
    own: { count: 3n, label: "a", at: new Date(5) },
    by: new Map([[4n, null]]),
    day: new Date("1969-12-31"),
    at: new Date(-1),
    exact: "99999999999999999999" as never,
  },
  { id: 0n, views: null, deep: null, own: null, by: null, day: null, at: null, exact: null },
];
const asNumbers = [
  {
    id: Number(most),
    views: -Number(most),
    deep: [[1, null, -2], [], null],
    own: { count: 3, label: "a", at: new Date(5) },
    by: new Map([[4, null]]),
    day: new Date("1969-12-31"),
    at: new Date(-1),
    exact: "99999999999999999999",
  },
  { id: 0, views: null, deep: null, own: null, by: null, day: null, at: null, exact: null },
];

const frame = fromRows(given, schema);
const engines: readonly EngineName[] = ["arquero", "duckdb"];

const allOf = async <T>(rows: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
};

describe.each(engines)("int64 from %s", (engine) => {
  test("comes as bigint unless numbers are asked for", async () => {
    expect(await frame.toRows({ engine })).toEqual(given);
    expect(await frame.toRows({ engine, int64: "bigint" })).toEqual(given);
    expect(await allOf(frame.rows({ engine }))).toEqual(given);
    expect(await allOf(frame)).toEqual(given);
  });

  test("comes as numbers in rows, all at once, one by one and of several frames", async () => {
    expect(await frame.toRows({ engine, int64: "number" })).toEqual(asNumbers);
    expect(await allOf(frame.rows({ engine, int64: "number" }))).toEqual(asNumbers);
    const [one, other] = await toRowsAll([frame, frame.select("id")], { engine, int64: "number" });
    expect(one).toEqual(asNumbers);
    expect(other).toEqual([{ id: Number(most) }, { id: 0 }]);
  });

  test("comes as numbers in tables, whose schema says so", async () => {
    const tables = [await frame.collect({ engine, int64: "number" })];
    for await (const batch of frame.batches(1, { engine, int64: "number" })) tables.push(batch);
    for (const table of tables) {
      expectConforming(table);
      expect(table.schema.slice(0, 2).map((field) => field.type)).toEqual(["float64", "float64"]);
      expect(table.schema.slice(5)).toEqual(schema.slice(5));
    }
    expect(tables.slice(1).flatMap((table) => tableToRows(table))).toEqual(asNumbers);
    const [kept] = await collectAll([fromColumns(tables[0] as never)], { engine });
    expect(tableToRows(kept)).toEqual(asNumbers);
  });

  test("comes as numbers in Arquero's and Arrow's tables, and goes back into int64", async () => {
    const arquero = await frame.toArquero({ engine, int64: "number" });
    expect(arquero.array("id")).toEqual([Number(most), 0]);
    expect(await fromArquero(arquero, schema).toRows()).toEqual(given);
    const arrow = fromArrow(await frame.toArrow({ engine, int64: "number" }));
    expect(await arrow.toRows()).toEqual(asNumbers);
  });

  const large: readonly (readonly [column: keyof RowOf<typeof schema>, value: unknown])[] = [
    ["id", most + 1n],
    ["views", -most - 1n],
    ["deep", [[0n], [1n, 2n ** 62n]]],
    ["own", { count: -(2n ** 63n), label: "b", at: null }],
    ["by", new Map([[2n ** 60n, 1n]])],
    ["by", new Map([[1n, 2n ** 60n]])],
  ];
  test.each(large)(
    "that a number would round is refused with its row and column, %s, and is there as bigint",
    async (name, value) => {
      const rows = [...given, ...given, { ...given[0], [name]: value }];
      const far = fromRows(rows, schema);
      const digits = /A number would round -?\d{16,} in row 5 of the column '(\w+)': .*bigint.*string/;
      const asked: readonly Promise<unknown>[] = [
        far.toRows({ engine, int64: "number" }),
        far.collect({ engine, int64: "number" }),
        far.toArquero({ engine, int64: "number" }),
        far.toArrow({ engine, int64: "number" }),
        far.toDanfo({ engine, int64: "number" }),
        toRowsAll([far], { engine, int64: "number" }),
        allOf(far.rows({ engine, int64: "number" })),
        allOf(far.batches(2, { engine, int64: "number" })),
      ];
      const outcomes = await Promise.allSettled(asked);
      for (const outcome of outcomes) {
        const message = outcome.status === "rejected" ? outcome.reason.message : outcome.status;
        expect(message).toMatch(digits);
        expect(message).toContain(`'${name}'`);
      }
      expect(await far.toRows({ engine })).toEqual(rows);
    },
  );
});

describe.each(engines)("times from %s", (engine) => {
  const times = fromColumns<{ readonly at: Date | null; readonly wall: Date; readonly day: Date | null }>({
    schema: [
      { name: "at", type: "timestamp", nullable: true },
      { name: "wall", type: "timestamp_ntz", nullable: false },
      { name: "day", type: "date", nullable: true },
      { name: "list", type: { kind: "list", element: "timestamp", containsNull: true }, nullable: false },
    ],
    rowCount: 2,
    columns: {
      at: [1_598_586_767_123_456n, null],
      wall: [-1n, 0n],
      day: [-1, null],
      list: [[1n, null], []],
    },
  });

  test("are Dates, which hold milliseconds, unless something else is asked for", async () => {
    expect((await times.toRows({ engine })).map((row) => Object.values(row))).toEqual([
      [new Date(1_598_586_767_123), new Date(-1), new Date("1969-12-31"), [new Date(0), null]],
      [null, new Date(0), null, []],
    ]);
  });

  test("have all their digits as text", async () => {
    const texts = [
      ["2020-08-28 03:52:47.123456", "1969-12-31 23:59:59.999999", "1969-12-31", ["1970-01-01 00:00:00.000001", null]],
      [null, "1970-01-01 00:00:00", null, []],
    ];
    const rows = await times.toRows({ engine, times: "text" });
    expect(rows.map((row) => Object.values(row))).toEqual(texts);
    const again = await fromRows(rows, times.schema).collect();
    expect(again.columns).toEqual((await times.collect({ engine })).columns);
    expect((await allOf(times.rows({ engine, times: "text" }))).map((row) => row.wall)).toEqual([
      "1969-12-31 23:59:59.999999",
      "1970-01-01 00:00:00",
    ]);
    expect((await times.toArquero({ engine, times: "text" })).get("day", 0)).toBe("1969-12-31");
  });

  test("are microseconds as bigint, beside int64 as numbers", async () => {
    const [rows] = await toRowsAll([times.derive((d) => ({ id: d.wall.microsecond().cast("int64") }))], {
      engine,
      int64: "number",
      times: "micros",
    });
    expect(rows.map((row) => Object.values(row))).toEqual([
      [1_598_586_767_123_456n, -1n, -86_400_000_000n, [1n, null], 999_999],
      [null, 0n, null, [], 0],
    ]);
  });
});

test("a choice that there is not is refused before anything runs", async () => {
  const never = new Error("it ran");
  const unread = frame.derive((d) => ({ x: d.id }));
  const broken = Object.assign(Object.create(Object.getPrototypeOf(unread)), {
    plan: unread.plan,
    sources: { table: () => Promise.reject(never) },
  }) as Frame;
  await expect(broken.toRows({ int64: "numbr" as "number" })).rejects.toThrow(
    'The option int64 is "bigint" or "number", not "numbr".',
  );
  await expect(broken.collect({ int64: "float" as "number" })).rejects.toThrow("The option int64 is");
  await expect(allOf(broken.rows({ times: "iso" as "text" }))).rejects.toThrow(
    'The option times is "date" or "text" or "micros", not "iso".',
  );
});

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._: Equal<A, B> extends true ? [] : [difference: { is: A; should: B }]): void => {};

/** Never called: the compiler checks it. */
const typed = async () => {
  type R = RowOf<typeof schema>;
  const plain = await frame.toRows({ engine: "duckdb" });
  same<typeof plain, readonly R[]>();
  same<Awaited<ReturnType<typeof frame.toRows>>, readonly R[]>();
  const numbers = await frame.select("id", "views", "deep", "own", "by", "at").toRows({ int64: "number" });
  interface Numbers {
    readonly id: number;
    readonly views: number | null;
    readonly deep: readonly (readonly (number | null)[] | null)[] | null;
    readonly own: { readonly count: number | null; readonly label: string; readonly at: Date | null } | null;
    readonly by: ReadonlyMap<number, number | null> | null;
    readonly at: Date | null;
  }
  const asNumbers: readonly Numbers[] = numbers;
  const back: typeof numbers = [] as readonly Numbers[];
  const texts = await frame.toRows({ times: "text" });
  same<(typeof texts)[number]["at"], string | null>();
  same<(typeof texts)[number]["exact"], R["exact"]>();
  for await (const row of frame.rows({ int64: "number", times: "micros" })) {
    same<typeof row.id, number>();
    same<typeof row.day, bigint | null>();
  }
  for await (const row of frame) same<typeof row, R>();
  const [first, second] = await toRowsAll([frame.select("id"), frame.select("at")], { int64: "number" });
  same<(typeof first)[number]["id"], number>();
  same<(typeof second)[number]["at"], Date | null>();
  const either = await frame.toRows({ int64: "bigint" as "bigint" | "number" });
  same<(typeof either)[number]["id"], number | bigint>();
  const loose: readonly Row[] = await (frame as unknown as Frame).toRows({ int64: "number" });
  // @ts-expect-error bigints where numbers were asked for
  same<(typeof numbers)[number]["id"], bigint>();
  // @ts-expect-error a choice that there is not
  await frame.toRows({ int64: "float" });
  // @ts-expect-error an option that there is not
  await frame.toRows({ int46: "number" });
  // @ts-expect-error Danfo has no bigints
  await frame.toDanfo({ int64: "bigint" });
  // @ts-expect-error numbers and bigints are not one
  numbers.map((row) => row.id + 1n);
  // @ts-expect-error texts are no Dates
  texts.map((row) => row.at?.getTime());
  return [asNumbers, back, loose];
};

test("what does not compile is checked by the compiler", () => {
  expect(typed).toBeInstanceOf(Function);
});
