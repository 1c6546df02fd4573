import { describe, expect, test } from "@jest/globals";
import { PinbookError } from "../../src/errors.ts";
import { formatNotebook, parseNotebook } from "../../src/notebook/index.ts";

const file = (cells: unknown, more: object = {}): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...more }, null, 1);
const code = (more: object = {}): object => ({
  ...{ cell_type: "code", id: "a", source: "", metadata: {}, outputs: [], execution_count: null, ...more },
});
const rewritten = (text: string): string => formatNotebook(parseNotebook(text, "n.ipynb"));
const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("a notebook file that is unusual is read:", () => {
  test("with a byte order mark and Windows' line ends, which go", () => {
    const text = rewritten(file([code({ source: "a\r\nb" })]));
    expect(rewritten(`\ufeff${text.replaceAll("\n", "\r\n")}`)).toBe(text);
    expect(parseNotebook(text, "n").cells[0]?.source).toBe("a\r\nb");
  });

  test("with half of a surrogate pair, which stays an escape that every reader of JSON takes", () => {
    const text = rewritten(file([code({ source: "'\ud83d'" })]));
    expect(text).toContain("\"'\\ud83d'\"");
    expect(text).not.toMatch(/\p{Cs}/u);
  });

  test("with fields called __proto__ and constructor, which change nothing but stay", () => {
    const text = rewritten(
      file([code()]).replace('"metadata": {}', '"metadata": {"__proto__": {"tags": ["x"]}, "constructor": 1.0}'),
    );
    const [cell] = parseNotebook(text, "n").cells;
    expect(cell?.metadata.tags).toBeUndefined();
    expect(Object.getPrototypeOf(cell?.metadata)).toBe(Object.prototype);
    expect(text).toMatch(/"__proto__": \{\s+"tags"[^}]+\},\s+"constructor": 1\.0/);
  });

  test("with ten thousand cells, of one id or of none", () => {
    for (const id of ["same", undefined]) {
      const { cells } = parseNotebook(file(Array(10_000).fill(code({ id, source: "x" }))), "n");
      expect(new Set(cells.map((cell) => cell.id)).size).toBe(10_000);
    }
  });

  test("before format 4.5 with any id, which stays if it can", () => {
    const { cells } = parseNotebook(file([code({ id: "a b" }), code({ id: 7 }), code()], { nbformat_minor: 4 }), "n");
    expect(cells.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^\w{8}$/),
      expect.stringMatching(/^\w{8}$/),
      "a",
    ]);
  });

  test("with the answer to a prompt, a stream of its own", () => {
    const outputs = [{ output_type: "stream", name: "stdin", text: ["yes"] }];
    expect(parseNotebook(file([code({ outputs })]), "n").cells).toMatchObject([{ outputs: [{ name: "stdin" }] }]);
  });

  test("with nesting as deep as Python reads, and whole numbers and others wherever they stand, as Python writes them", () => {
    expect(rewritten(file([code({ metadata: { deep: JSON.parse(nested(500)) } })]))).toContain("deep");
    const text = file([
      code({ outputs: [{ output_type: "display_data", metadata: {}, data: { "application/json": 7 } }] }),
    ]);
    const numbers = rewritten(
      text.replace(
        '"application/json": 7',
        '"application/json": 1.50, "application/x+json": [1e-7, -0, 1.0, 1E5, 12345678901234567890, -0.0]',
      ),
    );
    expect(numbers).toMatch(
      /json": 1\.5,\s+"application\/x\+json": \[\s+1e-07,\s+0,\s+1\.0,\s+100000\.0,\s+12345678901234567890,\s+-0\.0\s/,
    );
  });
});

describe("a notebook file that is bad is refused in one line:", () => {
  test.each([
    [
      "cut off",
      file([code({ source: "some text" })]).slice(0, 90),
      /not valid JSON \(line \d+, column \d+: expected .*found/,
    ],
    [
      "of another format",
      "<html></html>",
      /not valid JSON \(line 1, column 1: expected a value, found "<html><\/html"/,
    ],
    [
      "nested too deeply",
      file([code({ metadata: { deep: 0 } })]).replace(": 0", `: ${nested(5000)}`),
      /at most 1000 levels/,
    ],
    ["with a cell that is nested too deeply", `{"cells":${nested(1001)},"nbformat":4}`, /at most 1000 levels/],
    [
      "a list of a million",
      file([code({ source: Array(1_000_000).fill(1) })]),
      /cell 1, source: .* it is a list of 1000000\./,
    ],
    [
      "with a very long wrong value",
      file([code({ outputs: "x".repeat(1_000_000) })]),
      /outputs: must be a list, it is "x{60}"…/,
    ],
    ["with a line break in a wrong value", file([code({ cell_type: "a\nb\u2028c" })]), /cell_type: .* it is "a\\nb/],
    [
      "with a count below zero",
      file([code({ execution_count: -1 })]),
      /cell 1, execution_count: must be a whole number/,
    ],
    [
      "with half a format",
      file([], { nbformat_minor: "5" }),
      /nbformat_minor: must be a whole number, as 5, it is "5"/,
    ],
    ["of format 3", file([], { nbformat: 3, worksheets: [] }), /jupyter nbconvert --to notebook --nbformat 4/],
    [
      "with an object for an error's text",
      file([code({ outputs: [{ output_type: "error", ename: { a: 1 } }] })]),
      /output 1, ename: .*an object with "a"/,
    ],
  ])("%s", (_, text, message) => {
    let error: unknown;
    try {
      parseNotebook(text, "n.ipynb");
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(PinbookError);
    const said = (error as PinbookError).message;
    expect(said).toMatch(message);
    expect(said).toMatch(/^n\.ipynb\b[^\n\r]{1,300}$/);
  });
});
