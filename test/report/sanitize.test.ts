import { describe, expect, test } from "@jest/globals";
import { sanitizeHtml, sanitizeSvg } from "../../src/report/sanitize.ts";
import { probes } from "./probes.ts";

// What is inside tags of the sanitised text: attributes that run, load or cover.
const danger =
  /<\/?(?:script|style|iframe|object|embed|link|meta|base|form|button|foreignobject|animate|set|template|noscript|video|annotation-xml)\b|<[^>]*\s(?:on\w+|srcset|formaction|ping|background|target|srcdoc)\s*=|<[^>]*(?:javascript|vbscript|data:text)|<[^>]*evil\.example|<[^>]*position\s*:|<[^>]*expression/i;

// Words for people are text also where they look like markup; an SVG as a picture runs and loads nothing.
const markupOf = (html: string): string =>
  html.replace(/ (?:title|alt|aria-label)="[^"]*"| (?:src|xlink:href|href)="data:image\/svg\+xml[^"]*"/g, "");

describe("the sanitiser", () => {
  test.each(probes)("leaves nothing that runs or loads of %s", (probe) => {
    expect(markupOf(sanitizeHtml(probe))).not.toMatch(danger);
    expect(markupOf(sanitizeHtml(`<table><tr><td>${probe}`))).not.toMatch(danger);
    expect(markupOf(sanitizeSvg(`<svg><g>${probe}</g></svg>`) ?? "")).not.toMatch(danger);
  });

  test("is stable: what it lets through it lets through again", () => {
    for (const probe of probes) expect(sanitizeHtml(sanitizeHtml(probe))).toBe(sanitizeHtml(probe));
  });

  test.each([
    `<table><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td style="text-align:right">1</td></tr></tbody></table>`,
    `<p>a <b>b</b> <em>c</em> <code>d</code> &amp; &lt;e&gt;</p>`,
    `<img src="data:image/png;base64,iVBORw0KGgo=" alt="x" />`,
    `<math display="block"><mfrac><mi>a</mi><msup><mi>b</mi><mn>2</mn></msup></mfrac></math>`,
    `<svg viewbox="0 0 10 10"><defs><lineargradient id="x-g"><stop offset="0" stop-color="#fff"></stop></lineargradient></defs><rect fill="url(#x-g)" width="5" height="5"></rect><text x="1" y="2">a</text></svg>`,
    `<details open><summary>s</summary>t</details>`,
    `<div style="color:rgb(200, 2, 3);font-weight:bold">x</div>`,
  ])("keeps %s", (html) => {
    expect(sanitizeHtml(html)).toBe(html);
  });

  test("keeps a link outward without telling where it comes from", () => {
    expect(sanitizeHtml(`<a href="https://delta.io">x</a>`)).toBe(
      `<a href="https://delta.io" rel="noopener noreferrer">x</a>`,
    );
  });

  test("leaves out links that nobody could see, and none that hold a picture or an anchor", () => {
    expect(sanitizeHtml('<p>a<a href="https://a.example/"> </a><a href="#x"><b></b></a></p>')).toBe("<p>a</p>");
    const picture = '<a href="https://a.example/"><img src="data:image/png;base64,AAAA"></a>';
    expect(sanitizeHtml(picture)).toContain("<img");
    expect(sanitizeHtml('<a href="https://a.example/"><svg width="1"></svg></a>')).toContain("href=");
    expect(sanitizeHtml('<a id="x"></a>')).toBe('<a id="x-x"></a>');
  });

  test("says which image it left out", () => {
    expect(sanitizeHtml(`<img src="pic.png" alt="a pin">`)).toBe("<em>[image not included: a pin]</em>");
  });

  test("takes an SVG with a prologue, and nothing that is no SVG", () => {
    expect(sanitizeSvg(`<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg width="1"><g></g></svg>`)).toBe(
      `<svg width="1"><g></g></svg>`,
    );
    expect(sanitizeSvg("<p>x</p>")).toBeUndefined();
    expect(sanitizeSvg("")).toBeUndefined();
  });
});
