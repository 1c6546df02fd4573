import { describe, expect, test } from "@jest/globals";
import { type MimeBundle, newNotebook, type Output } from "../../src/notebook/index.ts";
import { renderFile } from "../../src/report/index.ts";

const shows = (data: MimeBundle): Output => ({ output_type: "display_data", data, metadata: {} });
const outputs = (...given: readonly Output[]): string => {
  const cell = { cell_type: "code", id: "c", metadata: {}, source: "", execution_count: 1, outputs: given } as const;
  return (
    /<div class="outputs">([\s\S]*)<\/div><\/section>/.exec(
      renderFile({ name: "a", notebook: newNotebook([cell]) }),
    )?.[1] ?? ""
  );
};
const stream = (text: string, name = "stdout"): Output => ({ output_type: "stream", name, text });

describe("an output of another kernel", () => {
  test("that is one stream in pieces is one text, its overwritten lines gone", () => {
    expect(outputs(stream("10 %"), stream("\r100 %\n"), stream("e", "stderr"), stream("x"))).toBe(
      '<pre class="stream stdout" tabindex="0">100 %</pre>\n<pre class="stream stderr" tabindex="0">e</pre>\n<pre class="stream stdout" tabindex="0">x</pre>',
    );
  });

  test("is not headed twice by an error's words, coloured or not", () => {
    const error = (ename: string, evalue: string, ...traceback: readonly string[]) =>
      outputs({ output_type: "error", ename, evalue, traceback });
    expect(error("E", "no\nx", "\u001b[31mE: no\u001b[0m", "\u001b[31mx\u001b[0m", "at 1")).toContain(
      '</p><pre tabindex="0">at 1</pre>',
    );
    expect(error("ERROR", "Error in f(): no\n", "Error in f(): no\nTraceback:\n", "1. f()")).toContain(
      '</p><pre tabindex="0">Traceback:',
    );
    expect(error("E", "", "E: something else")).toContain("E: something else");
  });

  test("is a table with a head where SQL's kernels leave it in the body", () => {
    expect(
      outputs(
        shows({ "text/html": "<table>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n<tr><td>1</td><td>x</td></tr></table>" }),
      ),
    ).toMatch(
      /<thead><tr>\s*<th class="num">a<\/th>\s*<th>b<\/th>\s*<\/tr><\/thead><tbody>\s*<tr><td class="num">1<\/td><td>x<\/td><\/tr><\/tbody><\/table>/,
    );
    expect(outputs(shows({ "text/html": "<table><tr><th>a</th><td>1</td></tr></table>" }))).not.toContain("<thead>");
  });

  test("is a table where it is data with a schema", () => {
    const data = [
      { a: 1, b: { c: 2 } },
      { a: null, b: "<x>" },
    ];
    const html = outputs(
      shows({ "application/vnd.dataresource+json": { data, schema: { fields: [{ name: "b" }, { name: "a" }] } } }),
    );
    expect(html).toContain('<th scope="col">b</th><th class="num" scope="col">a</th>');
    expect(html).toContain("<td>{&quot;c&quot;:2}</td>");
    expect(html).toContain("<td>&lt;x&gt;</td>");
  });

  test("that another page or a script would draw is named, and not as if its text were all", () => {
    const text = { "text/plain": "<object>" };
    expect(outputs(shows({ "text/html": '<iframe src="https://example.org/a?b=1&amp;c"></iframe>', ...text }))).toMatch(
      /&lt;object&gt;<\/pre><p class="note">[^<]* <code>https:\/\/example\.org\/a\?b=1&amp;c<\/code><\/p>$/,
    );
    expect(outputs(shows({ "text/html": "<div></div><script>draw()</script>", ...text }))).toContain(
      "only with --trusted",
    );
    expect(outputs(shows({ "text/html": "<audio><source src='data:,'>none</audio>", ...text }))).toContain(
      "type audio",
    );
    expect(outputs(shows({ "application/vnd.vega.v5+json": {}, ...text }))).toContain(
      "type application/vnd.vega.v5+json",
    );
    expect(outputs(shows({ "application/vnd.vega.v5+json": {}, "image/svg+xml": "<svg></svg>" }))).toContain(
      "A still picture",
    );
    expect(outputs(shows({ "application/vnd.google.colaboratory.intrinsic+json": {}, ...text }))).not.toContain("note");
    expect(outputs(shows({ "text/html": "<table><tr><td>1</td></tr></table><script>x</script>" }))).not.toContain(
      "note",
    );
    const load = shows({ "application/javascript": "load()", "application/vnd.bokehjs_load.v0+json": "" });
    expect(outputs(load, load).match(/class="note"/g)).toHaveLength(1);
  });
});
