import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../src/root.ts";
import { type SessionProcess, startSession } from "../support/session-process.ts";

let session: SessionProcess;

beforeAll(async () => {
  session = await startSession(packageRoot, packageRoot);
});
afterAll(() => session.close());

const outputs = async (code: string) => (await session.run(code)).outputs;
const data = async (code: string) => {
  const [output] = await outputs(code);
  return output && "data" in output ? output.data : undefined;
};

const left = 'style="text-align:left"';
const right = 'style="text-align:right"';
const headsOf = (bundle: { readonly "text/html"?: unknown } | undefined): readonly (string | undefined)[] =>
  [...String(bundle?.["text/html"]).matchAll(/<th(?: [^>]*)?>(.*?)<\/th>/g)].map((match) => match[1]);

describe("a value shows", () => {
  test("rows of plain objects, of all their keys, as a table and as text", async () => {
    const shown = await data("[{ a: 1, b: '<x>' }, { a: 2n, c: null }]");
    expect(shown?.["text/html"]).toBe(
      [
        "<table>",
        `<thead><tr><th scope="col" ${right}>a</th><th scope="col" ${left}>b</th><th scope="col" ${left}>c</th></tr></thead>`,
        "<tbody>",
        `<tr><td ${right}>1</td><td ${left}>&lt;x&gt;</td><td ${left}></td></tr>`,
        `<tr><td ${right}>2</td><td ${left}></td><td ${left}><i>null</i></td></tr>`,
        "</tbody>",
        "</table>",
      ].join("\n"),
    );
    expect(shown?.["text/plain"]).toContain("a: 2n");
  });

  test("the first rows of many, and how many there are", async () => {
    const html = String((await data("Array.from({ length: 1000 }, (_, i) => ({ i }))"))?.["text/html"]);
    expect(html).toContain("<p>50 of 1000 rows</p>");
    expect(html.match(/<tr>/g)).toHaveLength(51);
  });

  test.each([
    ["a Map", "new Map([['k', 1]])", ["key", "value"]],
    ["an Arquero table", "import { table } from 'arquero'; table({ x: [1], y: ['<'] })", ["x", "y"]],
    ["a Danfo frame", "import * as dfd from 'danfojs-node'; new dfd.DataFrame({ x: [1] })", ["", "x"]],
  ])("as a table where it is %s", async (_, code, heads) => {
    expect(headsOf(await data(code))).toEqual(heads);
  });

  test("an Arquero table as aligned text too", async () => {
    const code = "import { table } from 'arquero'; table({ name: ['ada', 'bo'], born: [1815, null] })";
    expect((await data(code))?.["text/plain"]).toBe("name  born\nada   1815\nbo");
  });

  test.each(["[1, 2]", "[]", "new Map()", "({ a: 1 })", "[{}]", "[[1], [2]]"])(
    "as text alone where it is %s",
    async (code) => {
      expect(Object.keys((await data(code)) ?? {})).toEqual(["text/plain"]);
    },
  );

  test("images by their bytes", async () => {
    expect(await data("new Uint8Array([0x89, 0x50, 0x4e, 0x47])")).toMatchObject({ "image/png": "iVBORw==" });
    expect(await data("Buffer.from([0xff, 0xd8, 0xff])")).toMatchObject({ "image/jpeg": "/9j/" });
  });

  test("plotly figures as JSON, with typed arrays as lists", async () => {
    const figure = "({ data: [{ type: 'bar', y: new Float64Array([1, 2]) }], layout: { title: 't' } })";
    expect((await data(figure))?.["application/vnd.plotly.v1+json"]).toEqual({
      data: [{ type: "bar", y: [1, 2] }],
      layout: { title: "t" },
    });
  });

  test.each([
    ["plain ones", "({ data: [{ y: [1, 2] }], layout: {} })"],
    [
      "those that show themselves",
      "display({ 'application/vnd.plotly.v1+json': { data: [{ y: [1, 2] }] } }, { raw: true })",
    ],
  ])("plotly figures also as a picture: %s", async (_, code) => {
    expect((await data(code))?.["image/svg+xml"]).toMatch(/^<svg [\s\S]*<path d="M[\s\S]*<\/svg>$/);
  });

  test("a plotly figure that brings its own picture with that one alone", async () => {
    const own = "{ 'application/vnd.plotly.v1+json': { data: [] }, 'image/png': 'AQ==' }";
    expect(Object.keys((await data(`display(${own}, { raw: true })`)) ?? {})).toEqual([
      "application/vnd.plotly.v1+json",
      "image/png",
    ]);
  });

  test("itself by Symbol.for('Jupyter.display'), also asynchronously and in order", async () => {
    const slow =
      "{ [Symbol.for('Jupyter.display')]: async () => { await new Promise((r) => setTimeout(r, 10)); return { 'text/html': 'slow' } } }";
    const all = await outputs(
      `display(${slow}); console.log('after'); ({ [Symbol.for('Jupyter.display')]: () => ({ 'image/png': new Uint8Array([1]) }) })`,
    );
    expect(all).toMatchObject([
      { output_type: "display_data", data: { "text/html": "slow" } },
      { output_type: "stream", text: "after\n" },
      { output_type: "execute_result", data: { "image/png": "AQ==" } },
    ]);
  });

  test("bounded text, whatever it holds", async () => {
    const deep =
      "const cyclic: any = { list: Array.from({ length: 1e6 }, (_, i) => i), text: 'x'.repeat(1e6) }; cyclic.self = cyclic; cyclic";
    const text = String((await data(deep))?.["text/plain"]);
    expect(text.length).toBeLessThan(100_100);
    expect(text).toContain("[Circular *1]");
    expect(
      (await data("({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no') } })"))?.["text/plain"],
    ).toBe("[cannot be shown: no]");
  });

  test("nothing of what a display gives back", async () => {
    expect(await outputs("display('once')")).toHaveLength(1);
  });
});

describe("display", () => {
  test("updates an earlier display by its name", async () => {
    expect(await outputs("const shown = display('one', { displayId: 'd' }); shown.update(md`**two**`)")).toMatchObject([
      { output_type: "display_data", displayId: "d", data: { "text/plain": "'one'" } },
      { output_type: "update_display_data", displayId: "d", data: { "text/markdown": "**two**" } },
    ]);
  });

  test("takes bundles as they are, as Deno's does", async () => {
    expect(await data("await Jupyter.display({ 'text/latex': '$x$' }, { raw: true })")).toEqual({
      "text/latex": "$x$",
    });
  });

  test("has templates for HTML, Markdown and SVG", async () => {
    expect(await data(`html\`<b>\${1 + 1}</b>\``)).toEqual({ "text/html": "<b>2</b>" });
    expect(await data("Jupyter.md('# t')")).toEqual({ "text/markdown": "# t" });
    expect(await data("svg`<svg/>`")).toEqual({ "image/svg+xml": "<svg/>" });
  });

  test("can clear what is there", async () => {
    expect(await outputs("clearOutput({ wait: true })")).toEqual([{ output_type: "clear_output", wait: true }]);
  });

  test("works through tslab's own display, and updates through its newDisplay", async () => {
    const all = await outputs(
      "import * as tslab from 'tslab';\ntslab.display.html('<i>x</i>');\ntslab.display.png(new Uint8Array([1]));\nconst d = tslab.newDisplay(); d.markdown('a'); d.markdown('b')",
    );
    expect(all).toMatchObject([
      { output_type: "display_data", data: { "text/html": "<i>x</i>" } },
      { output_type: "display_data", data: { "image/png": "AQ==" } },
      { output_type: "display_data", data: { "text/markdown": "a" } },
      { output_type: "update_display_data", data: { "text/markdown": "b" } },
    ]);
  });
});

describe("more values show", () => {
  test.each([
    ["a Set", "new Set(['x', 'y'])", ["value"]],
    ["a Set of objects", "new Set([{ a: 1 }])", ["a"]],
    ["a typed array", "new Float32Array([1, 2])", ["index", "value"]],
  ])("as a table where it is %s", async (_, code, heads) => {
    const shown = await data(code);
    expect(headsOf(shown)).toEqual(heads);
    expect(shown?.["text/plain"]).toMatch(/^(Set|Float32Array)\(/);
  });

  test.each([
    ["new DataView(new ArrayBuffer(2)).byteLength", "2"],
    ["Buffer.from('a')", "<Buffer 61>"],
    ["new Date(0)", "1970-01-01T00:00:00.000Z"],
    ["/a+/gi", "/a+/gi"],
    ["new (class Point { x = 1; #y = 2 })()", "Point { x: 1 }"],
    ["Object.create(null, { a: { value: 1, enumerable: true } })", "[Object: null prototype] { a: 1 }"],
    ["Symbol('s')", "Symbol(s)"],
    ["10n ** 20n", "100000000000000000000n"],
    ["(a: number): number => a", "[Function (anonymous)]"],
    ["new WeakMap()", "WeakMap { <items unknown> }"],
    ["Promise.resolve(1).then(() => [new Error('inside').message])", "[ 'inside' ]"],
    ["-0", "-0"],
    ["NaN", "NaN"],
  ])("as text where it is %s", async (code, text) => {
    expect(await data(code)).toEqual({ "text/plain": text });
  });

  test("images in webp and svg, by bytes, by file and as a Blob", async () => {
    const webp = "Buffer.from('RIFF....WEBPVP8 ')";
    expect(await data(webp)).toMatchObject({ "image/webp": "UklGRi4uLi5XRUJQVlA4IA==" });
    expect(await data("Buffer.from('<?xml version=\"1.0\"?>\\n<svg/>'.replace('/', ' '))")).toMatchObject({
      "image/svg+xml": '<?xml version="1.0"?>\n<svg >',
    });
    expect(await data(`display(Jupyter.image(${webp}))`)).toMatchObject({ "image/webp": expect.any(String) });
    expect(await data("new Blob([new Uint8Array([1])], { type: 'image/png' })")).toMatchObject({ "image/png": "AQ==" });
  });

  test("Vega and Vega-Lite specifications", async () => {
    const spec = "({ $schema: 'https://vega.github.io/schema/vega-lite/v6.json', mark: 'bar' })";
    expect(await data(spec)).toMatchObject({ "application/vnd.vegalite.v5+json": { mark: "bar" } });
  });

  test("proxies by what they hold, without their traps", async () => {
    const made = "new Proxy({ held: 1 }, { get() { throw new Error('trapped') } })";
    expect(await data(made)).toEqual({ "text/plain": "{ held: 1 }" });
    const anything = "new Proxy({}, { get: () => () => { throw new Error('called') } })";
    expect(await data(anything)).toEqual({ "text/plain": "{}" });
    const revoked = "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()";
    expect(await data(revoked)).toEqual({ "text/plain": "<Revoked Proxy>" });
  });

  test("objects whose getters throw or never end, without running them", async () => {
    const never = "({ get slow() { while (true) {} }, get wrong() { throw new Error('no') }, a: 1 })";
    expect(await data(never)).toEqual({ "text/plain": "{ slow: [Getter], wrong: [Getter], a: 1 }" });
    expect((await data(`[${never}]`))?.["text/html"]).toContain(`<td ${left}>[Getter]</td><td ${left}>[Getter]</td>`);
    expect(await data("({ get data() { while (true) {} }, layout: {} })")).toEqual({
      "text/plain": "{ data: [Getter], layout: {} }",
    });
  });

  test.each([
    ["wide", "Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => ['k' + i, i]))"],
    ["wide inside", "[[Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => ['k' + i, i]))]]"],
    [
      "bushy",
      "(function bush(depth: number): unknown { return depth ? Array.from({ length: 60 }, () => bush(depth - 1)) : 0 })(4)",
    ],
    ["a long Map of long lists", "new Map(Array.from({ length: 1e5 }, (_, i) => [i, Array(100).fill(i)]))"],
    ["deep", "(() => { let deep: unknown = 1; for (let i = 0; i < 1e5; i++) deep = { deep }; return deep })()"],
  ])("%s ones bounded", async (_, code) => {
    const shown = await data(code);
    expect(JSON.stringify(shown).length).toBeLessThan(400_000);
  });
});

describe("progress", () => {
  test("follows an iterable and gives its items on", async () => {
    const all = await outputs("let sum = 0; for (const n of progress([1, 2, 3], 'adding')) sum += n; sum");
    expect(all[0]).toMatchObject({ output_type: "display_data", displayId: expect.any(String) });
    const last = all.findLast((output) => output.output_type === "update_display_data");
    expect(last).toMatchObject({
      data: { "text/plain": expect.stringMatching(/^adding 3\/3 \(/), "text/html": expect.stringContaining('max="3"') },
    });
    expect(all.at(-1)).toMatchObject({ data: { "text/plain": "6" } });
  });

  test("follows an asynchronous iterable, and is moved by hand", async () => {
    const code = "for await (const n of progress((async function* () { yield 1; yield 2 })())) {}";
    expect((await outputs(code)).at(-1)).toMatchObject({ data: { "text/plain": expect.stringMatching(/^2\/2 \(/) } });
    const bar = "const bar = progress(10); bar.advance(); bar.advance(3); bar.finish(); bar.set(1)";
    expect((await outputs(bar)).at(-1)).toMatchObject({ data: { "text/plain": expect.stringMatching(/^4\/10 \(/) } });
    expect((await session.run("progress({} as never)")).reply).toMatchObject({ ename: "TypeError" });
  });
});

test("display takes its name as id or display_id", async () => {
  expect(await outputs("display(1, { id: 'x' }); display(2, { display_id: 'x', update: true })")).toMatchObject([
    { output_type: "display_data", displayId: "x" },
    { output_type: "update_display_data", displayId: "x" },
  ]);
});
