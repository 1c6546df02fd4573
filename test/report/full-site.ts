import { createHash } from "node:crypto";
import { type Cell, type CodeCell, type MimeBundle, newNotebook, type Output } from "../../src/notebook/index.ts";
import type { EarlierCell, EarlierRun, ReportOptions, ReportPage } from "../../src/report/index.ts";

/** A report with all that reports know to tell: pages, index, graph, history, changes. */
export interface FullSite {
  readonly pages: readonly ReportPage[];
  readonly options: ReportOptions;
}

/** Builds it with texts that `next` gives, a new one for each place that carries words of others. */
export const fullSite = (next: () => string): FullSite => {
  const pages = [
    { ...outputsPage(next), facts: factsOf(next) },
    { ...changedPage(next), result: { status: "failed", error: next(), durationMs: 83_000 } },
    { name: "third", notebook: newNotebook([markdown("c", `# ${next()}`)]) },
  ];
  const options: ReportOptions = {
    title: next(),
    lead: next(),
    footer: next(),
    figures: [{ label: next(), value: next() }],
    graph: {
      edges: [
        { from: 0, to: 1, name: next(), sure: true },
        { from: 1, to: 2, name: next(), sure: false },
      ],
    },
    history: statuses.map((status, at) => ({
      id: next(),
      startedAt: `2026-02-0${(at % 9) + 1}T03:04:05.000Z`,
      status,
      durationMs: 10 ** (at + 2),
      notebooks: [{ name: next(), status, durationMs: 1234 }],
    })),
    since: since(next),
    plotly: { version: "1", source: "" },
    maxText: 2000,
  };
  return { pages, options };
};

const statuses = ["ok", "failed", "timed-out", "died", "cancelled", "skipped", "never-ran", "cached", "running"];

const markdown = (id: string, source: string): Cell => ({ cell_type: "markdown", id, metadata: {}, source });
const code = (id: string, source: string, outputs: readonly Output[], metadata: Cell["metadata"] = {}): CodeCell => ({
  cell_type: "code",
  id,
  metadata,
  source,
  execution_count: 1,
  outputs,
});
const shows = (data: MimeBundle, metadata = {}): Output => ({ output_type: "display_data", data, metadata });
const stream = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${line("th", heads)}</thead><tbody>${rows.map((row) => line("td", row)).join("")}</tbody></table>`;
};
const numbered = (count: number): readonly (readonly string[])[] =>
  Array.from({ length: count }, (_, at) => [String(at), String(at * 2)]);
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const figure = (type: string, text: string): Output =>
  shows({
    "application/vnd.plotly.v1+json": {
      data: [
        { type, x: [1, 2], y: [1, 2], lat: [1], lon: [1], locations: ["1"], z: [1], name: text, text: [text, text] },
      ],
      layout: { title: { text } },
    },
  });
const svg = (text: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><defs><clipPath id="cut"><rect width="60" height="20"/></clipPath></defs><g clip-path="url(#cut)"><text x="2" y="14">${text}</text></g></svg>`;
const vegaLite = {
  mark: "bar",
  data: { values: [{ x: 1, y: 2 }] },
  encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
};
const widget = (model: string, text: string): Output =>
  shows({ "application/vnd.jupyter.widget-view+json": { model_id: model }, "text/plain": text });

const outputsPage = (next: () => string): Omit<ReportPage, "facts"> => ({
  name: "first",
  notebook: {
    ...newNotebook([
      markdown("a", `# ${next()}\n\n${next()} <b id="same">${next()}</b> ![${next()}](https://example.com/x.png)`),
      markdown("b", `## ${next()}\n\n<b id="same">${next()}</b>\n\n## 7\n\n## 7\n\n\`\`\`mermaid\n${next()}\n\`\`\``),
      code(
        "c",
        `const a = ${JSON.stringify(next())}; // ${next()}\n`,
        [
          stream(`${next()}\n`),
          shows({ "text/html": table([next(), "1"], numbered(450)), "text/plain": next() }),
          shows({ "text/html": `<p id="same">${next()}</p><img src="data:image/png;base64,${png}">` }),
          shows({ "text/plain": `${next()}${"7".repeat(3000)}` }),
          shows({ "image/png": png }, { "image/png": { width: 8 } }),
          shows({ "image/svg+xml": svg(next()) }),
          shows({ "text/vnd.mermaid": next() }),
          shows({ "application/x-1": "1" }),
          shows({ "text/latex": "$1$" }),
          widget("gone", next()),
          widget("gauge", next()),
          widget("html", next()),
        ],
        { pinbook: { status: "ok" } },
      ),
      code(
        "d",
        "2",
        ["bar", "bar", "scattermap", "scattergeo", "choropleth", "parcoords"].map((type) => figure(type, next())),
        {
          tags: ["hide-output"],
          pinbook: { status: "stale" },
        },
      ),
      code("f", "2", [
        shows({ "text/html": `<script>1</script><p>${next()}</p>` }),
        shows({ "text/html": '<iframe src="https://1.2/"></iframe>' }),
        shows({ "video/x": "1", "image/png": png }),
        shows({ "application/vnd.vegalite.v5+json": vegaLite }),
        widget("odd", next()),
      ]),
      code("e", "2", [
        shows({ "application/vnd.plotly.v1+json": { data: [] } }),
        shows({
          "application/vnd.plotly.v1+json": { data: [{ y: Array.from({ length: 30_000 }, (_, at) => at % 7) }] },
        }),
      ]),
      ...statuses.map((status, at) =>
        code(`s${at}`, "3", [{ output_type: "error", ename: next(), evalue: next(), traceback: [next()] }], {
          tags: ["hide-input"],
          pinbook: { status },
        }),
      ),
      code("headline", "4", [shows({ "application/json": { [next()]: next() } })], { tags: ["headline"] }),
    ]),
    metadata: {
      language_info: { name: "typescript" },
      widgets: {
        "application/vnd.jupyter.widget-state+json": {
          state: {
            odd: { model_name: "x", state: {} },
            gauge: { model_name: "IntProgressModel", state: { value: 3, max: 7 } },
            html: { model_name: "HTMLModel", state: { value: `<i id="same">${next()}</i>`, description: next() } },
          },
        },
      },
    },
  },
});

const factsOf = (next: () => string): NonNullable<ReportPage["facts"]> => ({
  startedAt: "2026-02-03T04:05:06.000Z",
  status: "ok",
  durationMs: 4321,
  parameters: { [next()]: next() },
  data: [
    ...["file", "listing", "object", "topic", "table", "stream", "rows", "env", "package", "module"].map((kind) => ({
      kind,
      name: next(),
      version: "17",
    })),
    { kind: "file", name: next(), version: "absent", write: true },
    { kind: next(), name: next(), version: next() },
  ],
  packages: [{ name: next(), version: next() }],
  commit: { id: next(), branch: next() },
  cells: [
    {
      id: "c",
      durationMs: 4000,
      stale: [
        "edited",
        { kind: "file", name: next(), change: "changed" },
        { kind: "table", name: next(), change: "gone" },
        { kind: "topic", name: next(), change: "new" },
      ],
    },
    { id: "d", stale: ["needs"] },
  ],
  unseen: [{ kind: "stream", name: next(), change: "unseen" }],
});

const rowsNow = [
  ["1", "x", "5"],
  ["2", "y", "7"],
  ["3", "z", "9"],
];
const rowsThen = [
  ["1", "x", "4"],
  ["2", "y", "7"],
  ["4", "w", "1"],
];

const changedPage = (next: () => string): ReportPage => ({
  name: "second",
  facts: { parameters: { [next()]: next(), 7: "1" } },
  notebook: newNotebook([
    markdown("t", `# 2 ${next()}`),
    code("number", "12", [shows({ "text/plain": "1250" })]),
    code("table", "13", [shows({ "text/html": `${table(["1", "2", next()], rowsNow)}<p>20 rows × 3</p>` })]),
    code("many", "14", [shows({ "text/html": table(["1", "2"], numbered(1250)) })]),
    code("whole", "15", [shows({ "text/html": table(["1"], [["5"], ["5"]]) })]),
    code("text", "16", [stream(`1\n2\n3\n4\n5\n${next()}\n7\n`)]),
    code("picture", "17", [shows({ "image/svg+xml": svg(next()) })]),
    code("large", "18", [stream(next())]),
    code("fresh", "19", [stream(next())]),
    code("same", "20", []),
    code("empty", "", [stream(next())]),
    code("failed", "21", [stream(next())], { pinbook: { status: "failed" } }),
  ]),
});

const since = (next: () => string): EarlierRun => {
  const then = (id: string, source: string, ...outputs: readonly (Output | null)[]): EarlierCell => ({
    id,
    title: next(),
    code: createHash("sha256").update(source).digest("hex"),
    status: "ok",
    outputs,
  });
  const cells = [
    then("number", "12", shows({ "text/plain": "1000" })),
    then("table", "13", shows({ "text/html": table(["1", "2", next()], rowsThen) })),
    then("many", "14", shows({ "text/html": table(["1", "2"], []) })),
    then("whole", "15", shows({ "text/html": table(["1"], [["5"], ["6"]]) })),
    then("text", "16", stream(`1\n2\n3\n4\n5\n${next()}\n`)),
    then("picture", "17", shows({ "image/svg+xml": svg(next()) })),
    then("large", "18", null),
    then("same", "201"),
    then("empty", "", stream(next())),
    then("failed", "21", stream(next())),
    then("removed", "22", stream(next()), shows({ "text/html": `<b id="same">${next()}</b>` })),
  ];
  const parameters = { [next()]: next(), 7: "2" };
  const first = { status: "ok", durationMs: 4000, parameters: {}, cells: [] };
  const second = { status: "ok", durationMs: 62_000, parameters, cells };
  return { label: next(), startedAt: "2026-01-02T03:04:05.000Z", notebooks: [first, second, undefined] };
};
