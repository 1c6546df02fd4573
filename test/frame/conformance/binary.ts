import { asc, desc, fromRows, op } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import type { FrameCase } from "./frame-case.ts";
import { type ExpressionCase, fails, none } from "./one-row.ts";

const of = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

/** Bytes and what they are as text. */
export const binaries: readonly ExpressionCase[] = [
  ["the length of bytes", { bytes: of(0, 255, 10) }, (d) => d.bytes.length(), 3],
  ["the length of no bytes", { bytes: of() }, (d) => d.bytes.length(), 0],
  ["the length of no value", none, (d) => d.bytes.length(), null],
  ["bytes are equal by value", { bytes: of(0, 255) }, (d) => d.bytes.eq(of(0, 255)), true],
  ["bytes are not equal to longer ones", { bytes: of(0) }, (d) => d.bytes.eq(of(0, 0)), false],
  ["bytes that are not those", { bytes: of(1) }, (d) => d.bytes.ne(of(2)), true],
  ["bytes compared with null", { bytes: of(1) }, (d) => d.bytes.eq(null), null],
  ["bytes the same as null", none, (d) => d.bytes.same(null), true],
  ["bytes have no sign", { bytes: of(127) }, (d) => d.bytes.lt(of(128)), true],
  ["a beginning of bytes comes first", { bytes: of(1) }, (d) => d.bytes.lt(of(1, 0)), true],
  ["no bytes come first", { bytes: of() }, (d) => d.bytes.le(of(0)), true],
  ["bytes between two", { bytes: of(5) }, (d) => d.bytes.between(of(5), of(6)), true],
  ["bytes among others", { bytes: of(7) }, (d) => d.bytes.in([of(1), of(7)]), true],
  ["bytes that are a mark become null", { bytes: of(0) }, (d) => d.bytes.nullIf(of(0)), null],
  ["other bytes where there are none", none, (d) => d.bytes.orElse(of(1, 2)), of(1, 2)],
  ["the greatest of bytes", { bytes: of(2) }, (d) => op.greatest(d.bytes, of(10), null), of(10)],
  ["concat of bytes", { bytes: of(1) }, (d) => d.bytes.concat(of(), d.bytes, of(255)), of(1, 1, 255)],
  ["concat of bytes with null", { bytes: of(1) }, (d) => d.bytes.concat(null), null],
  ["bytes of a case", { i: 1 }, (d) => op.when(d.i.eq(1), of(3)).otherwise(null), of(3)],
  ["constant bytes", none, () => op.constant(of(9, 0)), of(9, 0)],
  ["bytes as hexadecimal digits", { bytes: of(0, 171, 255) }, (d) => d.bytes.hex(), "00abff"],
  ["no bytes as hexadecimal digits", { bytes: of() }, (d) => d.bytes.hex(), ""],
  ["hexadecimal digits as bytes, capitals too", { t: "00AbfF" }, (d) => d.t.fromHex(), of(0, 171, 255)],
  ["an empty text as bytes", { t: "" }, (d) => d.t.fromHex(), of()],
  ["no text as bytes", none, (d) => d.t.fromHex(), null],
  ["an odd number of hexadecimal digits", { t: "abc" }, (d) => d.t.tryFromHex(), null],
  ["what is no hexadecimal digit", { t: "0g" }, (d) => d.t.tryFromHex(), null],
  ["hexadecimal digits with a line end", { t: "00\n" }, (d) => d.t.tryFromHex(), null],
  ["hexadecimal digits with a prefix", { t: "\\x00" }, (d) => d.t.tryFromHex(), null],
  [
    "hexadecimal digits that are none",
    { t: 'x"' },
    (d) => d.t.fromHex(),
    fails('The text "x\\"" is no hexadecimal digits in pairs: use tryFromHex for null in its place.'),
  ],
  ["bytes as base64", { bytes: of(0, 255) }, (d) => d.bytes.base64(), "AP8="],
  ["no bytes as base64", { bytes: of() }, (d) => d.bytes.base64(), ""],
  ["bytes that take two letters at the end", { bytes: of(251) }, (d) => d.bytes.base64(), "+w=="],
  ["base64 as bytes", { t: "AP8=" }, (d) => d.t.fromBase64(), of(0, 255)],
  ["an empty text of base64", { t: "" }, (d) => d.t.fromBase64(), of()],
  ["base64 without padding", { t: "AP8" }, (d) => d.t.tryFromBase64(), null],
  ["base64 with bits that no byte takes", { t: "AP9=" }, (d) => d.t.tryFromBase64(), null],
  ["base64 for addresses", { t: "-_8=" }, (d) => d.t.tryFromBase64(), null],
  ["base64 with a space", { t: "AP8= " }, (d) => d.t.tryFromBase64(), null],
  [
    "base64 that is none",
    { t: "A" },
    (d) => d.t.fromBase64(),
    fails('The text "A" is no base64: use tryFromBase64 for null in its place.'),
  ],
  ["text as bytes of UTF-8", { t: "\ufeffé😀\0" }, (d) => d.t.cast("binary").hex(), "efbbbfc3a9f09f988000"],
  ["bytes of UTF-8 as text", { bytes: of(239, 187, 191, 195, 169, 0) }, (d) => d.bytes.cast("string"), "\ufeffé\0"],
  ["bytes that are no UTF-8", { bytes: of(195) }, (d) => d.bytes.tryCast("string"), null],
  ["bytes of half an emoji", { bytes: of(237, 160, 189) }, (d) => d.bytes.tryCast("string"), null],
  [
    "bytes that are no UTF-8, cast",
    { bytes: of(255, 0) },
    (d) => d.bytes.cast("string"),
    fails("The value ff00 cannot be cast to string: use tryCast for null in its place."),
  ],
];

const schema = [
  { name: "y", type: "binary", nullable: true },
  { name: "n", type: "int32", nullable: false },
] as const satisfies Schema;
const rows = (...values: readonly (Uint8Array | null)[]) =>
  fromRows(
    values.map((y, n) => ({ y, n })),
    schema,
  );
const some = rows(of(2), null, of(), of(255), of(2, 0), of(2), null);

/** Columns of bytes through the verbs. */
export const binaryFrames: readonly FrameCase[] = [
  [
    "groups of equal bytes",
    some.groupby("y").count(),
    [
      [of(2), 2],
      [null, 2],
      [of(), 1],
      [of(255), 1],
      [of(2, 0), 1],
    ],
  ],
  ["rows sorted by bytes", some.orderby("y", "n").select("n"), [[2], [0], [5], [4], [3], [1], [6]]],
  [
    "rows sorted by bytes, largest first",
    some
      .orderby((d) => [desc(d.y).nullsFirst(), asc(d.n)])
      .slice(1, 4)
      .select("n"),
    [[6], [3], [4]],
  ],
  ["dedupe by bytes keeps the first", some.dedupe("y").select("n"), [[0], [1], [2], [3], [4]]],
  [
    "a join on bytes, null matching nothing",
    some.join(rows(of(2), null, of(255)).rename({ n: "m" }), "y").select("n", "m"),
    [
      [0, 0],
      [3, 2],
      [5, 0],
    ],
  ],
  ["rows without a match by bytes", some.antijoin(rows(of(2)), "y").select("n"), [[1], [2], [3], [4], [6]]],
  [
    "aggregates of bytes",
    some.rollup((d) => ({
      least: op.min(d.y),
      most: op.max(d.y),
      often: op.mode(d.y),
      distinct: op.countDistinct(d.y),
      at: op.argmax(d.n, d.y),
      first: op.first(d.y),
    })),
    [[of(), of(255), of(2), 4, 3, of(2)]],
  ],
  [
    "ranks by bytes",
    some
      .filter((d) => d.y.isNotNull())
      .derive((d) => ({ r: op.rank(d.y) }))
      .select("r"),
    [[2], [1], [5], [4], [2]],
  ],
  [
    "a list of bytes, sorted and looked through",
    some
      .filter((d) => d.y.isNotNull())
      .rollup((d) => ({ l: op.values(d.y) }))
      .derive((d) => ({ s: d.l.sort().get(0), p: d.l.indexOf(of(255)), m: d.l.max() }))
      .select("s", "p", "m"),
    [[of(), 2, of(255)]],
  ],
];
