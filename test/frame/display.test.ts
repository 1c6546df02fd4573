import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { type AnyFrame, fromRows, type MimeBundle } from "../../src/frame/index.ts";

const display = (frame: AnyFrame): Promise<MimeBundle> =>
  (frame as unknown as Record<symbol, () => Promise<MimeBundle>>)[
    Symbol.for("Jupyter.display")
  ]?.() as Promise<MimeBundle>;

test("a frame shows itself as a table with types, its first rows and their number", async () => {
  const frame = fromRows(Array.from({ length: 25 }, (_, n) => ({ n, at: n === 0 ? null : new Date(0) })));
  const bundle = await display(frame);
  expect(bundle["text/html"]).toContain('<th style="text-align:right">n<br><small>int32</small><br><svg');
  expect(bundle["text/html"]).toContain('<th style="text-align:left">at<br><small>timestamp? · 1 null</small></th>');
  expect(bundle["text/html"]?.match(/<tr>/g)).toHaveLength(21);
  expect(bundle["text/html"]).toContain("25 rows × 2 columns, the first 20 shown");
  expect(bundle["text/plain"]?.split("\n").slice(0, 4)).toEqual([
    "n      at",
    "int32  timestamp?",
    "0      null",
    "1      1970-01-01 00:00:00",
  ]);
});

test("a head shows how values spread: numbers in bins, the most frequent texts, nothing where all are equal or all differ", async () => {
  const rows = Array.from({ length: 100 }, (_, n) => ({
    n,
    t: n % 10 === 0 ? "a" : "b",
    id: `x${n}`,
    same: 1,
    nan: n < 50 ? Number.NaN : 1 / n,
  }));
  const html = (await display(fromRows(rows)))["text/html"] ?? "";
  const heads = [...html.matchAll(/<th [^>]*>(\w+)<br>(.*?)<\/th>/g)].map(([, name, rest = ""]) => [
    name,
    rest.split("<rect").length - 1,
  ]);
  expect(heads).toEqual([
    ["n", 16],
    ["t", 2],
    ["id", 0],
    ["same", 0],
    ["nan", 16],
  ]);
});

test("console.log prints a frame's columns and steps", () => {
  const frame = fromRows([{ a: 1, b: "x" }]).select("b");
  expect(inspect(frame)).toBe("Frame of b string\nread table → select b");
});

test("everything shown is escaped", async () => {
  const frame = fromRows([{ "<i>": "<script>alert('x')</script> & \"y\"" }]);
  const html = (await display(frame))["text/html"] ?? "";
  expect(html).toContain(">&lt;i&gt;<br>");
  expect(html).toContain(">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;</td>");
});

test("long and nested values are shown short", async () => {
  const frame = fromRows([{ t: "😀".repeat(500), l: ["a", "b"], big: 2n ** 60n }]);
  const html = (await display(frame))["text/html"] ?? "";
  expect(html).toContain(`${"😀".repeat(199)}…</td>`);
  expect(html).toContain('>[&quot;a&quot;,&quot;b&quot;]</td><td style="text-align:right">1152921504606846976</td>');
});

test("an empty frame shows its columns", async () => {
  const bundle = await display(fromRows([{ a: 1 }]).slice(0, 0));
  expect(bundle["text/plain"]).toBe("a\nint32\n0 rows × 1 column");
});
