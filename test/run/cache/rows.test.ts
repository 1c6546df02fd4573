import { isDeepStrictEqual } from "node:util";
import { deserialize, serialize } from "node:v8";
import { describe, expect, test } from "@jest/globals";
import { table } from "arquero";
import { type DanfoParts, decodeSnapshot, encodeGroups } from "../../../src/run/cache/index.ts";
import { isSecretText, Secret } from "../../../src/secret.ts";

const danfo = (await import("danfojs-node")) as unknown as Record<
  string,
  new (
    data: unknown,
    options?: object,
  ) => object
>;

class Held {
  readonly row: unknown;
  constructor(row: unknown) {
    this.row = row;
  }
  [Symbol.for("pinbook.save")]() {
    return { row: this.row };
  }
  // It copies what it is given: all of that has to be there.
  static [Symbol.for("pinbook.restore")]({ row }: { row: object }) {
    return new Held(structuredClone(row));
  }
}

const named: Record<string, object> = { Held };
const context = {
  nameOf: (value: object) => Object.entries(named).find(([, one]) => one === value)?.[0],
  isSecret: isSecretText,
  putBlob: () => "",
  stored: new WeakMap<object, string>(),
};
const decoding = {
  named: (name: string) => named[name],
  imported: async () => undefined,
  blob: () => undefined,
  arquero: async (columns: unknown) => table(columns as never),
  danfo: async (name: string, { data, options }: DanfoParts) => new danfo[name]!(data, options),
};
const groupsOf = (values: Record<string, unknown>) => encodeGroups(new Map(Object.entries(values)), context);
const bytesOf = (values: Record<string, unknown>): Uint8Array => {
  const [group, ...others] = groupsOf(values);
  if (!group?.bytes || others.length > 0) throw new Error(group?.why ?? "it is more than one group");
  return group.bytes;
};
const again = async <T extends Record<string, unknown>>(values: T): Promise<T> =>
  Object.fromEntries(await decodeSnapshot(bytesOf(values), decoding)) as T;

// Many times as fast as toStrictEqual.
const expectSame = (value: unknown, expected: unknown): void => expect(isDeepStrictEqual(value, expected)).toBe(true);

const many = 1100;
const rowsOf = <T>(make: (at: number) => T): T[] => Array.from({ length: many }, (_, at) => make(at));
const mixed = (at: number) => ({
  whole: at - 600,
  small: at % 5,
  real: at / 7,
  text: `row ${at}`,
  often: ["one", "two", "drei é😀", ""][at % 4],
  flag: at % 3 === 0,
  big: BigInt(at) - 5n,
  when: new Date(at * 1e9),
  missing: at % 10 === 0 ? null : at,
});

describe("many rows", () => {
  test("come back with the types of their values, and take less than V8's own form", async () => {
    const rows = rowsOf(mixed);
    const { rows: back } = await again({ rows });
    expectSame(back, rows);
    expect(Object.keys(back[0] ?? {})).toEqual(Object.keys(mixed(0)));
    expect(bytesOf({ rows }).length).toBeLessThan(serialize(rows).length / 2);
    expect(bytesOf({ rows: back })).toEqual(bytesOf({ rows }));
  });

  test.each<[string, (at: number) => unknown]>([
    ["-0 among whole numbers", (at) => (at === 7 ? -0 : at)],
    ["NaN and infinities", (at) => [Number.NaN, Infinity, -Infinity, 1][at % 4]],
    ["numbers of more than 32 bits", (at) => at * 2 ** 40],
    ["bigints of more than 64 bits", (at) => (at === 3 ? 2n ** 64n : 1n)],
    ["the ends of 64 bits", (at) => (at % 2 ? 2n ** 63n - 1n : -(2n ** 63n))],
    ["dates before 1970 and at their ends", (at) => new Date([-1, 0, 8.64e15, -8.64e15, 2 ** 32][at % 5] ?? 0)],
    ["texts with half a pair", (at) => (at % 2 ? "\ud83d" : "\ude00")],
    ["texts of several scripts, all different", (at) => `${at} é 漢 😀`],
    ["undefined beside null", (at) => (at % 2 ? undefined : null)],
    ["nulls alone", () => null],
    ["values of several types", (at) => [1, "1", true, 1n, null, undefined][at % 6]],
    ["lists and objects", (at) => [[at], { at }, new Map([[at, at]]), null][at % 4]],
    ["bytes", (at) => new Uint8Array([at, 1])],
    ["symbols that are registered", (at) => Symbol.for(String(at % 3))],
  ])("keep %s", async (_, value) => {
    const rows = rowsOf((at) => ({ at, value: value(at) }));
    expectSame((await again({ rows })).rows, rows);
    const lists = rowsOf((at) => [value(at), at]);
    expectSame((await again({ lists })).lists, lists);
  });

  test("keep a date that is none", async () => {
    const rows = rowsOf((at) => ({ when: new Date(at === 5 ? Number.NaN : at) }));
    const { rows: back } = await again({ rows });
    expect(back.map(({ when }) => when.getTime())).toEqual(rows.map(({ when }) => when.getTime()));
  });

  test.each<[string, unknown[]]>([
    ["have other fields", [...rowsOf((at) => ({ at })), { at: 1, b: 2 }]],
    ["lack a field", [...rowsOf((at) => ({ at, b: at })), { at: 1 }]],
    ["have them in another order", [...rowsOf((at) => ({ at, b: at })), { b: 1, at: 2 }]],
    ["are of other lengths", [...rowsOf((at) => [at, 1]), [1]]],
    ["have holes", [...rowsOf((at) => [at, 1]), [1, ...new Array(1)]]],
    ["are no objects", [...rowsOf((at) => ({ at })), 7, null]],
    ["have no prototype", [...rowsOf((at) => ({ at })), Object.assign(Object.create(null), { at: 1 })]],
    ["have a field __proto__", rowsOf((at) => JSON.parse(`{"__proto__":${at},"a":1}`))],
    ["have names that are numbers", rowsOf((at) => ({ 2: at, 1: "a", b: 1 }))],
    ["have no fields", rowsOf(() => ({}))],
  ])("where some %s come back so", async (_, rows) => {
    const { rows: back } = await again({ rows });
    expectSame(back, rows);
    expect(back.map((row) => JSON.stringify(Object.keys(Object(row))))).toEqual(
      rows.map((row) => JSON.stringify(Object.keys(Object(row)))),
    );
  });

  test("that are frozen stay so, and so does their list", async () => {
    const rows = rowsOf((at) => Object.freeze({ at }));
    const list = Object.freeze(rowsOf((at) => ({ at })));
    expect((await again({ rows })).rows.every(Object.isFrozen)).toBe(true);
    const back = (await again({ list })).list;
    expect([Object.isFrozen(back), Object.isFrozen(back[0])]).toEqual([true, false]);
  });

  test("are the very rows and dates that others hold", async () => {
    const rows = rowsOf((at) => ({ at, when: new Date(at), inner: { at } }));
    rows[9] = rows[8] as (typeof rows)[0];
    const values = {
      byName: new Map(rows.slice(0, 1050).map((row) => [row.at, row])),
      first: rows[0],
      rows,
      sixth: { when: rows[5]?.when, inner: rows[5]?.inner },
      turned: rows.toReversed(),
    };
    const back = await again(values);
    expectSame(back.rows, rows);
    expect(back.first).toBe(back.rows[0]);
    expect(back.rows[9]).toBe(back.rows[8]);
    expect(back.byName.get(1040)).toBe(back.rows[1040]);
    expect(back.turned.every((row, at) => row === back.rows[many - 1 - at])).toBe(true);
    expect(back.sixth.when).toBe(back.rows[5]?.when);
    expect(back.sixth.inner).toBe(back.rows[5]?.inner);
  });

  test("that are half known from elsewhere come back in their order", async () => {
    const rows = rowsOf((at) => ({ at, b: `${at}` }));
    const back = await again({ a: rows.filter((_, at) => at % 3 === 0), rows });
    expectSame(back.rows, rows);
    expect(back.a[1]).toBe(back.rows[3]);
  });

  test("are complete where a class is restored from one of them", async () => {
    const rows = rowsOf((at) => ({ at, inner: { at } }));
    const back = await again({ held: new Held(rows[4]), rows });
    expect(back.held.row).toEqual({ at: 4, inner: { at: 4 } });
  });

  test("that hold a credential or a closure are not stored, and the reason names the place", () => {
    new Secret("hunter22");
    const why = (value: (at: number) => unknown) => groupsOf({ rows: rowsOf((at) => ({ at, v: value(at) })) })[0]?.why;
    expect(why((at) => (at === 7 ? "mysql://u:hunter22@h" : "x"))).toMatch(/^rows\[7\] holds a credential/);
    expect(why((at) => (at === 7 ? () => at : "x"))).toMatch(/^rows\[7\]\.v is a function that closes over/);
  });

  test("tell in which form they are kept", () => {
    const forms = (rows: unknown) => groupsOf({ rows })[0]?.forms;
    expect(forms(rowsOf((at) => ({ at })))).toEqual([`rows is kept as ${many} rows in Arrow columns`]);
    expect(forms({ in: rowsOf((at) => ({ at, text: `${at}`, list: [at] })) })).toEqual([
      `rows.in is kept as ${many} rows in Arrow columns; text, list in V8's own form`,
    ]);
    expect(forms(rowsOf((at) => ({ text: `${at}` })))).toEqual([
      `rows is kept as ${many} rows in columns of V8's own form`,
    ]);
    expect(forms([...rowsOf((at) => ({ at })), { b: 1 }])).toEqual([
      `rows is kept as ${many + 1} values, for they are not all rows with the same fields`,
    ]);
    expect(forms(rowsOf(String))).toEqual([]);
  });

  test("of other variables that share none of them are groups of their own", () => {
    const [a, b] = [rowsOf((at) => ({ at })), rowsOf((at) => ({ at }))];
    expect(groupsOf({ a, b }).map(({ names }) => names)).toEqual([["a"], ["b"]]);
    expect(groupsOf({ a, b, c: a[1050] }).map(({ names }) => names)).toEqual([["b"], ["a", "c"]]);
  });
});

describe("a table of Arquero", () => {
  test("comes back with its columns as they were", async () => {
    const columns = {
      when: rowsOf((at) => new Date(at)),
      often: rowsOf((at) => `${at % 3}`),
      list: rowsOf((at) => [at]),
      real: Float64Array.from(rowsOf((at) => at / 3)),
      none: rowsOf(() => undefined),
    };
    const given = table(columns);
    const { t } = await again({ t: given });
    expect(t.columnNames()).toEqual(given.columnNames());
    expect(t.objects()).toStrictEqual(given.objects());
    expect(ArrayBuffer.isView(t.column("real"))).toBe(true);
    const some = given.filter((row: { real: number }) => row.real > 3).reify();
    expect((await again({ some })).some.objects()).toStrictEqual(some.objects());
  });
});

describe("a frame of Danfo", () => {
  const rows = () => rowsOf((at) => [at, `${at % 9}`, at % 4 === 0 ? null : at / 3, at % 2 === 0]);
  const columns = ["a", "b", "c", "d"];

  test("comes back with index, types and settings, and computes the same", async () => {
    const index = rowsOf((at) => `r${at}`);
    const df = new danfo.DataFrame!(rows(), { columns, index, config: { tableMaxRow: 3 } });
    const { df: back } = await again({ df });
    expect(back).toBeInstanceOf(danfo.DataFrame!);
    expect(JSON.stringify(back)).toBe(JSON.stringify(df));
    expect(String(back)).toBe(String(df));
    const sum = (frame: object) => (frame as { b: { unique(): { values: unknown } } }).b.unique().values;
    expect(sum(back)).toEqual(sum(df));
  });

  test("takes less than V8's own form of its rows", () => {
    const texts = rowsOf((at) => [at, `some text that comes again ${at % 9}`]);
    const df = new danfo.DataFrame!(texts, { columns: ["a", "b"] });
    expect(bytesOf({ df }).length).toBeLessThan(serialize(texts).length / 2);
  });

  test("shares its rows with who made it, and a series its values", async () => {
    const given = rows();
    const df = new danfo.DataFrame!(given, { columns });
    const back = await again({ df, given });
    expect((back.df as unknown as { $data: unknown }).$data).toBe(back.given);
    const series = new danfo.Series!(rowsOf((at) => at));
    expect((await again({ series })).series).toEqual(series);
    expect(groupsOf({ series })[0]?.objects.every((object) => typeof object === "object")).toBe(true);
  });

  test("keeps a series of texts and of missing values, and says why it does not keep one of lists", async () => {
    const series = new danfo.Series!(rowsOf((at) => (at % 5 === 3 ? null : `text ${at}`)));
    expect(groupsOf({ series })[0]?.objects.filter((object) => typeof object !== "object")).toEqual([]);
    const { both } = await again({ both: { series, after: rowsOf((at) => ({ at, list: [at] })) } });
    expect(both.series).toEqual(series);
    expect(both.after[7]).toEqual({ at: 7, list: [7] });
    const lists = (series as unknown as { map(of: (text: string) => string[]): object }).map((text) => [text]);
    expect(groupsOf({ lists })[0]?.why).toMatch(/is a Danfo series of lists or objects/);
  });

  test("that was given a field of its own, or other columns than rows, is not stored", () => {
    const own = Object.assign(new danfo.DataFrame!(rows(), { columns }), { mine: 1 });
    expect(groupsOf({ own })[0]?.why).toMatch(/is a Danfo frame with the field mine/);
    const changed = new danfo.DataFrame!(rows(), { columns });
    (changed as unknown as { $data: unknown[][] }).$data[3]![1] = "other";
    expect(groupsOf({ changed })[0]?.why).toMatch(/whose rows and columns do not hold the same/);
  });
});

test("what V8 writes of lists without holes has no places of values", () => {
  const bytes = bytesOf({ list: rowsOf((at) => `text ${at}`) });
  expect(bytes.length).toBeLessThan(serialize(rowsOf((at) => `text ${at}`)).length + 100);
  expect(deserialize(bytes)).toBeDefined();
});

test("a value has the same bytes whatever was encoded before it, and after it came back", async () => {
  const value = { list: [1, 2.5], map: new Map([[1, 2.5]]), object: { a: 1, b: 2.5 } };
  const before = bytesOf({ value });
  for (let at = 0; at < 500; at++) bytesOf({ value: [{}, "a", at, at / 2, [at], new Map([[at, {}]]), { at, b: {} }] });
  expect(bytesOf({ value })).toEqual(before);
  expect(bytesOf(await again({ value }))).toEqual(before);
});
