import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { type CodeCell, newNotebook, type Output } from "../../../src/notebook/index.ts";
import { differenceText } from "../../../src/report/changes/change-html.ts";
import { outputChanges } from "../../../src/report/changes/output-changes.ts";
import { type EarlierNotebook, renderSite } from "../../../src/report/index.ts";
import { labelsOf } from "../../../src/report/labels.ts";

const text = (value: string): Output => ({ output_type: "stream", name: "stdout", text: value });
const shows = (data: Record<string, string>): Output => ({ output_type: "display_data", data, metadata: {} });
const cell = (id: string, source: string, ...outputs: readonly Output[]): CodeCell => ({
  cell_type: "code",
  id,
  metadata: {},
  source,
  execution_count: 1,
  outputs,
});
const was = ({ id, source, outputs }: CodeCell, more: Partial<EarlierNotebook["cells"][number]> = {}) => ({
  id,
  title: source,
  code: createHash("sha256").update(source).digest("hex"),
  status: "ok",
  outputs,
  ...more,
});
const changes = (
  now: readonly CodeCell[],
  before: EarlierNotebook["cells"],
  more: Partial<EarlierNotebook> = {},
): { page: string; index: string } => {
  const since = { label: "the run <of> then", notebooks: [{ status: "ok", parameters: {}, cells: before, ...more }] };
  const site = renderSite([{ name: "a", notebook: newNotebook(now), facts: { parameters: { n: "12" } } }], { since });
  return { page: String(site.get("changes.html")), index: String(site.get("index.html")) };
};

describe("changes of outputs", () => {
  test("of numbers have their difference", () => {
    expect(outputChanges([shows({ "text/plain": "1,000" })], [shows({ "text/plain": "1250" })])).toEqual([
      { kind: "number", before: 1000, after: 1250, texts: ["1,000", "1250"] },
    ]);
    expect(differenceText(1000, 1250, labelsOf())).toBe("+250, +25%");
    expect(differenceText(0.3, 0.1, labelsOf())).toBe("−0.2, −66.7%");
    expect(differenceText(1000, -1500.5, labelsOf("de"))).toBe("−2.500,5, −250,1\u00a0%");
    expect(differenceText(0, 2, labelsOf())).toBe("+2");
  });

  test("of tables count the rows that they have, also those not shown", () => {
    const table = (rows: number) =>
      shows({
        "text/html": `<table><tr><th>a</th></tr><tr><td>1</td></tr></table><p>${rows} rows × 1 column, the first 1 shown</p>`,
      });
    expect(outputChanges([table(20)], [table(30)])).toMatchObject([
      { kind: "table", counts: [20, 30], isWhole: false },
    ]);
    expect(outputChanges([table(20)], [table(20)])).toEqual([]);
  });

  test("of pictures, texts, and outputs that came, went or were not kept", () => {
    const [a, b] = [shows({ "image/svg+xml": "<svg>1</svg>" }), shows({ "image/svg+xml": "<svg>2</svg>" })];
    expect(outputChanges([a, text("x\n"), text("y\n")], [b, text("x\nz\n")]).map(({ kind }) => kind)).toEqual([
      "picture",
      "text",
    ]);
    expect(outputChanges([], [a])).toEqual([{ kind: "added", output: a }]);
    expect(outputChanges([a], [])).toEqual([{ kind: "removed", output: a }]);
    expect(outputChanges([null], [a]).map(({ kind }) => kind)).toEqual(["too-large"]);
  });
});

describe("the page on what changed", () => {
  test("tells of cells that changed, came and went, of parameters and status, and is linked from the index", () => {
    const same = cell("s", "same", text("1"));
    const { page, index } = changes(
      [same, cell("c", "count", text("12")), cell("n", "fresh", text("<b>new</b>"))],
      [was(same), was(cell("c", "count", text("10"))), was(cell("g", "gone", text("old")))],
      { status: "failed", parameters: { n: "10" } },
    );
    expect(page).toContain("What changed since the run &lt;of&gt; then");
    expect(page).toMatch(/<code>n<\/code> <code>10<\/code> → <code>12<\/code>/);
    expect(page).toMatch(/<code dir="auto">count<\/code>.*\s*.*10<\/span> → <strong>12<\/strong>/);
    expect(page).toContain("cell added");
    expect(page).toContain("cell removed");
    expect(page).toContain("&lt;b&gt;new");
    expect(page).not.toContain('<code dir="auto">same</code>');
    expect(index).toContain('<a href="changes.html">Since the run &lt;of&gt; then: 3 cells changed · 1 notebook</a>');
  });

  test("matches a cell with another id by its code, and says where nothing changed", () => {
    const { index } = changes([cell("new", "x", text("1"))], [was(cell("old", "x", text("1")))], {
      parameters: { n: "12" },
    });
    expect(index).toContain("nothing changed");
  });

  test("shows both lines of a text that changed, side by side", () => {
    const { page } = changes([cell("t", "t", text("a\nB\nc\nd"))], [was(cell("t", "t", text("a\nb\nc")))], {
      parameters: { n: "12" },
    });
    expect(page).toContain('<tr class="changed"><td>b</td><td>B</td></tr>');
    expect(page).toContain('<tr class="added"><td></td><td>d</td></tr>');
  });
});
