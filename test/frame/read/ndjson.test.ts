import { describe, expect, test } from "@jest/globals";
import { type FileBytes, type Rejected, readNdjson } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { rowsOf } from "../conforms.ts";

const schema = [
  { name: "ind", type: "int32", nullable: false },
  { name: "title", type: "string", nullable: true },
  { name: "big", type: "int64", nullable: true },
  { name: "at", type: "timestamp", nullable: true },
] as const satisfies Schema;

const files = async function* (...texts: readonly (string | Uint8Array)[]): AsyncGenerator<FileBytes> {
  for (const [index, text] of texts.entries()) {
    yield { path: `file-${index}.json`, bytes: typeof text === "string" ? new TextEncoder().encode(text) : text };
  }
};

const reasons = async (...texts: readonly (string | Uint8Array)[]) =>
  (await readNdjson(files(...texts), schema)).rejected.map(({ file, line, reason }) => `${file}:${line} ${reason}`);

describe("reading JSON lines", () => {
  test("gives the rows of files in order, with missing fields as null and unknown ones left out", async () => {
    const { frame, rejected } = await readNdjson(
      files(
        '{"ind":1,"title":"ä\\n😀","extra":[1]}',
        '{"ind":2,"at":"2020-08-28T03:52:47"}\r\n\n{"ind":3,"big":12}\n',
        "",
      ),
      schema,
      { name: "pins" },
    );
    expect(rejected).toEqual([]);
    expect(await rowsOf(frame)).toEqual([
      { ind: 1, title: "ä\n😀", big: null, at: null },
      { ind: 2, title: null, big: null, at: new Date("2020-08-28T03:52:47Z") },
      { ind: 3, title: null, big: 12n, at: null },
    ]);
  });

  test("rejects lines that are no row, with file, line and reason, and keeps those around them", async () => {
    const told: Rejected[] = [];
    const text = '{"ind":1}\n{"ind":\n[1]\n{"title":"x"}\n{"ind":"5"}\n{"ind":6}\n';
    const { frame, rejected } = await readNdjson(files(text), schema, { onReject: (one) => told.push(one) });
    expect((await rowsOf(frame)).map((row) => row.ind)).toEqual([1, 6]);
    expect(told).toEqual(rejected);
    expect(rejected.map((one) => [one.line, one.reason.replace(/JSON: .*/, "JSON"), one.text])).toEqual([
      [2, "the line is not JSON", '{"ind":'],
      [3, "the line is JSON but no object", "[1]"],
      [4, "ind is missing", '{"title":"x"}'],
      [5, 'ind is "5", not int32', '{"ind":"5"}'],
    ]);
  });

  test("rounds nothing silently", async () => {
    expect(await reasons('{"ind":1.5}', '{"ind":3000000000}', '{"ind":1,"big":9223372036854775808}')).toEqual([
      "file-0.json:1 ind is 1.5, not int32",
      "file-1.json:1 ind is 3000000000, not int32",
      "file-2.json:1 big is 9223372036854775808, not int64",
    ]);
  });

  test("rejects bytes that are not UTF-8 and keeps the other lines of the file", async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('{"ind":1}\n'),
      0xff,
      0x0a,
      ...new TextEncoder().encode('{"ind":2}'),
    ]);
    const { frame, rejected } = await readNdjson(files(bytes), schema);
    expect((await rowsOf(frame)).map((row) => row.ind)).toEqual([1, 2]);
    expect(rejected.map((one) => one.reason)).toEqual(["the line is not UTF-8"]);
  });

  test("of nothing gives an empty frame", async () => {
    const { frame } = await readNdjson(files(), schema);
    expect(await rowsOf(frame)).toEqual([]);
  });
});
