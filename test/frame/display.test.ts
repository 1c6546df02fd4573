import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { cols, fromColumns, fromRows, type MimeBundle, mostRowsInMemory, op } from "../../src/frame/index.ts";

const display = (frame: object): Promise<MimeBundle> =>
  (frame as unknown as Record<symbol, () => Promise<MimeBundle>>)[
    Symbol.for("Jupyter.display")
  ]?.() as Promise<MimeBundle>;

test("a frame shows itself as a table with types, its first rows and their number", async () => {
  const frame = fromRows(Array.from({ length: 25 }, (_, n) => ({ n, at: n === 0 ? null : new Date(0) })));
  const bundle = await display(frame);
  expect(bundle["text/html"]).toContain(
    '<th scope="col" title="0 to 24" style="text-align:right;vertical-align:top">n<br><small>int32</small><br><svg',
  );
  expect(bundle["text/html"]).toContain(">at<br><small>timestamp? · 1 null</small></th>");
  expect(bundle["text/html"]?.match(/<tr>/g)).toHaveLength(21);
  expect(bundle["text/html"]).toContain("25 rows × 2 columns, the first 20 shown");
  expect(bundle["text/plain"]?.split("\n").slice(0, 4)).toEqual([
    "    n  at",
    "int32  timestamp?",
    "    0  null",
    "    1  1970-01-01 00:00:00",
  ]);
});

test("a head shows how values spread: numbers in bins, the most frequent texts, nothing where all are equal or all differ", async () => {
  const rows = Array.from({ length: 100 }, (_, n) => ({
    n,
    t: n % 10 === 0 ? "a" : "b",
    id: `x${n}`,
    same: 1,
    nan: n < 50 ? Number.NaN : n % 3,
    big: 2n ** 60n + BigInt(n),
  }));
  const html = (await display(fromRows(rows)))["text/html"] ?? "";
  const heads = [...html.matchAll(/<th [^>]*>(\w+)<br>(.*?)<\/th>/g)].map(([, name, rest = ""]) => [
    name,
    rest.split("M").length - 1,
  ]);
  expect(heads).toEqual([
    ["n", 16],
    ["t", 2],
    ["id", 0],
    ["same", 0],
    ["nan", 3],
    ["big", 16],
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
  expect(html).toContain('>[&quot;a&quot;, &quot;b&quot;]</td><td style="text-align:right">1152921504606846976</td>');
});

test("an empty frame shows its columns", async () => {
  const bundle = await display(fromRows([{ a: 1 }]).slice(0, 0));
  expect(bundle["text/plain"]).toBe("    a\nint32\n0 rows × 1 column");
});

test("values are shown by their types, inside others too", async () => {
  const schema = [
    { name: "float", type: "float64", nullable: false },
    { name: "price", type: { kind: "decimal", precision: 5, scale: 2 }, nullable: false },
    { name: "bytes", type: "binary", nullable: false },
    {
      name: "all",
      type: {
        kind: "struct",
        fields: [
          { name: "days", type: { kind: "list", element: "date", containsNull: true }, nullable: false },
          { name: "at", type: "timestamp", nullable: false },
          { name: "nan", type: "float64", nullable: false },
          {
            name: "by",
            type: { kind: "map", key: "string", value: "int64", valueContainsNull: true },
            nullable: false,
          },
        ],
      },
      nullable: false,
    },
    { name: "end", type: "timestamp", nullable: false },
  ] as const;
  const all = { days: [1, null], at: 1n, nan: Number.NaN, by: new Map([["a", 2n ** 60n]]) };
  const columns = { float: [-0], price: ["1.50"], bytes: [new Uint8Array(3)], all: [all], end: [2n ** 63n - 1n] };
  const html = (await display(fromColumns({ schema, rowCount: 1, columns })))["text/html"] ?? "";
  expect([...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text)).toEqual([
    "-0",
    "1.50",
    "3 bytes",
    "{days: [1970-01-02, null], at: 1970-01-01 00:00:00.000001, nan: NaN, by: {&quot;a&quot;: 1152921504606846976}}",
    "9223372036854775807 µs after 1970-01-01",
  ]);
});

test("as text, wide characters and emoji keep the columns straight, and columns that do not fit are counted", async () => {
  const texts = ["猫", "👩‍🚀 é", "abc"].map((t) => ({ t, n: 1 }));
  expect((await display(fromRows(texts)))["text/plain"]?.split("\n")).toEqual([
    "t           n",
    "string  int32",
    "猫          1",
    "👩‍🚀 é        1",
    "abc         1",
    "3 rows × 2 columns",
  ]);
  const wide = fromRows([Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`c${n}`, "x".repeat(18)]))]);
  const text = (await display(wide))["text/plain"]?.split("\n") ?? [];
  expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(200);
  expect(text.at(-1)).toBe("1 row × 60 columns, the first 10 columns shown");
});

test("of very many columns the first are shown", async () => {
  const wide = fromRows([Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`c${n}`, n]))]);
  const html = (await display(wide))["text/html"] ?? "";
  expect(html.match(/<th /g)).toHaveLength(100);
  expect(html).toContain("<p>1 row × 300 columns, the first 100 columns shown</p>");
});

test("a long text gets a width between bounds, and a short one stays on its line", async () => {
  const html = (await display(fromRows([{ t: "x".repeat(100), u: "x", v: "x y" }])))["text/html"] ?? "";
  expect(html).toMatch(/<td style="text-align:left;min-width:26em;max-width:36em;overflow-wrap:anywhere">x{100}<\/td>/);
  expect(html).toContain('<td style="text-align:left">x</td><td style="text-align:left;white-space:nowrap">x y</td>');
});

test("a frame with groups shows its rows and says what groups them", async () => {
  const grouped = fromRows([{ a: 1, b: "x" }]).groupby("b");
  expect(inspect(grouped)).toBe("Frame of a int32, b string\nread table\ngrouped by b");
  expect((await display(grouped))["text/html"]).toContain("<p>1 row × 2 columns<br>grouped by b</p>");
});

test("what is large is counted and sampled by DuckDB, shows as it would from memory, and says where it ran below the table", async () => {
  const rowCount = mostRowsInMemory + 1;
  const numbers = Array.from({ length: rowCount }, (_, n) => n);
  const frame = fromColumns<{ n: number; t: string | null }>({
    schema: [
      { name: "n", type: "int32", nullable: false },
      { name: "t", type: "string", nullable: true },
    ],
    rowCount,
    columns: { n: numbers, t: numbers.map((n) => (n % 4 === 0 ? null : `t${n % 4}`)) },
  });
  const derived = frame.derive((d) => ({ twice: d.n.mul(2) }));
  const { "text/html": html = "", "text/plain": text = "" } = await display(derived);
  expect(html).toContain("<small>string? · 125,001 null</small>");
  expect(html).toMatch(/title="3 different, most often t\d in 10,000 rows of all"/);
  expect(text.split("\n").slice(2, 4)).toEqual(["    0  null         0", "    1  t1           2"]);
  expect(text.split("\n").slice(-2)).toEqual([
    "500,001 rows × 3 columns, the first 20 shown",
    '500,001 rows, more than 500,000: this runs on DuckDB; { engine: "arquero" } keeps it on Arquero.',
  ]);
  // Rows that are there already are only looked at.
  expect((await display(frame))["text/html"]).not.toContain("DuckDB");
  expect((await display(frame.select(cols.all()).rollup(() => ({ rows: op.count() }))))["text/plain"]).toContain(
    "500001",
  );
});
