import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { usualLineOf } from "../../../src/frame/duckdb/usual-line.ts";
import { duckdbEngine, type Rejected, scanNdjson } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { keepDuckdbOpen } from "../../support/duckdb-folder.ts";
import { seededRandom } from "../../support/random.ts";
import { temporaryFolder } from "../../support/temporary.ts";

keepDuckdbOpen();

const schema = [
  { name: "i", type: "int32", nullable: false },
  { name: "s", type: "string", nullable: true },
  { name: "f", type: "float64", nullable: true },
  { name: "g", type: "float32", nullable: true },
  { name: "l", type: "int64", nullable: true },
  { name: "b", type: "boolean", nullable: true },
  { name: "t", type: "timestamp", nullable: true },
  { name: "u", type: "string", nullable: true },
] as const satisfies Schema;

const read = async (path: string, isTold: boolean) => {
  const rejected: Rejected[] = [];
  const pieces = async function* () {
    yield { path, pieces: createReadStream(path) };
  };
  const frame = scanNdjson(isTold ? path : pieces, schema, { onReject: (one) => rejected.push(one) });
  const { columns, rowCount } = await frame.collect({ engine: duckdbEngine });
  return { columns, rowCount, rejected };
};

const lineOf = (n: number, isSpaced: boolean): string => {
  const time = new Date(n * 86_400_000).toISOString().slice(0, 19);
  const row = {
    i: n,
    s: `text é😀 ${n}`,
    f: n + 0.25,
    g: n + 0.5,
    l: n * 1e6,
    b: n % 2 === 0,
    t: time,
    u: "{a}: [1, 2]",
  };
  const members = Object.entries(row).map(([key, value]) => `"${key}":${isSpaced ? " " : ""}${JSON.stringify(value)}`);
  return `{${members.join(isSpaced ? ", " : ",")}}`;
};

const pieces = [
  '"',
  ",",
  ":",
  "{",
  "}",
  " ",
  "\\",
  "0",
  "-",
  "e5",
  ".0",
  "null",
  "NaN",
  "inf",
  '"i":1,',
  ',"x":[1,]',
  ',"s":"z"',
];

/** The line with something put in, taken out or doubled here and there. */
const damaged = (line: string, random: () => number): string => {
  const at = Math.floor(random() * line.length);
  const until = at + Math.floor(random() * 4);
  const piece = pieces[Math.floor(random() * pieces.length)] ?? "";
  const choice = random();
  if (choice < 0.4) return line.slice(0, at) + piece + line.slice(at);
  if (choice < 0.6) return line.slice(0, at) + line.slice(until);
  if (choice < 0.8) return line.slice(0, until) + line.slice(at);
  const member = /"(\w)":( ?)("[^"]*"|[^,}"]+)/g;
  const [found] = [...line.matchAll(member)].sort(() => random() - 0.5);
  return found ? line.replace(found[0], `"${found[1]}":${found[2]}${piece}`) : line;
};

describe("lines that are mostly written alike", () => {
  test.each([false, true])(
    "are read by DuckDB as by JavaScript, whatever is damaged in some (spaced: %s)",
    async (isSpaced) => {
      const folder = await temporaryFolder();
      for (const seed of [1, 2, 3]) {
        const random = seededRandom(seed);
        const lines = Array.from({ length: 1500 }, (_, n) => {
          const line = lineOf(n, isSpaced);
          return random() < 0.2 ? damaged(random() < 0.3 ? damaged(line, random) : line, random) : line;
        });
        expect(usualLineOf(lines, schema)?.comma).toBe(isSpaced ? ", " : ",");
        const path = join(folder, `${seed}.ndjson`);
        await writeFile(path, lines.join("\n"));
        const [found, expected] = [await read(path, true), await read(path, false)];
        expect({ seed, ...found }).toEqual({ seed, ...expected });
        expect(found.rejected.length).toBeGreaterThan(100);
      }
    },
  );

  test("are none where columns differ in case alone, keys are unknown, or one is missing that must be there", () => {
    const [a, b] = [
      { name: "a", type: "int32", nullable: true } as const,
      { name: "A", type: "int32", nullable: true } as const,
    ];
    expect(usualLineOf(['{"a":1,"A":2}'], [a, b])).toBeUndefined();
    expect(usualLineOf(['{"a":1,"x":2}'], [a])).toBeUndefined();
    expect(usualLineOf(['{"a":1}'], [a, { ...b, name: "n", nullable: false }])).toBeUndefined();
    expect(usualLineOf(['{"a":1}'], [a, { ...b, name: "n" }])?.schema).toEqual([a]);
    expect(usualLineOf([], [a])).toBeUndefined();
  });
});
