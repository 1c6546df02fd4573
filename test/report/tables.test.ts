import { expect, test } from "@jest/globals";
import { labelsOf } from "../../src/report/labels.ts";
import { boxTables } from "../../src/report/tables.ts";

const boxed = (html: string): string => boxTables(html, labelsOf());

test("A table gets a box of its own, and a column of numbers is marked with its head", () => {
  const html = boxed(
    "<p>a</p><table><thead><tr><th>n</th><th>t</th></tr></thead><tbody><tr><td>1,200</td><td>x</td></tr><tr><td></td><td>2</td></tr></tbody></table>",
  );
  expect(html).toMatch(/^<p>a<\/p><div class="table"><div class="table-box"[^>]*><table>.*<\/table><\/div><\/div>$/);
  expect(html).toContain('<th class="num">n</th><th>t</th>');
  expect(html).toContain('<td class="num">1,200</td><td>x</td>');
});

test("Tables with spanning cells stay as they are", () => {
  expect(boxed('<table><tr><td colspan="2">1</td></tr></table>')).toContain('<td colspan="2">1</td>');
});

const long = (rows: number, cell = "<td>x</td>"): string =>
  `<table><thead><tr><th></th></tr></thead><tbody>${Array.from({ length: rows }, (_, row) => `<tr>${cell}<td>${row}</td></tr>`).join("")}</tbody></table>`;

test("Of a long table 200 rows are drawn, and all others wait in a noscript", () => {
  const [drawn = "", rest = ""] = boxed(long(1234)).split("<noscript>");
  expect(drawn.match(/<tr/g)).toHaveLength(201);
  expect(rest.match(/<tr/g)).toHaveLength(1234 - 200 + 1);
  expect(drawn).toContain('<div class="table" data-rows="1234">');
  expect(drawn).toContain('aria-label="Table, 1,234 rows"');
  expect(rest).toContain('<td class="num">1233</td>');
});

test("A table whose cells span rows, or that could end its noscript, stays whole", () => {
  expect(boxed(long(300, '<td rowspan="2">x</td>'))).not.toContain("noscript>");
  expect(boxed(long(300, '<td title="</noscript>">x</td>'))).not.toContain("<noscript>");
});

test("A head without words is no head", () => {
  expect(boxed(long(1))).toContain("<thead><tr><td></td></tr></thead>");
  const scoped = '<table><thead><tr><th scope="col" style="x"> </th><th scope="col">n</th></tr></thead></table>';
  expect(boxed(scoped)).toContain('<thead><tr><td style="x"></td><th scope="col">n</th></tr></thead>');
});

test.each(["$1,200", "-5", "12 %", "1e-3", "null", "<i>null</i>", "NaN", "€ 3", "−4.5"])(
  "%s stands in a column of numbers",
  (cell) => {
    expect(boxed(`<table><tbody><tr><td>${cell}</td></tr><tr><td>1</td></tr></tbody></table>`)).toContain(
      `<td class="num">${cell}</td>`,
    );
  },
);

test.each(["1a", "2020-01-01", "10k", "1.2.3"])("%s makes a column one of texts", (cell) => {
  expect(boxed(`<table><tbody><tr><td>${cell}</td></tr><tr><td>1</td></tr></tbody></table>`)).not.toContain("num");
});
