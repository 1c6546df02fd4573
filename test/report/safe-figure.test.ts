import { describe, expect, test } from "@jest/globals";
import type { JsonObject } from "../../src/notebook/index.ts";
import { safeFigure } from "../../src/report/safe-figure.ts";

const away = "https://evil.example/x";

const withLayout = (layout: JsonObject): JsonObject => ({ data: [], layout });

describe("a figure for Plotly", () => {
  test("takes no picture from a file beside the page", () => {
    const buttons = [{ method: "relayout", args: ["images[0].source", "b.png"] }];
    const figure = withLayout({ images: [{ source: "a.png" }], updatemenus: [{ buttons }] });
    expect(JSON.stringify(safeFigure(figure))).not.toContain(".png");
  });

  test.each<[string, JsonObject]>([
    [
      "pictures",
      withLayout({
        images: [{ source: away }, { source: "//evil.example/x" }, { source: " data:image/svg+xml,<svg/>" }],
      }),
    ],
    ["an image trace", { data: [{ type: "image", source: away }] }],
    ["shapes of countries", { data: [{ type: "choropleth", geojson: away }] }],
    [
      "a map's style",
      withLayout({ map: { style: away }, mapbox: { style: "mapbox://styles/x", layers: [{ source: [away] }] } }),
    ],
    ["a template", withLayout({ template: { layout: { images: [{ source: away }] } } })],
    ["a frame", { data: [], frames: [{ layout: { images: [{ source: away }] } }] }],
    [
      "a button",
      withLayout({ updatemenus: [{ buttons: [{ method: "relayout", args: ["images[0].source", away] }] }] }),
    ],
    [
      "a button with an object",
      withLayout({ updatemenus: [{ buttons: [{ method: "relayout", args: [{ "images[0].source": away }] }] }] }),
    ],
    ["a slider", withLayout({ sliders: [{ steps: [{ args: [{ images: [{ source: away }] }], args2: [away] }] }] })],
    ["a style in a text", withLayout({ title: { text: `<span style="fill:url(${away})">x</span>` } })],
    ["a hidden style in a text", withLayout({ title: { text: `<span style='fill:u&#114;l(${away})'>x` } })],
  ])("loads nothing for %s", (_what, figure) => {
    expect(JSON.stringify(safeFigure(figure))).not.toContain("evil.example");
    expect(JSON.stringify(safeFigure(figure))).not.toMatch(/mapbox:|svg\+xml/);
  });

  test.each([
    `<a href="javascript:alert(1)">x</a>`,
    `<a href='data:text/html,x'>x</a>`,
    `<a href=" java\tscript:alert(1)">x</a>`,
  ])("keeps no link that runs: %s", (text) => {
    expect(safeFigure(withLayout({ title: { text } })).layout).toEqual({ title: { text: "<a >x</a>" } });
  });

  test("keeps data, pictures that it holds, links and styles", () => {
    const figure: JsonObject = {
      data: [{ type: "bar", x: [away, "a < b"], y: [1, null], text: [`<a href="https://delta.io">d</a>`, "<b>x</b>"] }],
      layout: {
        title: { text: `<span style="color:red">x</span>` },
        images: [{ source: "data:image/png;base64,iVBORw0KGgo=" }],
        mapbox: { style: "open-street-map" },
      },
    };
    expect(safeFigure(figure)).toEqual(figure);
  });
});
