import { describe, expect, test } from "@jest/globals";
import { readTables } from "../../src/report/read-table.ts";

describe("tables of HTML", () => {
  test("have their head, their rows and what stands around them", () => {
    const html =
      "<p>a</p><table><thead><tr><th>n<br><small>int32</small></th><th>t &amp; u</th></tr></thead><tbody><tr><td>1</td><td><i>null</i></td></tr></tbody></table><p>1 row</p>";
    expect(readTables(html)).toEqual([
      { html: "<p>a</p>" },
      { table: { head: [["n", "t & u"]], rows: [["1", "null"]] } },
      { html: "<p>1 row</p>" },
    ]);
  });

  test("spread cells over the rows and columns that they span", () => {
    const html =
      '<table><tr><th colspan="2">a</th><th>b</th></tr><tr><td rowspan="2">1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr></table>';
    expect(readTables(html)).toEqual([
      {
        table: {
          head: [["a", "", "b"]],
          rows: [
            ["1", "2", "3"],
            ["", "4", "5"],
          ],
        },
      },
    ]);
  });

  test("take a table within a cell as its text", () => {
    const html = "<table><tr><td>x<table><tr><td>in</td></tr></table></td><td>y</td></tr></table>";
    expect(readTables(html)).toEqual([{ table: { head: [], rows: [["x in", "y"]] } }]);
  });
});
