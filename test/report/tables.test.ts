import { expect, test } from "@jest/globals";
import { boxTables } from "../../src/report/tables.ts";

test("A table gets a box of its own, and a column of numbers is marked with its head", () => {
  const html = boxTables(
    "<p>a</p><table><thead><tr><th>n</th><th>t</th></tr></thead><tbody><tr><td>1,200</td><td>x</td></tr><tr><td></td><td>2</td></tr></tbody></table>",
  );
  expect(html).toMatch(/^<p>a<\/p><div class="table"><div class="table-box"[^>]*><table>.*<\/table><\/div><\/div>$/);
  expect(html).toContain('<th class="num">n</th><th>t</th>');
  expect(html).toContain('<td class="num">1,200</td><td>x</td>');
});

test("Tables with spanning cells stay as they are", () => {
  expect(boxTables('<table><tr><td colspan="2">1</td></tr></table>')).toContain('<td colspan="2">1</td>');
});
