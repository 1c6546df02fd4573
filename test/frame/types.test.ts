import { expect, test } from "@jest/globals";
import { type Frame, fromRows, op, type RowOf } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";

const schema = [
  { name: "ind", type: "int32", nullable: false },
  { name: "title", type: "string", nullable: true },
  { name: "big", type: "int64", nullable: false },
  { name: "tags", type: { kind: "list", element: "string", containsNull: false }, nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "bytes", type: "binary", nullable: true },
] as const satisfies Schema;

const pins = fromRows([], schema);

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._: Equal<A, B> extends true ? [] : [difference: { is: A; should: B }]): void => {};
type RowType<F> = F extends Frame<infer R> ? R : never;

test("a schema gives the type of its rows", () => {
  same<
    RowOf<typeof schema>,
    {
      readonly ind: number;
      readonly title: string | null;
      readonly big: bigint;
      readonly tags: readonly string[] | null;
      readonly at: Date | null;
      readonly bytes: Uint8Array | null;
    }
  >();
  expect(pins.schema).toEqual(schema);
});

test("verbs carry types on", () => {
  const derived = pins.select("ind", "title").derive((d) => ({
    long: d.title.length().gt(10),
    known: d.title.orElse("none"),
    both: d.ind.add(1),
    group: op.when(d.ind.lt(3), "low").otherwise(null),
  }));
  same<
    RowType<typeof derived>,
    {
      readonly ind: number;
      readonly title: string | null;
      readonly long: boolean | null;
      readonly known: string;
      readonly both: number;
      readonly group: string | null;
    }
  >();
  const rolled = pins.groupby("title").rollup((d) => ({ n: op.count(), most: op.max(d.ind), total: op.sum(d.big) }));
  same<
    RowType<typeof rolled>,
    { readonly title: string | null; readonly n: number; readonly most: number | null; readonly total: bigint | null }
  >();
  const joined = pins.select("ind").joinLeft(pins.select("ind", "at"), "ind");
  same<RowType<typeof joined>, { readonly ind: number; readonly at: Date | null }>();
  const renamed = pins.select("ind", "at").rename({ ind: "index" });
  same<RowType<typeof renamed>, { readonly index: number; readonly at: Date | null }>();
  const unrolled = pins.select("tags").unroll("tags");
  same<RowType<typeof unrolled>, { readonly tags: string }>();
  const bytes = pins.select("title", "bytes").derive((d) => ({
    bytes: d.bytes.concat(Uint8Array.of(0)),
    hex: d.bytes.orElse(Uint8Array.of()).hex(),
    long: d.bytes.length(),
    read: d.title.orElse("").fromHex(),
    tried: d.title.tryFromBase64(),
    utf8: d.title.cast("binary"),
  }));
  same<
    RowType<typeof bytes>,
    {
      readonly title: string | null;
      readonly bytes: Uint8Array | null;
      readonly hex: string;
      readonly long: number | null;
      readonly read: Uint8Array;
      readonly tried: Uint8Array | null;
      readonly utf8: Uint8Array | null;
    }
  >();
  const fewer = pins.except(pins, { all: true }).intersect(pins);
  same<RowType<typeof fewer>, RowOf<typeof schema>>();
  expect(derived.schema.map((field) => field.nullable)).toEqual([false, true, true, false, false, true]);
});

/** Never called: what follows must not compile. */
const refused = () => {
  // @ts-expect-error a column that is not there
  pins.derive((d) => ({ x: d.titel.lower() }));
  // @ts-expect-error a column that is not there
  pins.select("titel");
  // @ts-expect-error a column that is not there, beside one that is
  pins.rename({ ind: "index", titel: "title" });
  // @ts-expect-error a number compared with text
  pins.filter((d) => d.ind.eq("1"));
  // @ts-expect-error a bigint compared with a number
  pins.filter((d) => d.big.gt(1));
  // @ts-expect-error a timestamp compared with text
  pins.filter((d) => d.at.lt("2020-01-01"));
  // @ts-expect-error a condition that is a number
  pins.filter((d) => d.ind);
  // @ts-expect-error bytes compared with text
  pins.filter((d) => d.bytes.eq("00"));
  // @ts-expect-error bytes put behind text
  pins.derive((d) => ({ x: d.bytes.concat(d.title) }));
  // @ts-expect-error rows of other columns
  pins.except(fromRows([{ other: 1 }]), { all: true });
  // @ts-expect-error a method that text does not have
  pins.derive((d) => ({ x: d.title.year() }));
  // @ts-expect-error a sum of text
  pins.rollup((d) => ({ x: op.sum(d.title) }));
  // @ts-expect-error a key that only one side has
  pins.join(fromRows([{ other: 1 }]), "ind");
  // @ts-expect-error a frame of other columns
  pins.concat(fromRows([{ other: 1 }]));
  // @ts-expect-error a group by a column that is not there
  pins.groupby("titel");
  // @ts-expect-error a value that may be null used as one that is not
  pins.toRows().then((rows) => rows[0]?.title.length);
  // @ts-expect-error a cast to a type that does not exist
  pins.derive((d) => ({ x: d.ind.cast("integer") }));
};

test("what does not compile is checked by the compiler", () => {
  expect(refused).toBeInstanceOf(Function);
});
