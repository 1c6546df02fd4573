import { describe, expect, test } from "@jest/globals";
import { splitWideTables } from "../../../src/report/pdf/split-tables.ts";

const table = (
  columns: number,
  rows: number,
  cell = (row: number, column: number) => `cell ${row}.${column}`,
): string => {
  const row = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${text}</${tag}>`).join("")}</tr>`;
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
  const body = numbers(rows).map((at) =>
    row(
      "td",
      numbers(columns).map((column) => cell(at, column)),
    ),
  );
  return `<table class="a"><thead>${row(
    "th",
    numbers(columns).map((column) => `head ${column}`),
  )}</thead><tbody>${body.join("")}</tbody></table>`;
};

describe("a table on paper", () => {
  test("that is wider than a page is several, each with its first column and all its rows", () => {
    const html = splitWideTables(`<p>x</p>${table(24, 3)}`);
    const pieces = html.split(/(?=<p class="columns">)/).slice(1);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) {
      expect(piece).toMatch(/^<p class="columns">\d+–\d+ \/ 24<\/p><table class="a"><thead><tr><th>head 0<\/th>/);
      expect(piece.match(/<tr>/g)).toHaveLength(4);
    }
    for (let column = 1; column < 24; column++) expect(html.split(`<td>cell 2.${column}</td>`)).toHaveLength(2);
    expect(html.split("<td>cell 2.0</td>")).toHaveLength(pieces.length + 1);
  });

  test("that fits stays as it is, and so does one with spanning or missing cells", () => {
    for (const html of [
      table(6, 3),
      table(24, 3).replace("<td>", '<td colspan="2">'),
      table(24, 3).replace("<td>cell 1.3</td>", ""),
    ])
      expect(splitWideTables(html)).toBe(html);
    expect(splitWideTables(table(20, 2, () => "1").replace(/head \d+/g, "n"))).not.toMatch(/columns/);
  });

  test("has long texts that wrap, and these alone do not split it", () => {
    const html = table(4, 3, (_, column) => (column === 1 ? "many words ".repeat(20) : "1"));
    expect(splitWideTables(html)).toBe(html);
  });
});
