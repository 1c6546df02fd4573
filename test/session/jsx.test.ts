import { describe, expect, test } from "@jest/globals";
import { prepareCell, stripTypes } from "../../src/session/index.ts";
import type { JsxSettings } from "../../src/session/jsx.ts";
import { parseTypeScript } from "../../src/syntax/index.ts";

const classic: JsxSettings = { runtime: "classic", factory: "h", fragment: "F" };
const automatic: JsxSettings = { runtime: "automatic", importSource: "made" };

/** The tree that JSX makes, by functions that only write down what they get. */
const tree = (code: string, settings: JsxSettings): unknown => {
  const { code: prepared } = prepareCell(code, undefined, () => settings);
  const body = prepared.replace(/^let \{ jsx.*?; /, "").trim();
  const h = (type: unknown, props: object | null, ...children: unknown[]) => ({ type, props, children });
  const make = (type: unknown, props: object, key?: string) => ({ type, props, ...(key === undefined ? {} : { key }) });
  const names = ["h", "F", "_jsx", "_jsxs", "_Fragment", "name", "props", "Box"];
  return new Function(...names, `return (${body.replace(/;$/, "")})`)(
    h,
    "fragment",
    make,
    make,
    "fragment",
    "Ada",
    { id: 1 },
    { Part: "part" },
  );
};

describe("JSX becomes", () => {
  test("calls of a factory", () => {
    expect(tree('<p class="a" {...props} on={(): number => 1}>Hi {name as string}<br/></p>', classic)).toEqual({
      type: "p",
      props: { class: "a", id: 1, on: expect.any(Function) },
      children: ["Hi ", "Ada", { type: "br", props: null, children: [] }],
    });
    expect(tree("<><Box.Part/></>", classic)).toEqual({
      type: "fragment",
      props: null,
      children: [{ type: "part", props: null, children: [] }],
    });
  });

  test("calls of the automatic runtime, with keys apart", () => {
    expect(tree("<ul key={name} disabled>{[1].map((i: number) => <li key='k'>{i}</li>)}</ul>", automatic)).toEqual({
      type: "ul",
      key: "Ada",
      props: { disabled: true, children: [{ type: "li", key: "k", props: { children: 1 } }] },
    });
    expect(tree("<a-b>x{...[1, 2]}</a-b>", automatic)).toEqual({ type: "a-b", props: { children: ["x", 1, 2] } });
  });

  test("text as JSX means it: trimmed at line breaks, references decoded, comments gone", () => {
    expect(tree("<p title='&quot;a&quot;'>\n  one &amp;\n  two&nbsp;{/* no */}\n\n</p>", automatic)).toEqual({
      type: "p",
      props: { title: '"a"', children: "one & two\u00a0" },
    });
  });

  test("an import of the runtime that is named, also by a comment", () => {
    expect(prepareCell("<i/>", undefined, () => automatic).code).toContain('await _imprt("made/jsx-runtime")');
    expect(prepareCell("/** @jsxImportSource preact */ <i/>", undefined, () => automatic).code).toContain(
      '"preact/jsx-runtime"',
    );
    expect(prepareCell("/** @jsx el */ <i/>", undefined, () => automatic).code).toContain('el("i", null)');
  });

  test("code on the same lines", () => {
    const code = "const a = (\n  <p\n    title={1}\n  >\n    text\n    more\n    <b>{2}</b>\n  </p>\n)\nlast()";
    const lines = prepareCell(code, undefined, () => automatic).code.split("\n");
    expect(lines).toHaveLength(10);
    expect(lines[9]).toBe("last()");
    expect(lines[6]).toContain('"b"');
  });
});

describe("JSX", () => {
  test("is refused with the remedy where it is not turned on", () => {
    expect(() => prepareCell("const a = <p>x</p>")).toThrow(
      "JSX is not turned on: a tsconfig.json in the notebook's folder",
    );
  });

  test("leaves type assertions and generic arrow functions alone", () => {
    expect(prepareCell("<number>a; const f = <T>(x: T) => x", undefined, () => automatic).code).not.toContain("_jsx");
    expect(stripTypes(parseTypeScript("<T>x")).trim()).toBe("x");
  });
});
