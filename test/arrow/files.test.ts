import { describe, expect, test } from "@jest/globals";
import { arrowEncoder, arrowSchema, arrowTables, decodeArrow } from "../../src/arrow/index.ts";
import type { ArrowSource } from "../../src/arrow/source.ts";
import type { ColumnTable, Schema } from "../../src/schema.ts";

const schema: Schema = [
  { name: "n", type: "int32", nullable: true },
  { name: "s", type: "string", nullable: true },
];
const rows = (from: number, rowCount: number): ColumnTable => ({
  schema,
  rowCount,
  columns: {
    n: Array.from({ length: rowCount }, (_, row) => from + row),
    s: Array.from({ length: rowCount }, (_, row) => (row % 2 === 0 ? null : `\ufeff${from}`)),
  },
});

const written = (format: "file" | "stream", tables: readonly ColumnTable[]): Uint8Array => {
  const encoder = arrowEncoder(schema, format);
  return Buffer.concat([...tables.map((table) => encoder.add(table)), encoder.end()]);
};

const inPieces = (bytes: Uint8Array): ArrowSource => ({
  pieces: async function* () {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  },
});
const inParts = (bytes: Uint8Array): ArrowSource => ({
  ...inPieces(bytes),
  parts: { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) },
});

const tablesOf = async (source: ArrowSource): Promise<readonly ColumnTable[]> => {
  const tables: ColumnTable[] = [];
  for await (const table of arrowTables(source, "x")) tables.push(table);
  return tables;
};

const batches = [rows(0, 3), rows(3, 1), rows(4, 5)];

describe("Arrow's batches", () => {
  test.each([
    ["a file in parts", "file", inParts],
    ["a file in pieces", "file", inPieces],
    ["a stream in parts", "stream", inParts],
    ["a stream in pieces", "stream", inPieces],
  ] as const)("of %s come one by one", async (_, format, source) => {
    expect(await tablesOf(source(written(format, batches)))).toEqual(batches);
    expect(await tablesOf(source(written(format, [])))).toEqual([]);
    expect(await arrowSchema(source(written(format, [])), "x")).toEqual(schema);
  });

  test("of a file are read without what is between them", async () => {
    const bytes = written("file", batches);
    const read: (readonly [number, number])[] = [];
    const source: ArrowSource = {
      pieces: () => {
        throw new Error("read as a whole");
      },
      parts: {
        size: bytes.length,
        read: async (start, end) => {
          read.push([start, end]);
          return bytes.subarray(start, end);
        },
      },
    };
    expect(await arrowSchema(source, "x")).toEqual(schema);
    expect(Math.min(...read.slice(1).map(([start]) => start))).toBeGreaterThan(bytes.length / 2);
    expect(await tablesOf(source)).toEqual(batches);
  });

  test("of a file whose end is missing, or of a stream that ends early, are an error", async () => {
    const [file, stream] = [written("file", batches), written("stream", batches)];
    await expect(tablesOf(inParts(file.subarray(0, -5)))).rejects.toThrow("file x cannot be read: it has no footer");
    await expect(tablesOf(inParts(stream.subarray(0, -50)))).rejects.toThrow("it ends inside a message");
    await expect(tablesOf(inPieces(new Uint8Array()))).rejects.toThrow("it has no schema");
    await expect(arrowSchema(inParts(new TextEncoder().encode("{}")), "x")).rejects.toThrow("it has no schema");
  });
});

/** Of Polars: compressed, of views, and without a schema before the first batch. */
const ofPolars = Buffer.from(
  [
    "QVJST1cxAAAEAAAA8v///xQAAAAEAAEAAAAKAAsACAAKAAQA+P///wwAAAAIAAgAAAAEAAIAAAAwAAAABAAAAMT///8cAAAAEAAAAAgAAAABGA",
    "AAAAAAAPz///8EAAQAAQAAAHMAAADs////OAAAACAAAAAYAAAAAQIAABAAEgAEABAAEQAIAAAADAAAAAAA9P///0AAAAABAAAACAAJAAQACAAB",
    "AAAAbgAAAAAAAAD/////6AAAAAQAAADs////AAEAAAAAAAAUAAAABAADAAwAEwAQABIADAAEAN7///8CAAAAAAAAAJQAAAA4AAAAKAAAABgAAA",
    "AAAAAAAAAOABwABAAMABAAFAAYAAEAAAABAAAAAAAAAPr///8BAAYABQAEAAUAAAAAAAAAAAAAABIAAAAAAAAAQAAAAAAAAAAZAAAAAAAAAIAA",
    "AAAAAAAAAAAAAAAAAACAAAAAAAAAADEAAAAAAAAAwAAAAAAAAAAuAAAAAAAAAAAAAAACAAAAAgAAAAAAAAABAAAAAAAAAAIAAAAAAAAAAAAAAA",
    "AAAAABAAAAAAAAACi1L/0gAQkAAP0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAotS/9IBBF",
    "AAAQAQABADLAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACAAAAAAAAAAKLUv/SAgAQEABAAAAO+7v3gAAAAAAAAAAB",
    "0AAABsb25nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAdAAAAAAAAACi1L/0gHekAAGxvbmcgdGV4dCBvZiBtb3JlIHRoYW4gdHdlbHZlAAAAAAAA",
    "AAAAAAAAAAAAAAAA/////wAAAAAEAAAA7P///0AAAAA4AAAAFAAAAAQAAAAMABIAEAAEAAgADAABAAAAsAAAAAAAAADwAAAAAAAAAAABAAAAAA",
    "AAAAAAAAAAAAD4////DAAAAAgACAAAAAQAAgAAADAAAAAEAAAAxP///xwAAAAQAAAACAAAAAEYAAAAAAAA/P///wQABAABAAAAcwAAAOz///84",
    "AAAAIAAAABgAAAABAgAAEAASAAQAEAARAAgAAAAMAAAAAAD0////QAAAAAEAAAAIAAkABAAIAAEAAABuAM4AAABBUlJPVzE=",
  ].join(""),
  "base64",
);

test("a file of Polars, compressed and of views, is read by its footer", async () => {
  const table = {
    rowCount: 2,
    columns: { n: [1n, null], s: ["\ufeffx", "long text of more than twelve"] },
  };
  expect(await tablesOf(inParts(ofPolars))).toMatchObject([table]);
  expect(decodeArrow(ofPolars, "x")).toMatchObject(table);
});
