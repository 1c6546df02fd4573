import { expect, test } from "@jest/globals";
import { htmlTable } from "../src/html-table.ts";

test("each cell of a table names its side, null is told from nothing, and every text is escaped", () => {
  const columns = [
    { name: "<a>", note: "a & b", side: "left" },
    { name: "n", side: "right", title: "1 to 2" },
  ] as const;
  expect(
    htmlTable(
      columns,
      [
        ["'<x>'", "1"],
        [null, undefined],
      ],
      "2 > 1",
    ).split("\n"),
  ).toEqual([
    "<table>",
    '<thead><tr><th scope="col" style="text-align:left;vertical-align:top">&lt;a&gt;<br><small>a &amp; b</small></th><th scope="col" title="1 to 2" style="text-align:right;vertical-align:top">n</th></tr></thead>',
    "<tbody>",
    '<tr><td style="text-align:left">&#39;&lt;x&gt;&#39;</td><td style="text-align:right">1</td></tr>',
    '<tr><td style="text-align:left"><i>null</i></td><td style="text-align:right"></td></tr>',
    "</tbody>",
    "</table>",
    "<p>2 &gt; 1</p>",
  ]);
});
