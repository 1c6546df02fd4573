import { describe, expect, test } from "@jest/globals";
import { type Expr, fromRows, op } from "../../src/frame/index.ts";
import type { Schema } from "../../src/schema.ts";
import { rowsOf } from "./conforms.ts";

const schema = [
  { name: "t", type: "string", nullable: true },
  { name: "i", type: "int32", nullable: true },
  { name: "f", type: "float64", nullable: true },
  { name: "g", type: "int64", nullable: true },
  { name: "b", type: "boolean", nullable: true },
  { name: "c", type: "boolean", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "day", type: "date", nullable: true },
  { name: "dec", type: { kind: "decimal", precision: 10, scale: 2 }, nullable: true },
  { name: "l", type: { kind: "list", element: "string", containsNull: true }, nullable: true },
] as const satisfies Schema;

const one = (row: Record<string, unknown>) => fromRows([row], schema);
type Columns = Parameters<Parameters<ReturnType<typeof one>["derive"]>[0]>[0];
type Case = readonly [title: string, row: Record<string, unknown>, expr: (d: Columns) => Expr, expected: unknown];

const at = (text: string) => new Date(text);
const none = {};

const cases: readonly Case[] = [
  ["null = null is null", none, (d) => d.t.eq(d.t), null],
  ["null < 2 is null", none, (d) => d.i.lt(2), null],
  ["null + 1 is null", none, (d) => d.i.add(1), null],
  ["1 + null is null", { i: 1 }, (d) => d.i.add(null), null],
  ["text and null joined are null", { t: "a" }, (d) => op.concat(d.t, d.t.nullIf("a")), null],
  ["same() takes nulls as equal", none, (d) => d.t.same(null), true],
  ["same() tells null from a value", { t: "" }, (d) => d.t.same(null), false],
  ["false and null is false", { b: false }, (d) => d.b.and(d.c), false],
  ["true and null is null", { b: true }, (d) => d.b.and(d.c), null],
  ["true or null is true", { b: true }, (d) => d.c.or(d.b), true],
  ["false or null is null", { b: false }, (d) => d.b.or(d.c), null],
  ["not null is null", none, (d) => d.b.not(), null],
  ["null in a list is null", none, (d) => d.i.in([1]), null],
  ["a value in a list", { i: 2 }, (d) => d.i.in([1, 2]), true],
  ["a value in no list at all", { i: 2 }, (d) => d.i.in([]), false],
  ["isNull of null", none, (d) => d.l.isNull(), true],
  ["isNotNull of an empty text", { t: "" }, (d) => d.t.isNotNull(), true],
  ["orElse replaces null", none, (d) => d.i.orElse(7), 7],
  ["orElse keeps a value", { i: 0 }, (d) => d.i.orElse(7), 0],
  ["coalesce takes the first that is there", { f: 2.5 }, (d) => op.coalesce(d.i, d.f, 9), 2.5],
  ["a case whose condition is null goes on", none, (d) => op.when(d.b, 1).otherwise(2), 2],
  [
    "a case takes its first true branch",
    { i: 5 },
    (d) => op.when(d.i.gt(1), "a").when(d.i.gt(2), "b").otherwise("c"),
    "a",
  ],
  ["a case of int and float is a float", { i: 5 }, (d) => op.when(d.i.gt(9), d.f).otherwise(1), 1],
  ["NaN equals NaN", { f: Number.NaN }, (d) => d.f.eq(Number.NaN), true],
  ["NaN is above infinity", { f: Number.NaN }, (d) => d.f.gt(Number.POSITIVE_INFINITY), true],
  ["-0 equals 0", { f: -0 }, (d) => d.f.eq(0), true],
  ["-0 keeps its sign as a constant", { f: 1 }, (d) => d.f.mul(-0), -0],
  ["between takes both bounds in", { i: 24 }, (d) => d.i.between(18, 24), true],
  ["whole numbers divide to a float", { i: 7 }, (d) => d.i.div(2), 3.5],
  ["division by zero is null", { i: 7 }, (d) => d.i.div(0), null],
  ["a remainder by zero is null", { i: 7 }, (d) => d.i.mod(0), null],
  ["a remainder has the sign of the first", { i: -7 }, (d) => d.i.mod(2), -1],
  ["a remainder of nothing is 0 and not -0", { i: -4 }, (d) => d.i.mod(2), 0],
  ["round goes away from zero", { f: -2.5 }, (d) => d.f.round(), -3],
  ["round of a half up", { f: 2.5 }, (d) => d.f.round(), 3],
  ["sqrt below zero is null", { f: -1 }, (d) => d.f.sqrt(), null],
  ["ln of zero is null", { f: 0 }, (d) => d.f.ln(), null],
  ["bigints add exactly", { g: 9007199254740993n }, (d) => d.g.add(2n), 9007199254740995n],
  ["bigints compare exactly", { g: 9007199254740993n }, (d) => d.g.gt(9007199254740992n), true],
  ["bigints divide with a remainder", { g: -7n }, (d) => d.g.mod(2n), -1n],
  ["an emoji has length 1", { t: "a😀b" }, (d) => d.t.length(), 3],
  ["text is ordered by code points", { t: "😀" }, (d) => d.t.gt("\uffee"), true],
  ["'a' and 'a ' differ", { t: "a" }, (d) => d.t.eq("a "), false],
  ["trim takes a no-break space", { t: " \u00a0x\n" }, (d) => d.t.trim(), "x"],
  ["lower and upper", { t: "Ää" }, (d) => op.concat(d.t.lower(), d.t.upper()), "ääÄÄ"],
  ["split takes a text and not a pattern", { t: "a.b." }, (d) => d.t.split("."), ["a", "b", ""]],
  ["replace takes every occurrence of a text", { t: "a.a" }, (d) => d.t.replace("a", "$&"), "$&.$&"],
  ["replace takes the first match of a pattern", { t: "aa" }, (d) => d.t.replace(/a/, "b"), "ba"],
  ["replace takes all matches with g", { t: "aa" }, (d) => d.t.replace(/(a)/g, "$1b"), "abab"],
  ["matches keeps no state between rows", { t: "aa" }, (d) => d.t.matches(/a/g), true],
  ["extract gives a group", { t: "28k" }, (d) => d.t.extract(/(\d+)(k)/, 2), "k"],
  ["extract of nothing is null", { t: "x" }, (d) => d.t.extract(/\d/), null],
  ["nullIf of a pattern", { t: "Untitled" }, (d) => d.t.nullIf(/^Untitled$/), null],
  ["nullIf of several texts", { t: "b" }, (d) => d.t.nullIf(["a", "b"]), null],
  ["nullIf keeps another value", { t: "c" }, (d) => d.t.nullIf(["a", "b"]), "c"],
  [
    "includes, startsWith, endsWith",
    { t: "abc" },
    (d) => d.t.includes("b").and(d.t.startsWith("a"), d.t.endsWith("c")),
    true,
  ],
  ["the length of a list", { l: ["a", null] }, (d) => d.l.length(), 2],
  ["an element of a list", { l: ["a", "b"] }, (d) => d.l.get(1), "b"],
  ["an element out of range is null", { l: ["a"] }, (d) => d.l.get(3), null],
  ["a list includes a value", { l: [null, "b"] }, (d) => d.l.includes("b"), true],
  ["a list joined leaves nulls out", { l: ["a", null, "b"] }, (d) => d.l.join("-"), "a-b"],
  ["a list of columns keeps nulls", { i: 1 }, (d) => op.list(d.i, d.f), [1, null]],
  ["the year is that of UTC", { at: at("2019-12-31T23:59:59.999Z") }, (d) => d.at.year(), 2019],
  ["a time before 1970", { at: at("1969-12-31T23:59:58Z") }, (d) => d.at.second(), 58],
  ["the weekday of a Sunday is 7", { day: "2024-03-03" }, (d) => d.day.weekday(), 7],
  ["a timestamp against a Date", { at: at("2020-01-02T00:00:00Z") }, (d) => d.at.gt(at("2020-01-01T00:00:00Z")), true],
  ["a date against a Date", { day: "1969-12-31" }, (d) => d.day.eq(at("1969-12-31T00:00:00Z")), true],
  ["text to int", { t: " +12 " }, (d) => d.t.tryCast("int32"), 12],
  ["text with a fraction is no int", { t: "12.7" }, (d) => d.t.tryCast("int32"), null],
  ["hexadecimal is no number", { t: "0x10" }, (d) => d.t.tryCast("float64"), null],
  ["text past int32 is null", { t: "2147483648" }, (d) => d.t.tryCast("int32"), null],
  ["text to a big integer", { t: "9007199254740993" }, (d) => d.t.tryCast("int64"), 9007199254740993n],
  ["an empty text is no number", { t: "" }, (d) => d.t.tryCast("float64"), null],
  ["a float loses its fraction towards zero", { f: -2.9 }, (d) => d.f.cast("int32"), -2],
  ["NaN is no int", { f: Number.NaN }, (d) => d.f.tryCast("int32"), null],
  [
    "text to a timestamp, with a space",
    { t: "2020-08-28 03:52:47" },
    (d) => d.t.cast("timestamp"),
    at("2020-08-28T03:52:47Z"),
  ],
  [
    "text to a timestamp, with a T",
    { t: "2020-08-28T03:52:47" },
    (d) => d.t.cast("timestamp"),
    at("2020-08-28T03:52:47Z"),
  ],
  [
    "text to a timestamp, with an offset",
    { t: "2020-08-28T03:52:47+02:00" },
    (d) => d.t.cast("timestamp"),
    at("2020-08-28T01:52:47Z"),
  ],
  ["no such day", { t: "2023-02-29" }, (d) => d.t.tryCast("timestamp"), null],
  ["a timestamp to text", { at: at("1969-12-31T23:59:59.500Z") }, (d) => d.at.cast("string"), "1969-12-31 23:59:59.5"],
  [
    "a timestamp to a date, before 1970",
    { at: at("1969-12-31T23:00:00Z") },
    (d) => d.at.cast("date"),
    at("1969-12-31T00:00:00Z"),
  ],
  ["a boolean to text", { b: true }, (d) => d.b.cast("string"), "true"],
  ["a decimal to a float", { dec: "12.50" }, (d) => d.dec.cast("float64"), 12.5],
  ["a cast of null is null", none, (d) => d.t.cast("int32"), null],
];

describe("an expression", () => {
  test.each(cases)("%s", async (_, row, expr, expected) => {
    const rows = await rowsOf(one(row).derive((d) => ({ result: expr(d) })));
    expect(rows[0]?.result).toEqual(expected);
  });

  test("is plain data that JSON keeps", () => {
    const { plan } = one({}).derive((d) => ({
      a: op.when(d.f.gt(Number.NaN), d.g.add(1n)).otherwise(null),
      b: d.at.lt(new Date(0)),
    }));
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  test("fails where a cast fails, naming the value", async () => {
    const frame = one({ t: "abc" }).derive((d) => ({ n: d.t.cast("int32") }));
    await expect(frame.collect()).rejects.toThrow("The value abc cannot be cast to int32: use tryCast");
  });

  test("fails where whole numbers leave 32 bits, rather than wrapping", async () => {
    const frame = one({ i: 2147483647 }).derive((d) => ({ n: d.i.add(1) }));
    await expect(frame.collect()).rejects.toThrow("add() gave 2147483648, which does not fit int32");
  });

  test("is refused where its types do not go together, when it is built", () => {
    const untyped = one({}) as unknown as { derive: (spec: (d: never) => unknown) => unknown };
    const built = (spec: (d: Record<string, { eq: (x: unknown) => unknown }>) => unknown) => () =>
      untyped.derive(spec as never);
    expect(built((d) => ({ x: d.i?.eq("1") }))).toThrow("eq() on int32 takes number as argument 1, not string");
    expect(built((d) => ({ x: d.title }))).toThrow("There is no column 'title'.");
    expect(built((d) => ({ x: d.dey }))).toThrow("Did you mean 'day'?");
  });

  test("takes null with its type", async () => {
    expect(() => one({}).derive(() => ({ x: null }))).toThrow("null alone has no type");
    const frame = one({}).derive(() => ({ x: op.nothing("int64") }));
    expect(frame.schema.at(-1)).toEqual({ name: "x", type: "int64", nullable: true });
    expect((await rowsOf(frame))[0]?.x).toBeNull();
  });

  test("refuses an impossible cast when it is built", () => {
    expect(() => one({}).derive((d) => ({ x: d.at.cast("boolean") }))).toThrow("timestamp cannot be cast to boolean");
  });
});
