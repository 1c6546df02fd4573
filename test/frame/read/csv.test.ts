import { describe, expect, test } from "@jest/globals";
import { readCsv } from "../../../src/frame/index.ts";
import type { Schema } from "../../../src/schema.ts";
import { rowsOf } from "../conforms.ts";
import { files, inPieces } from "./files.ts";

const schema = [
  { name: "n", type: "int32", nullable: false },
  { name: "text", type: "string", nullable: true },
  { name: "day", type: "date", nullable: true },
] as const satisfies Schema;

const text = 'n,text,day\r\n1,"a, ""b""\nc",2020-01-02\r\n2,,\n3,"",1969-12-31';
const rows = [
  { n: 1, text: 'a, "b"\nc', day: new Date("2020-01-02") },
  { n: 2, text: null, day: null },
  { n: 3, text: "", day: new Date("1969-12-31") },
];

describe("reading CSV", () => {
  test("takes quotes, doubled quotes, line ends inside them and both kinds of line ends; an empty field is null, a quoted one a text", async () => {
    const { frame, rejected } = await readCsv(files(text), schema);
    expect(rejected).toEqual([]);
    expect(await rowsOf(frame)).toEqual(rows);
  });

  test.each([1, 2, 3, 5, 7])("gives the same in pieces of %i bytes", async (size) => {
    const content = text.replace("c", "ä😀");
    const { frame } = await readCsv(inPieces(content, size), schema);
    expect((await frame.toRows())[0]?.text).toBe('a, "b"\nä😀');
    expect(await frame.toRows()).toHaveLength(3);
  });

  test("takes another delimiter and another word for null, columns in any order and a byte order mark", async () => {
    const { frame } = await readCsv(files("\ufeffday;text;extra;n\n;NA;x;7\n"), schema, {
      delimiter: ";",
      nullText: "NA",
    });
    expect(
      (await readCsv(files("\ufeffday;text;extra;n\nNA;NA;x;7\n"), schema, { delimiter: ";", nullText: "NA" }))
        .rejected,
    ).toEqual([]);
    expect(await frame.toRows()).toEqual([]);
  });

  test("rejects what is no row, with the line on which it begins", async () => {
    const content = 'n,text,day\n1,"two\nlines",\nx,,\n2\n3,"a"b,\n4,,2020-02-30\n5,ok,\n6,"open';
    const { frame, rejected, rejectedCount } = await readCsv(files(content), schema);
    expect((await frame.toRows()).map((row) => row.n)).toEqual([1, 5]);
    expect(rejected.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '4 n is "x", not int32',
      "5 the line has 1 fields, and the first line names 3",
      "6 something stands behind a closing quote",
      '7 day is "2020-02-30", not date',
      "9 a quote is opened and never closed",
    ]);
    expect(rejectedCount).toBe(5);
  });

  test("tells the types from the texts where no schema is given: 007 stays a text", async () => {
    const content = "a,b,c,d,e,f\n1,1.5,007,true,2020-01-01,2020-01-01 10:00:00\n,2,8,false,,\n";
    const { frame } = await readCsv(() => files(content));
    expect(frame.schema.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
      ["a", "int32", true],
      ["b", "float64", true],
      ["c", "string", true],
      ["d", "boolean", true],
      ["e", "date", true],
      ["f", "timestamp", true],
    ]);
  });

  test("refuses a head that lacks a column or names one twice, and a delimiter that is none", async () => {
    await expect(readCsv(files("text\nx"), schema)).rejects.toThrow("file-0 has no column 'n'");
    await expect(readCsv(files("n,n\n1,2"), schema)).rejects.toThrow("two columns 'n'");
    await expect(readCsv(files("n\n1"), schema, { delimiter: "::" })).rejects.toThrow("one character");
  });
});
