import { describe, expect, test } from "@jest/globals";
import { sanitizeHtml, sanitizeSvg } from "../../src/report/sanitize.ts";

describe("a style sheet in an output", () => {
  test("becomes attributes, in the cascade's order, as pandas' Styler needs", () => {
    const html = `<style type="text/css">
      #T_a th { text-align: left; }
      #T_a_row0_col0, #T_a_row1_col0 { background-color: #ffff00; color: #000001 }
      #T_a .col_heading { font-weight: bold }
      #T_a td:hover { background-color: #ff0000 }
      @media print { td { color: #00ff00 } }
      </style><table id="T_a"><tr><th class="col_heading level0">n</th></tr><tr><td id="T_a_row0_col0" style="width:1px">1</td></tr></table>`;
    expect(sanitizeHtml(html)).toBe(
      `<table id="x-T_a"><tr><th style="text-align:left;font-weight:bold">n</th></tr><tr><td id="x-T_a_row0_col0" style="background-color:#ffff00;color:#000001;width:1px">1</td></tr></table>`,
    );
  });

  test("draws an SVG as R and matplotlib write it", () => {
    const svg = `<?xml version='1.0'?><svg class='svglite' viewBox='0 0 9 9'><defs><style type='text/css'><![CDATA[
      .svglite line, .svglite rect { fill: none; stroke: #000000; } ]]></style></defs><g><rect width='5' style='fill:#ff0000'/></g><text>a</text></svg>`;
    expect(sanitizeSvg(svg)).toBe(
      `<svg viewbox="0 0 9 9"><defs></defs><g><rect width="5" style="stroke:#000000;fill:#ff0000"></rect></g><text>a</text></svg>`.replace(
        "stroke:#000000;fill:#ff0000",
        "fill:none;stroke:#000000;fill:#ff0000",
      ),
    );
  });

  test("tells children from descendants, and wants each part of a selector", () => {
    const html = (selector: string): string =>
      sanitizeHtml(`<style>${selector} { width: 1px }</style><div class="a"><p class="b"><b id="c">x</b></p></div>`);
    for (const selector of [".a b", "p > b", "div .b > #c", "b#c", "* b", ".a>.b>b", "div b"])
      expect(html(selector)).toContain('<b id="x-c" style="width:1px">');
    for (const selector of [".a > b", "#a b", "b.c", "b + b", "p b b", ".a:not(x) b"])
      expect(html(selector)).not.toContain("width");
  });

  test.each([
    "<style>td{background:url(https://evil.example/x)}</style><table><tr><td>x</td></tr></table>",
    "<style>@import url(https://evil.example/x);td{position:fixed}</style><table><tr><td>x</td></tr></table>",
    `<style scoped>td{color:red}</style><table><tr><td>x</td></tr></table>`,
  ])("brings nothing in that an attribute may not: %s", (html) => {
    expect(sanitizeHtml(html)).toMatch(/^<table><tr><td(?: style="color:red")?>x<\/td><\/tr><\/table>$/);
  });
});
