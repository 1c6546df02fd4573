import { serialize } from "node:v8";
import { describe, expect, test } from "@jest/globals";
import { tableFromIPC } from "@uwdata/flechette";
import { toArrow } from "../../../src/run/cache/columns/arrow.ts";
import { packColumn } from "../../../src/run/cache/columns/pack.ts";
import type { Packed } from "../../../src/run/cache/columns/packed.ts";
import { encodeImmutable } from "../../../src/run/cache/immutable.ts";
import { decodeImmutable, encodeGroups } from "../../../src/run/cache/index.ts";
import { isSecretText, Secret } from "../../../src/secret.ts";

const many = 1500;
const values = <T>(make: (at: number) => T): T[] => Array.from({ length: many }, (_, at) => make(at));
const tableOf = (columns: Record<string, ArrayLike<unknown>>) => ({
  schema: Object.keys(columns).map((name) => ({ name, type: "string", nullable: true })),
  rowCount: many,
  columns,
});

describe("the rows of a frame", () => {
  const table = tableOf({
    id: values((at) => at),
    time: values((at) => (at % 9 === 0 ? null : BigInt(at) * 1000n)),
    category: values((at) => ["art", "beauty", null][at % 3]),
    title: values((at) => `pin ${at} é`),
    tags: values((at) => [`tag ${at}`, null]),
    place: values((at) => ({ latitude: at / 3, longitude: at })),
    extra: values((at) => new Map([["a", at]])),
    real: Float64Array.from(values((at) => at / 7)),
  });

  test("come back the same, and take less than V8's own form", () => {
    const bytes = encodeImmutable(table);
    const back = decodeImmutable(bytes) as typeof table;
    expect(Array.from(back.columns.real ?? [])).toEqual(Array.from(table.columns.real ?? []));
    expect(ArrayBuffer.isView(back.columns.real)).toBe(true);
    const rest = ({ columns: { real: _, ...columns }, ...others }: typeof table) => ({ ...others, columns });
    expect(rest(back)).toEqual(rest(table));
    expect(Object.keys(back.columns)).toEqual(Object.keys(table.columns));
    expect((back as { [key: symbol]: unknown })[Symbol.for("pinbook.immutable")]).toBe(true);
    const flat = tableOf({ id: table.columns.id ?? [], category: table.columns.category ?? [] });
    expect(encodeImmutable(flat).length).toBeLessThan(serialize(flat).length / 2);
  });

  test("are as they are where they are few", () => {
    const few = { schema: [], rowCount: 2, columns: { a: [1, 2] } };
    expect(encodeImmutable(few)).toEqual(new Uint8Array(serialize(few)));
    expect(decodeImmutable(encodeImmutable(few))).toEqual(few);
  });

  test("that hold a credential or a function are not stored", () => {
    new Secret("hunter22");
    const immutable = (value: object) => Object.defineProperty(value, Symbol.for("pinbook.immutable"), { value: true });
    const why = (column: unknown[]) => {
      const context = { nameOf: () => undefined, isSecret: isSecretText, putBlob: () => "x", stored: new WeakMap() };
      return encodeGroups(new Map([["t", immutable(tableOf({ column }))]]), context)[0]?.why;
    };
    expect(why(values(String))).toBeUndefined();
    expect(why(values((at) => (at === 9 ? "key hunter22" : "x")))).toBe("t holds a credential");
    expect(why(values((at) => [`a ${at} hunter22`]))).toBe("t holds a credential");
    expect(why(values((at) => () => at))).toMatch(/^t holds what cannot be stored/);
  });
});

test("columns are an Arrow stream that other readers of Arrow read", () => {
  const columns = [
    values((at) => at % 2 === 0),
    values((at) => (at % 5 === 0 ? null : at - 700)),
    values((at) => at / 3),
    values((at) => BigInt(at) - 3n),
    values((at) => new Date(at * 1e9)),
    values((at) => ["one", "zwei é", null][at % 3]),
  ];
  const bytes = toArrow(columns.map((column) => packColumn(column) as Packed));
  const read = tableFromIPC(bytes, { useBigInt: true, useDate: true });
  expect(read.schema.fields.map(({ type }) => type.typeId)).toEqual([6, 2, 3, 2, 10, -1]);
  for (const [at, column] of columns.entries())
    expect(Array.from(read.getChildAt(at) as Iterable<unknown>)).toEqual(column);
});
