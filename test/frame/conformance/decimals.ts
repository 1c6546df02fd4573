import { desc, fromRows, op } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import type { FrameCase } from "./frame-case.ts";
import { type ExpressionCase, fails, none } from "./one-row.ts";

const nines = "9".repeat(38);
const tooLong = "gave more than 38 digits";

/** Exact numbers: what types results have, how they round, and where they end. */
export const decimalExpressions: readonly ExpressionCase[] = [
  ["decimals add with all digits", { dec: "0.10", price: "0.205" }, (d) => d.dec.add(d.price), "0.305"],
  ["decimals have no error of floats", { dec: "0.10" }, (d) => d.dec.add("0.20").eq("0.30"), true],
  ["decimals subtract below zero", { dec: "1.00", price: "1.005" }, (d) => d.dec.sub(d.price), "-0.005"],
  ["a decimal's sum has a digit more", { dec: "99999999.99" }, (d) => d.dec.add(d.dec), "199999999.98"],
  ["decimals multiply with all digits", { dec: "-1.25", price: "1.125" }, (d) => d.dec.mul(d.price), "-1.40625"],
  ["a decimal's product with a number of JavaScript", { dec: "9.99" }, (d) => d.dec.mul(1.1), "10.989"],
  ["a decimal's product with a whole number", { dec: "9.99" }, (d) => d.dec.mul(3), "29.97"],
  [
    "a decimal's product with a bigint",
    { dec: "9.99" },
    (d) => d.dec.mul(-100000000000000000000n),
    "-999000000000000000000.00",
  ],
  ["a decimal divided is a float", { dec: "1.00" }, (d) => d.dec.div("3"), 1 / 3],
  ["a decimal divided by zero is null", { dec: "1.00" }, (d) => d.dec.div(0), null],
  ["a decimal's remainder has its sign", { dec: "-7.50" }, (d) => d.dec.mod("2"), "-1.50"],
  ["a decimal's remainder of more digits", { dec: "7.50", price: "0.400" }, (d) => d.dec.mod(d.price), "0.300"],
  ["a decimal's remainder by zero is null", { dec: "7.50" }, (d) => d.dec.mod("0.00"), null],
  ["a decimal's neg", { dec: "7.50" }, (d) => d.dec.neg(), "-7.50"],
  ["zero has no sign", { dec: "0.00" }, (d) => d.dec.neg(), "0.00"],
  ["a decimal's abs", { dec: "-0.05" }, (d) => d.dec.abs(), "0.05"],
  ["a decimal's sign", { dec: "-0.05" }, (d) => d.dec.sign(), -1],
  ["zero's sign", { dec: "0.00" }, (d) => d.dec.sign(), 0],
  ["null in a decimal's sum", { dec: "1.00" }, (d) => d.dec.add(d.price), null],
  ["null in a decimal's sum on the left", none, (d) => d.dec.add("1"), null],
  ["38 nines and one", { huge: nines }, (d) => d.huge.add(1), fails(`add() ${tooLong}`)],
  ["minus 38 nines and minus one", { huge: `-${nines}` }, (d) => d.huge.sub(1), fails(`sub() ${tooLong}`)],
  ["38 nines doubled", { huge: nines }, (d) => d.huge.mul(2), fails(`mul() ${tooLong}`)],
  ["38 nines less themselves", { huge: nines }, (d) => d.huge.sub(d.huge), "0"],
  ["38 nines' remainder", { huge: nines }, (d) => d.huge.mod(7), "1"],
  ["a decimal rounds halves away from zero", { dec: "2.50" }, (d) => d.dec.round(), "3"],
  ["a negative decimal rounds halves away from zero", { dec: "-2.50" }, (d) => d.dec.round(), "-3"],
  ["a decimal rounds to digits", { price: "1.005" }, (d) => d.price.round(2), "1.01"],
  ["a decimal rounds to a digit more", { dec: "99999999.99" }, (d) => d.dec.round(1), "100000000.0"],
  ["a decimal rounded to more digits than it has", { dec: "1.25" }, (d) => d.dec.round(5), "1.25"],
  ["a decimal's floor", { dec: "-1.01" }, (d) => d.dec.floor(), "-2"],
  ["a decimal's ceil", { dec: "1.01" }, (d) => d.dec.ceil(), "2"],
  ["a negative decimal's ceil", { dec: "-1.99" }, (d) => d.dec.ceil(), "-1"],
  ["a decimal's trunc", { dec: "-1.99" }, (d) => d.dec.trunc(), "-1"],
  ["a decimal below one has a zero", { dec: "0.49" }, (d) => d.dec.round(), "0"],
  ["decimals of other digits are equal", { dec: "1.50", price: "1.500" }, (d) => d.dec.eq(d.price), true],
  ["decimals compare as numbers, not as texts", { dec: "10.00", price: "9.999" }, (d) => d.dec.gt(d.price), true],
  ["a decimal below a constant of more digits", { dec: "1.50" }, (d) => d.dec.lt("1.5000001"), true],
  ["a decimal between constants", { dec: "-1.50" }, (d) => d.dec.between("-1.5", 0), true],
  ["a decimal in a list", { dec: "2.00" }, (d) => d.dec.in(["1.999", 2]), true],
  ["a null decimal in a list", none, (d) => d.dec.in([2]), null],
  ["two null decimals are the same", none, (d) => d.dec.same(d.price), true],
  ["a decimal becomes null at a value", { dec: "-1.00" }, (d) => d.dec.nullIf(-1), null],
  ["a missing decimal's stead has its digits", { price: "0.125" }, (d) => d.dec.orElse(d.price), "0.125"],
  ["a decimal with a stead of more digits gets those", { dec: "1.50" }, (d) => d.dec.orElse("0.125"), "1.500"],
  ["the greatest decimal", { dec: "1.50", price: "1.499" }, (d) => op.greatest(d.dec, d.price), "1.500"],
  ["the least decimal, nulls passed over", { dec: "1.50" }, (d) => op.least(d.dec, d.price), "1.500"],
  ["a case of decimals", { dec: "1.50", b: true }, (d) => op.when(d.b, d.dec).otherwise(op.decimal("0.001")), "1.500"],
  ["a list of decimals", { dec: "1.50", price: "0.001" }, (d) => op.list(d.dec, d.price), ["1.500", "0.001"]],
  ["a decimal of its digits", none, () => op.decimal("-0012.50"), "-12.50"],
  ["text becomes a decimal", { t: " -12.5 " }, (d) => d.t.cast({ kind: "decimal", precision: 5, scale: 2 }), "-12.50"],
  [
    "text rounds on the way to a decimal",
    { t: "1.005" },
    (d) => d.t.cast({ kind: "decimal", precision: 5, scale: 2 }),
    "1.01",
  ],
  [
    "text with an exponent is no decimal",
    { t: "1e2" },
    (d) => d.t.tryCast({ kind: "decimal", precision: 5, scale: 2 }),
    null,
  ],
  [
    "text of too many digits is no decimal",
    { t: "1000" },
    (d) => d.t.tryCast({ kind: "decimal", precision: 5, scale: 2 }),
    null,
  ],
  [
    "text that rounds past a decimal's digits",
    { t: "999.995" },
    (d) => d.t.cast({ kind: "decimal", precision: 5, scale: 2 }),
    fails("The value 999.995 cannot be cast to decimal(5, 2): use tryCast for null in its place."),
  ],
  ["no text is no decimal", { t: "" }, (d) => d.t.tryCast({ kind: "decimal", precision: 5, scale: 2 }), null],
  [
    "a float becomes a decimal by its digits",
    { f: 0.1 },
    (d) => d.f.cast({ kind: "decimal", precision: 20, scale: 18 }),
    "0.100000000000000000",
  ],
  [
    "a small float becomes a decimal",
    { f: -1.5e-7 },
    (d) => d.f.cast({ kind: "decimal", precision: 20, scale: 8 }),
    "-0.00000015",
  ],
  [
    "a large float becomes a decimal",
    { f: 1.5e21 },
    (d) => d.f.cast({ kind: "decimal", precision: 38, scale: 1 }),
    "1500000000000000000000.0",
  ],
  [
    "-0 becomes a decimal without a sign",
    { f: -0 },
    (d) => d.f.cast({ kind: "decimal", precision: 3, scale: 1 }),
    "0.0",
  ],
  ["NaN is no decimal", { f: Number.NaN }, (d) => d.f.tryCast({ kind: "decimal", precision: 3, scale: 1 }), null],
  ["infinity is no decimal", { f: Infinity }, (d) => d.f.tryCast({ kind: "decimal", precision: 3, scale: 1 }), null],
  [
    "a whole number becomes a decimal",
    { i: -7 },
    (d) => d.i.cast({ kind: "decimal", precision: 3, scale: 2 }),
    "-7.00",
  ],
  [
    "a whole number of too many digits",
    { i: 10 },
    (d) => d.i.tryCast({ kind: "decimal", precision: 3, scale: 2 }),
    null,
  ],
  [
    "a bigint becomes a decimal",
    { g: 9007199254740993n },
    (d) => d.g.cast({ kind: "decimal", precision: 38, scale: 1 }),
    "9007199254740993.0",
  ],
  [
    "a decimal of fewer digits rounds",
    { price: "-2.345" },
    (d) => d.price.cast({ kind: "decimal", precision: 4, scale: 2 }),
    "-2.35",
  ],
  [
    "a decimal of too few digits is null",
    { dec: "100.00" },
    (d) => d.dec.tryCast({ kind: "decimal", precision: 4, scale: 2 }),
    null,
  ],
  [
    "a decimal of too few digits fails",
    { dec: "99.99" },
    (d) => d.dec.cast({ kind: "decimal", precision: 3, scale: 1 }),
    fails("The value 99.99 cannot be cast to decimal(3, 1)"),
  ],
  ["a decimal becomes a float", { huge: "12345678901234567890" }, (d) => d.huge.cast("float64"), 12345678901234567000],
  [
    "a decimal loses its fraction in whole numbers",
    { tenth: "-1.99999999999999999999" },
    (d) => d.tenth.cast("int32"),
    -1,
  ],
  ["a decimal becomes a bigint", { tenth: "9007199254740993.5" }, (d) => d.tenth.cast("int64"), 9007199254740993n],
  ["a decimal past 64 bits", { huge: nines }, (d) => d.huge.tryCast("int64"), null],
  ["a decimal past 8 bits", { dec: "128.00" }, (d) => d.dec.tryCast("int8"), null],
  ["a decimal becomes a boolean", { dec: "0.01" }, (d) => d.dec.cast("boolean"), true],
  ["a decimal becomes text", { dec: "-0.50" }, (d) => d.dec.cast("string"), "-0.50"],
];

const schema = [
  { name: "k", type: "string", nullable: false },
  { name: "x", type: { kind: "decimal", precision: 6, scale: 2 }, nullable: true },
] as const satisfies Schema;

const wide = [
  { name: "k", type: "string", nullable: false },
  { name: "x", type: { kind: "decimal", precision: 8, scale: 3 }, nullable: true },
] as const satisfies Schema;

const prices = (...rows: readonly (readonly [string, string | null])[]) =>
  fromRows(
    rows.map(([k, x]) => ({ k, x })),
    schema,
  );

const some = prices(["a", "0.10"], ["b", "-9999.99"], ["a", "0.20"], ["c", null], ["a", "0.20"]);

export const decimalFrames: readonly FrameCase[] = [
  [
    "decimals are summed and averaged exactly",
    some.groupby("k").rollup((d) => ({ sum: op.sum(d.x), mean: op.mean(d.x) })),
    [
      ["a", "0.50", "0.166667"],
      ["b", "-9999.99", "-9999.990000"],
      ["c", null, null],
    ],
  ],
  [
    "the extremes and the mode of decimals",
    some.rollup((d) => ({
      least: op.min(d.x),
      most: op.max(d.x),
      often: op.mode(d.x),
      different: op.countDistinct(d.x),
    })),
    [["-9999.99", "0.20", "0.20", 3]],
  ],
  [
    "the first, the last and the row of the largest decimal",
    some.rollup((d) => ({ first: op.first(d.x), last: op.last(d.x), of: op.argmax(d.k, d.x) })),
    [["0.10", "0.20", "a"]],
  ],
  ["no decimals have no sum", prices().rollup((d) => ({ sum: op.sum(d.x), mean: op.mean(d.x) })), [[null, null]]],
  [
    "decimals are ordered as numbers, nulls last",
    some.select("x").orderby((d) => desc(d.x)),
    [["0.20"], ["0.20"], ["0.10"], ["-9999.99"], [null]],
  ],
  [
    "decimals group and deduplicate by value",
    prices(["a", "1.5"], ["b", "1.50"], ["c", "1.500"]).dedupe("x").select("k"),
    [["a"]],
  ],
  [
    "a running sum of decimals",
    some.select("x").derive((d) => ({ x: op.running(op.sum(d.x)) })),
    [["0.10"], ["-9999.89"], ["-9999.69"], ["-9999.69"], ["-9999.49"]],
  ],
  [
    "a rolling mean of decimals",
    prices(["a", "0.01"], ["b", "0.02"], ["c", "0.02"])
      .select("x")
      .derive((d) => ({ x: op.rolling(op.mean(d.x), 2) })),
    [["0.010000"], ["0.015000"], ["0.020000"]],
  ],
  [
    "a mean of decimals rounds halves away from zero",
    fromRows(
      [{ x: "0.0000000000000000000000000000000001" }, { x: "-0.0000000000000000000000000000000002" }],
      [{ name: "x", type: { kind: "decimal", precision: 38, scale: 34 }, nullable: false }],
    ).rollup((d) => ({ mean: op.mean(d.x) })),
    [["-0.00000000000000000000000000000000005000"]],
  ],
  [
    "a sum of decimals past 38 digits",
    fromRows(
      [{ x: nines }, { x: "1" }],
      [{ name: "x", type: { kind: "decimal", precision: 38, scale: 0 }, nullable: false }],
    ).rollup((d) => ({ sum: op.sum(d.x) })),
    fails(`op.sum ${tooLong}`),
  ],
  [
    "a mean of decimals past 38 digits",
    fromRows(
      [{ x: nines }],
      [{ name: "x", type: { kind: "decimal", precision: 38, scale: 0 }, nullable: false }],
    ).rollup((d) => ({ mean: op.mean(d.x) })),
    fails(`op.mean ${tooLong}`),
  ],
  [
    "decimals of other digits one after the other get those of both",
    prices(["a", "1.50"]).concat(fromRows([{ k: "b", x: "0.125" }], wide) as never),
    [
      ["a", "1.500"],
      ["b", "0.125"],
    ],
  ],
  [
    "decimals join by value",
    prices(["a", "1.5"], ["b", "2"]).join(
      fromRows([{ x: "1.50", z: 1 }], [schema[1], { name: "z", type: "int32", nullable: false }] as const),
      "x",
    ),
    [["a", "1.50", 1]],
  ],
];
