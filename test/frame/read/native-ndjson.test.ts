import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { duckdbEngine, op, type Rejected, scanNdjson } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { duckdbFolder } from "../../support/duckdb-folder.ts";
import { seededRandom } from "../../support/random.ts";

const folder = duckdbFolder();

const schema = [
  { name: "i", type: "int32", nullable: false },
  { name: "s", type: "string", nullable: true },
  { name: "f", type: "float64", nullable: true },
  { name: "l", type: "int64", nullable: true },
  { name: "b", type: "boolean", nullable: true },
  { name: "t", type: "timestamp", nullable: true },
  { name: "d", type: "date", nullable: true },
  { name: "small", type: "int8", nullable: true },
  { name: "f32", type: "float32", nullable: true },
] as const satisfies Schema;

/** Files by name, which DuckDB reads, or with their content, which JavaScript reads. */
const filesOf = (paths: readonly string[], areTold: boolean) => {
  if (areTold) return paths;
  return async function* () {
    for (const path of paths) yield { path, pieces: createReadStream(path) };
  };
};

/** What DuckDB gives of files, of which it is told or not, with the lines that were rejected. */
const read = async (paths: readonly string[], areTold: boolean) => {
  const rejected: Rejected[] = [];
  const frame = scanNdjson(filesOf(paths, areTold), schema, { onReject: (one) => rejected.push(one) });
  const { columns, rowCount } = await frame.collect({ engine: duckdbEngine });
  return { columns, rowCount, rejected };
};

const write = async (name: string, text: string | Uint8Array): Promise<string> => {
  const path = join(folder.path, name);
  await writeFile(path, text);
  return path;
};

const values = [
  ...[
    "1",
    "-1",
    "0",
    "-0",
    "-0.0",
    "0.0",
    "1.0",
    "1e2",
    "1E+2",
    "2147483647",
    "2147483648",
    "-2147483649",
    "127",
    "128",
  ],
  ...["1.5", "0.1", "1e400", "-1e400", "1e-400", "9007199254740991", "9007199254740993", "18446744073709551616"],
  ...[
    "123456789012345678901234567890",
    "1e23",
    "5e-324",
    "16777217",
    "3.4e38",
    "3.5e38",
    "01",
    "+1",
    ".5",
    "1.",
    "0x1",
  ],
  ...["NaN", "nan", "Infinity", "-inf", "null", "nul", "NULL", "true", "false", "True", '"true"', '"1"', '"-0"', '""'],
  ...['"9007199254740993"', '"9223372036854775808"', '" 1"', '"1.0"', "[]", "[1,]", "{}", '{"a":1,}', "[NaN]"],
  ...['"2020-02-29"', '"2021-02-29"', '"2020-01-01T00:00:00Z"', '"1969-12-31 23:59:59.999999+02:00"', '"2020-1-1"'],
  ...[
    '"2020-01-01T24:00:00"',
    '" 2020-01-01 "',
    '"0000-01-01"',
    '"9999-12-31T23:59:59"',
    '"2020-01-01T00:00:00.1234567"',
  ],
  ...[
    '"é😀"',
    '"\\ud83d\\ude00"',

    '"\\u0000x"',
    '"a\\/b"',
    '"\\x41"',
    '"tab\there"',
    '"\u007f"',
    '"q\\"q"',
  ],
  ...['"\\u2028"', '"\u2028"', "1 /* c */", "1 // c", "'x'", "1,", '"x" "y"', '"NaN, ]"', '" ,}"', '"inf"'],
];

const oddLines = [
  ...[
    "",
    " ",
    "\t",
    "\r",
    "\u00a0",
    "\u2003 ",
    "\u000b",
    "\f",
    "[1]",
    "5",
    '"x"',
    "null",
    "{}",
    "{",
    "}",
    "x",
    '{"i":1}x',
    '{"i":1}{"i":2}',
  ],
  ...[
    '{"i":1,"i":2}',
    '{"i":"a","i":2}',
    '{"i":1,"s":"a","s":"b"}',
    '{"\\u0069":7}',
    '{"i":1,"\\u0069":2}',
    '{"i":1,}',
    '{"i":1,  }',
  ],
  ...[
    '{"i":1 , "s" : "x" }',
    '  {"i":1}  ',
    '\ufeff{"i":1}',
    '{"i":1,"x":NaN}',
    '{"i":1,"x":[1,2,]}',
    '{"i":1,"x":{"y":-inf}}',
  ],
  ...[
    '{"i":1,"x":1.5}',
    '{"i":1,"x":{"i":2}}',
    '{"i":1,"x":"NaN"}',
    '{"x":1,"x":2,"i":1}',
    '{"i":1,"":2}',
    '{"i":1,"a.b":2}',
  ],
  ...[
    "{i:1}",
    "{'i':1}",
    '{"i":1,\f"s":"a"}',
    '{"i":1,"__proto__":5}',
    '{"i":1,"I":2}',
    '{"I":2}',
    '{"i":1}\r',
    '\r{"i":1}',
    '{"i":1}\r{"i":2}',
  ],
];

const lines = [
  ...oddLines,
  ...schema.flatMap(({ name }) =>
    values.map((value) => (name === "i" ? `{"i":${value}}` : `{"i":1,"${name}":${value}}`)),
  ),
];

const expectSame = async (paths: readonly string[]): Promise<void> => {
  expect(await read(paths, true)).toEqual(await read(paths, false));
};

describe("JSON lines that DuckDB reads itself are those that JavaScript reads", () => {
  test("odd ones too, wherever they stand", async () => {
    const path = await write("odd.json", lines.join("\n"));
    const half = await write("half.json", `${lines.filter((_, index) => index % 2 === 0).join("\n")}\n`);
    await expectSame([path, half, path]);
  });

  test("each alone in its file too", async () => {
    const paths = await Promise.all(
      oddLines.filter((line) => line.length !== 1).map((line, index) => write(`${index}.json`, line)),
    );
    await expectSame(paths);
  });

  test.each(["", "5", "x", "\n", "{}", '{"i":1}'])("a file of %j alone too", async (text) => {
    await expectSame([await write("alone.json", text)]);
  });

  test("bytes that are no UTF-8 too", async () => {
    const broken = new Uint8Array([...Buffer.from('{"i":1}\n{"s":"'), 0xff, ...Buffer.from('","i":2}\n{"i":3}\n')]);
    await expectSame([await write("bytes.json", broken)]);
  });

  test("and half a surrogate pair is refused in the same words", async () => {
    const path = await write("half-pair.json", '{"i":1}\n{"i":2,"s":"\\ud800"}\n');
    await expect(read([path], true)).rejects.toThrow("half a surrogate pair");
    await expect(read([path], false)).rejects.toThrow("half a surrogate pair");
  });

  test("in plans that need not keep the order, that count alone, and that take few columns", async () => {
    const random = seededRandom(7);
    const line = () => {
      const more = schema
        .slice(1)
        .flatMap(({ name }) => (random() < 0.4 ? [`"${name}":${pick(random, plain[name])}`] : []));
      return `{${[`"i":${Math.floor(random() * 50)}`, ...more].join(random() < 0.1 ? " , " : ",")}}`;
    };
    const many = Array.from({ length: 5000 }, line).join("\n");
    const clean = await write("clean.json", many);
    const dirty = await write("dirty.json", `${many}\n{"i":1.0,"s":"late"}\n{"i":"x"}\nx\n${many}`);
    for (const paths of [[clean], [clean, dirty]]) {
      const answers = async (areTold: boolean) => {
        const rejected: Rejected[] = [];
        const frame = scanNdjson(filesOf(paths, areTold), schema, { onReject: (one) => rejected.push(one) });
        const collected = [
          frame.count(),
          frame.groupby("i").rollup((d) => ({ n: op.count(d.s), t: op.max(d.t), l: op.sum(d.l) })),
          frame
            .dedupe()
            .select("s", "d", "i")
            .filter((d) => d.i.gt(40)),
          frame.orderby("i").slice(0, 20).select("b", "f32"),
          frame
            .join(frame.select("i", "d").rename({ d: "day" }).dedupe("i"), "i")
            .groupby("day")
            .count(),
        ].map(async (one) => (await one.collect({ engine: duckdbEngine })).columns);
        return { columns: await Promise.all(collected), rejected: new Set(rejected.map((one) => JSON.stringify(one))) };
      };
      expect(await answers(true)).toEqual(await answers(false));
    }
  });
});

const plain: Readonly<Record<string, readonly string[]>> = {
  s: ['"a"', '"b\\n"', '"é, }"', '""', "null"],
  f: ["1", "0.5", "-2e3", "null", "0"],
  l: ["5", '"77"', "-3", "null"],
  b: ["true", "false", "null"],
  t: ['"2020-01-01T00:00:00Z"', '"1969-12-31 23:59:59.5"', "null"],
  d: ['"2020-02-29"', "null"],
  small: ["1", "-128", "null"],
  f32: ["0.25", "1e10", "null"],
};

const pick = (random: () => number, some: readonly string[] = []): string =>
  some[Math.floor(random() * some.length)] ?? "null";
