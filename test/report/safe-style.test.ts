import { describe, expect, test } from "@jest/globals";
import { readableStyle, safeStyle } from "../../src/report/safe-style.ts";

describe("a style", () => {
  test.each([
    "background:url(https://evil.example/x)",
    "background:u\\rl(x)",
    "background:image-set('x' 1x)",
    "background:-webkit-image-set(url(x) 1x)",
    "background:linear-gradient(red,url(x))",
    "width:expression(alert(1))",
    "color:red/**/url(x)",
    "position:fixed",
    "position:absolute",
    "inset:0",
    "z-index:9999",
    "transform:scale(9)",
    "margin-top:-900px",
    "margin:0 0 0 -9em",
    "display:run-in",
    "behavior:url(x)",
    "-moz-binding:url(x)",
    "--x:url(x)",
    "content:'x'",
    "cursor:url(x)",
    "filter:url(https://evil.example/f.svg#x)",
    "mask:url(//evil.example/x#y)",
    "animation:x 1s",
    "font-family:'x",
    "color:var(--page)",
    "@import 'x'",
  ])("does not keep %s", (css) => {
    expect(safeStyle(css)).toBe("");
    expect(safeStyle(`color:red;${css}`)).toMatch(/^color:red$/);
  });

  test.each([
    "color:#fff;background-color:rgb(1, 2, 3)",
    "background:linear-gradient(90deg, #d65f5f 50.0%, transparent 50.0%)",
    "text-align:right;font-family:'Noto Sans', 微软雅黑",
    "border-left:1px solid #ccc;margin:1em auto",
  ])("keeps %s", (css) => {
    expect(safeStyle(css)).toBe(css);
  });

  test("names an element of its own output", () => {
    expect(safeStyle("CLIP-PATH : url('#a') ; fill:url(#b)", (id) => `o1-${id}`)).toBe(
      "clip-path:url(#o1-a);fill:url(#o1-b)",
    );
  });

  test.each([
    ["background-color:yellow", "background-color:yellow;color:#111"],
    ["background:#002b36", "background:#002b36;color:#fff"],
    ["background:rgb(250,250,250);color:navy", "background:rgb(250,250,250);color:navy"],
    ["background:transparent", "background:transparent"],
    ["color:black;width:1px", "width:1px"],
    ["color:#000", ""],
    ["color:red", "color:red"],
  ])("reads well on light and dark pages: %s", (css, shown) => {
    expect(readableStyle(css)).toBe(shown);
  });
});
