import type { JsonObject } from "../../src/notebook/index.ts";

const bars = (more: JsonObject): JsonObject => ({ type: "bar", x: ["a", "b"], y: [1, 2], ...more });
const figure = (trace: JsonObject, layout: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  data: [bars(trace)],
  layout: { width: 300, height: 200, ...layout },
  ...more,
});
const link = (probe: string): string =>
  `<a href="${probe}" target="${probe}" style="${probe}">x</a> <span style="${probe}">x</span>`;

/** Figures of Plotly's, by where they carry the text. */
export const evilFigures: Readonly<Record<string, (probe: string) => JsonObject>> = {
  "a plot's texts": (probe) =>
    figure(
      {
        name: probe,
        text: [probe, link(probe)],
        hovertext: [probe, probe],
        customdata: [[probe]],
        x: [probe, "b"],
        textinfo: "text",
      },
      {
        showlegend: true,
        title: { text: `${probe} ${link(probe)}` },
        xaxis: { title: { text: probe }, tickvals: [0], ticktext: [probe], tickprefix: probe },
      },
    ),
  "a plot's templates": (probe) =>
    figure(
      {
        hovertemplate: `%{x} ${probe} <extra>${link(probe)}</extra>`,
        texttemplate: `%{y:${probe}} ${probe}`,
        text: [probe],
      },
      { yaxis: { tickformat: probe, hoverformat: probe } },
    ),
  "a plot's annotations": (probe) =>
    figure(
      {},
      {
        annotations: [
          { text: probe, x: 0, y: 1, hovertext: probe, captureevents: true, clicktoshow: "onoff" },
          { text: link(probe), x: 1, y: 1 },
        ],
        shapes: [{ type: "path", path: probe, label: { text: probe } }],
      },
    ),
  "a plot's links": (probe) =>
    figure(
      { text: [link("javascript:alert(1)"), link("data:text/html,<script>alert(1)</script>")] },
      {
        title: { text: link("java\tscript:alert(1)") },
        xaxis: { title: { text: `<a href='JavaScript&colon;alert(1)'>${probe}</a>` } },
      },
    ),
  "a plot's pictures": (probe) =>
    figure(
      {},
      {
        images: [
          { source: "https://evil.example/x.png", xref: "paper", yref: "paper", x: 0, y: 1, sizex: 1, sizey: 1 },
          { source: probe, x: 0, y: 0, sizex: 1, sizey: 1 },
          {
            source: `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><image href='https://evil.example/x'/></svg>`,
            x: 0,
            y: 0,
            sizex: 1,
            sizey: 1,
          },
        ],
      },
    ),
  "a plot's buttons": (probe) =>
    figure(
      {},
      {
        updatemenus: [
          {
            type: "buttons",
            buttons: [
              {
                label: "Press",
                method: "relayout",
                args: [{ "title.text": probe, "images[0].source": "https://evil.example/b.png", "images[0].x": 0 }],
                execute: true,
                args2: [probe],
              },
              { label: probe, method: probe, args: ["title.text", link(probe)], name: probe },
            ],
          },
        ],
        sliders: [
          {
            steps: [{ label: probe, method: "relayout", args: ["images[0].source", "https://evil.example/s.png"] }],
            currentvalue: { prefix: probe },
          },
        ],
        modebar: { add: [probe], remove: [probe] },
      },
      {
        config: {
          modeBarButtonsToAdd: [{ name: probe, click: `alert(1)`, icon: { path: probe } }],
          plotlyServerURL: "https://evil.example/",
          showLink: true,
          linkText: probe,
          topojsonURL: "https://evil.example/",
        },
      },
    ),
  "a plot's styles": (probe) =>
    figure(
      {
        marker: {
          color: [probe, "url(https://evil.example/x)"],
          line: { color: `red;background:url(https://evil.example/x)` },
        },
      },
      {
        font: { family: `x;${probe}`, color: probe },
        paper_bgcolor: "url(https://evil.example/x)",
        plot_bgcolor: probe,
        template: { layout: { title: { text: probe }, images: [{ source: "https://evil.example/t.png" }] } },
      },
    ),
  "a plot's frames": (probe) =>
    figure(
      {},
      {},
      {
        frames: [
          {
            name: probe,
            group: probe,
            data: [bars({ text: [probe, probe] })],
            layout: {
              images: [{ source: "https://evil.example/f.png", x: 0, y: 0, sizex: 1, sizey: 1 }],
              title: { text: probe },
            },
          },
        ],
      },
    ),
  "a pie's labels": (probe) => ({
    data: [{ type: "pie", labels: [probe, "b"], values: [1, 2], text: [probe, link(probe)], textinfo: "label+text" }],
    layout: { width: 300, height: 200 },
  }),
  "a plotted table": (probe) => ({
    data: [
      {
        type: "table",
        header: { values: [probe, link(probe)] },
        cells: { values: [[probe], [link(probe)]], prefix: [probe] },
      },
    ],
    layout: { width: 300, height: 200 },
  }),
  "a map": (probe) => {
    const traces: readonly JsonObject[] = [
      { type: "choropleth", geojson: "https://evil.example/x.json", locations: [probe], z: [1], text: [probe] },
      { type: "scattergeo", lat: [1], lon: [1], text: [probe] },
      { type: "scattermap", lat: [1], lon: [1] },
    ];
    return { data: traces, layout: { width: 300, height: 200, map: { style: "https://evil.example/style.json" } } };
  },
  "no figure": (probe) => ({
    data: [probe, null, { type: probe, [probe]: probe }],
    layout: { [probe]: { [probe]: probe } },
  }),
};
