import { expect, test } from "@jest/globals";
import { figureIn, isRedrawn } from "../../src/report/figure-in.ts";

const script = (data: string, layout = "{}") =>
  `<div id="a"></div><script>if (x) { Plotly.newPlot( "a", ${data}, ${layout}, {"responsive": true}) }</script>`;

test("A figure is found in Plotly's HTML, with brackets and quotes in its texts", () => {
  const text = 'a ]} \\" [ ) \\u003c';
  expect(figureIn({ "text/html": script(`[{"x": ["${text}"], "y": [1]}]`, '{"title": {"text": "]"}}') })).toEqual({
    data: [{ x: ['a ]} " [ ) <'], y: [1] }],
    layout: { title: { text: "]" } },
  });
  expect(figureIn({ "text/html": script("[]", "layout") })).toEqual({ data: [], layout: {} });
});

test("A script that is not as Plotly for Python writes it holds no figure", () => {
  for (const data of ["traces", "[{x: [1]}]", '[{"x": [1]', '{"a": 1}', ""])
    expect(figureIn({ "text/html": script(data) })).toBeUndefined();
  expect(figureIn({ "text/html": "<p>Plotly.newPlot</p>" })).toBeUndefined();
});

test("Plotly's own type comes before all others", () => {
  const own = { data: [{ y: [1] }] };
  expect(figureIn({ "application/vnd.plotly.v1+json": own, "text/html": script("[]") })).toEqual(own);
  expect(isRedrawn({ "application/vnd.plotly.v1+json": own })).toBe(false);
  expect(isRedrawn({ "application/vnd.vegalite.v5+json": {} })).toBe(true);
});
