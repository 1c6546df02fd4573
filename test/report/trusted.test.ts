import { describe, expect, test } from "@jest/globals";
import { type Cell, newNotebook, type Output } from "../../src/notebook/index.ts";
import { renderSite } from "../../src/report/index.ts";

const shows = (type: string, content: string): Output => ({
  output_type: "display_data",
  data: { [type]: content, "text/plain": "plain" },
  metadata: {},
});

const cell: Cell = {
  cell_type: "code",
  id: "c",
  metadata: {},
  source: "show()",
  execution_count: 1,
  outputs: [
    shows("text/html", "<b>x</b><script>first()</script>"),
    shows("image/svg+xml", "<svg><script>second()</script></svg>"),
    shows("application/javascript", "third(element)"),
  ],
};
const notebook = newNotebook([
  cell,
  { cell_type: "markdown", id: "m", metadata: {}, source: "<script>prose()</script>" },
]);
const pageOf = (trusted: boolean): string => String(renderSite([{ name: "a", notebook }], { trusted }).get("a.html"));

describe("a trusted report", () => {
  test("leaves the scripts of outputs as they are, those of Markdown not, and says so", () => {
    const html = pageOf(true);
    for (const script of ["first()", "second()", "third(element)"]) expect(html).toContain(script);
    expect(html).not.toContain("prose()");
    expect(html).not.toContain("Content-Security-Policy");
    expect(html).toContain("<strong>Trusted report.</strong>");
  });

  test("is what nobody gets who does not ask for it", () => {
    const html = pageOf(false);
    expect(html).not.toMatch(/(?:first|second|third|prose)\(|Trusted report/);
    expect(html).toContain("Content-Security-Policy");
  });
});
