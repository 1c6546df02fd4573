import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { arrowEncoder } from "../../src/arrow/index.ts";
import { parquetEncoder } from "../../src/parquet/index.ts";
import type { Schema } from "../../src/schema.ts";

/** The columns of large files: a number, one of 13 groups, and a text of its own. */
export const largeSchema = [
  { name: "n", type: "int32", nullable: false },
  { name: "g", type: "int32", nullable: false },
  { name: "t", type: "string", nullable: true },
] as const satisfies Schema;

/** Their formats. */
export type LargeFormat = "ndjson" | "csv" | "json" | "parquet" | "arrow";

/** Writes a file of so many rows, some at a time, whose texts have so many characters, and no two of them the same. */
export const writeLargeFile = async (
  path: string,
  format: LargeFormat,
  rows: number,
  characters = 1000,
): Promise<void> => {
  const pieces = format === "parquet" || format === "arrow" ? packedPieces : textPieces;
  await pipeline(Readable.from(pieces(format as never, rows, characters)), createWriteStream(path));
};

interface Rows {
  readonly from: number;
  readonly texts: readonly string[];
}

/** Some four million characters at once. */
function* parts(rows: number, characters: number): Generator<Rows> {
  const most = Math.ceil(4_000_000 / characters);
  for (let from = 0; from < rows; from += most) {
    const count = Math.min(most, rows - from);
    const text = randomBytes((count * characters) / 2).toString("hex");
    const texts = Array.from({ length: count }, (_, index) => text.slice(index * characters, (index + 1) * characters));
    yield { from, texts };
  }
}

function* textPieces(format: "ndjson" | "csv" | "json", rows: number, characters: number): Generator<string> {
  if (format === "csv") yield "n,g,t\n";
  if (format === "json") yield "[";
  for (const { from, texts } of parts(rows, characters)) {
    yield texts.map((text, index) => lineOf(format, from + index, text)).join("");
  }
  if (format === "json") yield "]";
}

/** A row group, or a record batch, for each part. */
function* packedPieces(format: "parquet" | "arrow", rows: number, characters: number): Generator<Uint8Array> {
  const encoder = format === "parquet" ? parquetEncoder(largeSchema) : arrowEncoder(largeSchema, "file");
  for (const { from, texts } of parts(rows, characters)) {
    const n = texts.map((_, index) => from + index);
    const columns = { n, g: n.map((one) => one % 13), t: texts };
    yield encoder.add({ schema: largeSchema, rowCount: texts.length, columns });
  }
  yield encoder.end();
}

const lineOf = (format: "ndjson" | "csv" | "json", n: number, text: string): string => {
  if (format === "csv") return `${n},${n % 13},${text}\n`;
  const row = `{"n":${n},"g":${n % 13},"t":"${text}"}`;
  return format === "json" ? `${n === 0 ? "" : ","}${row}` : `${row}\n`;
};

/** How many rows each group has and the sum of its numbers, in the order of the groups. */
export const groupsOfLarge = (rows: number): readonly (readonly [g: number, count: number, sum: number])[] =>
  Array.from({ length: 13 }, (_, g) => {
    const count = Math.floor((rows - 1 - g) / 13) + 1;
    return [g, count, g * count + (13 * count * (count - 1)) / 2];
  });
