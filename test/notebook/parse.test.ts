import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { formatNotebook, parseNotebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";

const folder = join(packageRoot, "test/notebook/files");
const files = (await readdir(folder)).filter((name) => name.endsWith(".ipynb"));

const file = (cells: unknown, more: object = {}): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...more });
const code = (more: object = {}): object => ({
  cell_type: "code",
  id: "a",
  source: "",
  metadata: {},
  outputs: [],
  execution_count: null,
  ...more,
});

describe("a notebook file", () => {
  test.each(files)("%s, saved by Jupyter, is written back byte for byte", async (name) => {
    const text = await readFile(join(folder, name), "utf8");
    expect(formatNotebook(parseNotebook(text, name))).toBe(text);
  });

  test("of format 4.0 is upgraded to 4.5 with ids that are the same each time", () => {
    const old = file([{ cell_type: "markdown", source: ["a\n", "b"] }, code({ id: undefined })], { nbformat_minor: 0 });
    const notebook = parseNotebook(old, "old.ipynb");
    expect(notebook.nbformat_minor).toBe(5);
    expect(notebook.cells.map((cell) => cell.source)).toEqual(["a\nb", ""]);
    expect(notebook.cells.every((cell) => /^[0-9a-f]{8}$/.test(cell.id))).toBe(true);
    expect(parseNotebook(old, "old.ipynb")).toEqual(notebook);
  });

  test("with an id used twice keeps the first and gives the second a new one", () => {
    const ids = parseNotebook(file([code(), code(), code({ id: "b" })]), "n").cells.map((cell) => cell.id);
    expect(new Set(ids).size).toBe(3);
    expect([ids[0], ids[2]]).toEqual(["a", "b"]);
  });

  test("keeps fields that the format does not know, also __proto__", () => {
    const text = `{"cells":[{"cell_type":"raw","id":"a","metadata":{"__proto__":{"x":1}},"source":[],"later":2}],"metadata":{},"nbformat":4,"nbformat_minor":5,"more":[]}`;
    const written = formatNotebook(parseNotebook(text, "n"));
    expect(JSON.parse(written)).toEqual(JSON.parse(text));
    expect(written).toContain("__proto__");
  });

  test.each([
    ["", /^n\.ipynb is not a notebook: .*line 1, column 1/],
    ["{", /line 1, column 2: expected a string/],
    ['{"cells": [1,\n 2', /line 2, column 3: expected "," or "\]", found the end of the file/],
    ["[]", /n\.ipynb, the file: must be a JSON object, it is \[\]/],
    [file([], { nbformat: 3 }), /format 3, pinbook reads 4\.0 to 4\.5: convert it with/],
    ['{"worksheets":[]}', /format 3/],
    [file([], { nbformat: 5 }), /nbformat is 5, it must be 4/],
    ["{}", /nbformat is missing/],
    [file(undefined), /n\.ipynb, cells: must be a list, it is missing/],
    [file([code(), 7]), /cell 2: must be a JSON object, it is 7/],
    [file([code({ cell_type: "heading" })]), /cell 1, cell_type: must be "code", "markdown" or "raw"/],
    [file([code({ source: 1 })]), /cell 1, source: must be a string or a list of strings/],
    [file([code({ id: "a b" })]), /cell 1, id: .*Delete the field/],
    [file([code({ outputs: [{ output_type: "pyout" }] })]), /cell 1, output 1, output_type/],
    [file([code({ outputs: [{ output_type: "stream", name: 1, text: "" }] })]), /output 1, name/],
    [file([code({ outputs: [{ output_type: "display_data", data: [] }] })]), /output 1, data: must be a JSON object/],
    [file([code({ execution_count: "1" })]), /cell 1, execution_count: must be a whole number or null/],
    [`{"a":${"[".repeat(100_000)}`, /at most 1000 levels/],
  ])("that is wrong (%#) gets an error naming file, cell and field", (text, message) => {
    expect(() => parseNotebook(text, "n.ipynb")).toThrow(message);
  });
});
