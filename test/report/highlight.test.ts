import { describe, expect, test } from "@jest/globals";
import { highlightCode } from "../../src/report/highlight.ts";

const marked = (code: string, language = "typescript"): readonly (readonly string[])[] =>
  [...highlightCode(code, language).matchAll(/<span class="h-(\w)">([^<]*)<\/span>/g)].map((match) => match.slice(1));
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, "&");

describe("TypeScript", () => {
  test.each<[string, readonly (readonly [string, string])[]]>([
    [
      "const a: string = 'x'; // why",
      [
        ["k", "const"],
        ["t", "string"],
        ["s", "'x'"],
        ["c", "// why"],
      ],
    ],
    [
      "await load(1, true)",
      [
        ["k", "await"],
        ["f", "load"],
        ["n", "1"],
        ["l", "true"],
      ],
    ],
    ["pins.filter((p) => p.of).length", [["f", "filter"]]],
    [
      "const from = of as unknown satisfies T",
      [
        ["k", "const"],
        ["k", "as"],
        ["t", "unknown"],
        ["k", "satisfies"],
        ["t", "T"],
      ],
    ],
    [
      "class A extends B { #x = 1n; get y() { return this.#x; } }",
      [
        ["k", "class"],
        ["t", "A"],
        ["k", "extends"],
        ["t", "B"],
        ["p", "#x"],
        ["n", "1n"],
        ["k", "get"],
        ["f", "y"],
        ["k", "return"],
        ["k", "this"],
      ],
    ],
    [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is coloured
      "`a ${b} c`",
      [
        ["s", "`a ${"],
        ["s", "} c`"],
      ],
    ],
    [
      "x.replace(/<b>/g, '')",
      [
        ["f", "replace"],
        ["r", "/&lt;b&gt;/g"],
        ["s", "''"],
      ],
    ],
    [
      "const f = async () => {}",
      [
        ["k", "const"],
        ["f", "f"],
        ["k", "async"],
      ],
    ],
    [
      "interface P { n?: number; m(): void }",
      [
        ["k", "interface"],
        ["t", "P"],
        ["p", "n"],
        ["t", "number"],
        ["f", "m"],
        ["t", "void"],
      ],
    ],
    [
      'const e = <Row kind="a">text of it</Row>',
      [
        ["k", "const"],
        ["t", "Row"],
        ["p", "kind"],
        ["s", "&quot;a&quot;"],
        ["t", "Row"],
      ],
    ],
    [
      "%time\nconst a = 1",
      [
        ["m", "%time"],
        ["k", "const"],
        ["n", "1"],
      ],
    ],
    ["%%html\n<b>x</b>", [["m", "%%html"]]],
  ])("%j has its parts coloured", (code, parts) => {
    expect(marked(code)).toEqual(parts);
    expect(textOf(highlightCode(code, "typescript"))).toBe(code);
  });

  test("that cannot be parsed is coloured all the same, and kept", () => {
    const code = 'const a = "x" +;\nif (';
    expect(marked(code)).toContainEqual(["k", "const"]);
    expect(textOf(highlightCode(code, "ts"))).toBe(code);
  });

  test.each(["(", "x=>", "a?b:", "`${", "A<", "[", "{a:", "new ", "1+", "while(a)", "if(a){}else ", "a="])(
    "of %j thousands of times over does not end the process",
    (part) => {
      for (const code of [part.repeat(20_000).slice(0, 30_000), part.repeat(1000)])
        expect(textOf(highlightCode(code, "typescript"))).toBe(code);
    },
  );

  test("keeps its text whatever it is", () => {
    for (const code of [
      "",
      "\n\n",
      "a\r\nb",
      "😀 = '<&>\"'",
      "/* never closed",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is coloured
      "`${`${1}`}`",
      "x<y>(z)",
      "@dec class A {}",
    ])
      expect(textOf(highlightCode(code, "typescript"))).toBe(code);
  });
});

test.each([
  ["python", "def f(x: int):\n    return 'a'  # c", "def", "return"],
  ["R", "f <- function(x) NULL # c", "function"],
  ["julia", "function f(x)\n  1\nend", "function", "end"],
  ["sql", "SELECT a FROM b", "SELECT", "FROM"],
  ["rust", "fn main() { let x = 1; }", "fn", "let"],
])("%s is coloured by its own rules", (language, code, ...keywords) => {
  const found = marked(code, language).flatMap(([kind, text]) => (kind === "k" ? [text] : []));
  expect(found).toEqual(expect.arrayContaining(keywords));
  expect(textOf(highlightCode(code, language))).toBe(code);
});

test.each(["../../../etc/passwd", "constructor", "no-such-language", "", "<b>"])(
  "A language named %j leaves code as it is",
  (language) => {
    expect(highlightCode("a < b", language)).toBe("a &lt; b");
  },
);
