import { describe, expect, test } from "@jest/globals";
import type { JsonObject } from "../../src/notebook/index.ts";
import { cellCodeHtml } from "../../src/report/cell-code.ts";

const colour = (source: string, language = "python", metadata: JsonObject = {}): string =>
  cellCodeHtml(source, { metadata }, language);

describe("a cell's code", () => {
  test.each([
    ["%%bash\nfor f in *; do", '<span class="h-k">for</span>'],
    ["%%script /bin/bash\nfor f in *; do", '<span class="h-k">for</span>'],
    ["%%sql\nSELECT 1", '<span class="h-k">SELECT</span>'],
    ["%%R -i x\nx <- 1", '<span class="h-k">&lt;-</span>'],
    ["%%html\n<b>x</b>", '<span class="h-t">'],
    ["%%writefile a.yml\na: 1", '<span class="h-p">a:</span>'],
    ["%%time\nimport os", '<span class="h-k">import</span>'],
  ])("has the colours of its magic's language: %s", (source, expected) => {
    const html = colour(source);
    expect(html).toMatch(/^<span class="h-m">%%[^\n]*<\/span>\n/);
    expect(html).toContain(expected);
  });

  test("shows magics and commands within Python as such, whatever they hold", () => {
    expect(colour('x = 1\n!grep "<b>" *.py\n%matplotlib inline')).toMatch(
      /\n<span class="h-m">!grep &quot;&lt;b&gt;&quot; \*\.py<\/span>\n<span class="h-m">%matplotlib inline<\/span>$/,
    );
    expect(colour('text = """\n!not a command\n"""')).toContain("!not a command");
    expect(colour("%%bash")).toBe('<span class="h-m">%%bash</span>');
  });

  test("has the language that the cell's metadata tell", () => {
    const told: readonly JsonObject[] = [
      { vscode: { languageId: "sql" } },
      { polyglot_notebook: { kernelName: "sql" } },
      { dotnet_interactive: { language: "sql" } },
      { kernel: "SQL" },
    ];
    for (const metadata of told)
      expect(colour("SELECT 1", "csharp", metadata)).toContain('<span class="h-k">SELECT</span>');
  });

  test.each([
    "R",
    "julia",
    "bash",
    "scala",
    "java",
    "sql",
    "C++17",
    "C#",
    "F#",
    "Octave",
    "Racket",
    "pyspark",
    "SQLite",
  ])("in %s is coloured", (language) => {
    expect(colour('function f(x) { if (x == "s") return 1 } SELECT import var', language)).toContain('<span class="h-');
  });
});
