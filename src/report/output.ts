import type { Json, MimeBundle, Output } from "../notebook/index.ts";
import { ansiHtml } from "./ansi.ts";
import { escapeHtml } from "./escape.ts";
import { highlightCode } from "./highlight.ts";
import { filled, type Labels, numberText } from "./labels.ts";
import { renderMarkdown } from "./markdown.ts";
import { latexHtml } from "./math.ts";
import { plotHtml, plotlyType } from "./plot.ts";
import { outputIds, sanitizeHtml, sanitizeSvg } from "./sanitize.ts";
import { boxTables } from "./tables.ts";
import { type WidgetStates, widgetHtml, widgetType } from "./widgets.ts";

export interface OutputOptions {
  /** Characters of one text that are shown. */
  readonly maxText: number;
  /** Ids taken on the page. */
  readonly ids: Set<string>;
  /** Whether plots are drawn by Plotly. */
  readonly interactive: boolean;
  readonly labels: Labels;
  readonly widgets: WidgetStates;
  /** Whether HTML, SVG and JavaScript are left as they are. */
  readonly trusted: boolean;
}

/** An output as the HTML of its best form that can be shown safely; an empty text where there is none. */
export const renderOutput = (output: Output, options: OutputOptions): string => {
  if (output.output_type === "stream") return textBlock(output.text, `stream ${streamClass(output.name)}`, options);
  if (output.output_type === "error") return errorBlock(output, options);
  return renderBundle(output, options);
};

const streamClass = (name: string): string => (name === "stderr" ? "stderr" : "stdout");

type Shown = Extract<Output, { output_type: "display_data" | "execute_result" }>;
type Renderer = (content: Json, options: OutputOptions, output: Shown) => string;

const image =
  (type: string): Renderer =>
  (content, { labels }, { data, metadata }) => {
    const base64 = typeof content === "string" ? content.replace(/\s/g, "") : "";
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return "";
    const told = text(data["text/plain"] ?? "");
    const alt = told === "" || /^<.*>$/s.test(told.trim()) ? labels.picture : told.slice(0, 200);
    return `<div class="picture"><img alt="${escapeHtml(alt)}"${sizeOf(metadata[type])} src="data:${type};base64,${base64}"></div>`;
  };

const sizeOf = (metadata: Json | undefined): string =>
  ["width", "height"]
    .map((name) => {
      const value = metadata !== null && typeof metadata === "object" ? Reflect.get(metadata, name) : undefined;
      return typeof value === "number" && value > 0 && value < 10_000 ? ` ${name}="${Math.round(value)}"` : "";
    })
    .join("");

const text = (content: Json): string => (typeof content === "string" ? content : "");

const html: Renderer = (content, { ids, labels, trusted }) =>
  trusted ? text(content) : rich(boxTables(sanitizeHtml(text(content), { ids: outputIds(ids), labels }), labels));
const latex: Renderer = (content, { ids, labels }) =>
  rich(sanitizeHtml(latexHtml(text(content)), { ids: outputIds(ids), labels }));
const diagram: Renderer = (content, options) => {
  const block = textBlock(text(content), "text", options);
  return block === "" ? "" : `${block}<p class="note">${escapeHtml(options.labels.mermaid)}</p>`;
};

// Best first.
const renderers: readonly (readonly [string, Renderer])[] = [
  [widgetType, (content, options) => widgetHtml(content, options, (output) => renderOutput(output, options))],
  [plotlyType, (content, options, { data }) => plotHtml(content, data, options)],
  ["application/javascript", (content, { trusted }) => (trusted ? trustedScript(text(content)) : "")],
  ["text/html", html],
  [
    "image/svg+xml",
    (content, { ids, labels, trusted }) =>
      picture(trusted ? text(content) : sanitizeSvg(text(content), { ids: outputIds(ids), labels })),
  ],
  ["text/latex", latex],
  ...["image/png", "image/jpeg", "image/gif", "image/webp"].map((type) => [type, image(type)] as const),
  ["text/markdown", (content, { ids, labels }) => rich(renderMarkdown(text(content), { ids, labels }).html)],
  ["text/vnd.mermaid", diagram],
  ["application/json", (content, options) => jsonBlock(content, options)],
  ["application/geo+json", (content, options) => jsonBlock(content, options)],
  ["text/plain", (content, options) => textBlock(text(content), "text", options)],
];

const renderBundle = (output: Shown, options: OutputOptions): string => {
  for (const [type, render] of renderers) {
    const content = output.data[type];
    const shown = content === undefined ? "" : render(content, options, output);
    if (shown !== "") return shown + lossNote(type, output.data, options);
  }
  const types = Object.keys(output.data);
  const empty = types.every((type) => output.data[type] === "");
  return types.length === 0 || empty
    ? ""
    : `<p class="note">${escapeHtml(filled(options.labels.unknownType, { type: types.join(", ") }))}</p>`;
};

// The text alone of a widget or a drawing would look like an answer.
const lossNote = (shown: string, bundle: MimeBundle, { labels }: OutputOptions): string => {
  if (shown !== "text/plain") return "";
  if (bundle[widgetType] !== undefined) return `<p class="note">${escapeHtml(labels.widget)}</p>`;
  const lost = Object.keys(bundle).find((type) => /vega|bokeh|javascript|^(?:audio|video)\//.test(type));
  const note = filled(labels.unknownType, { type: lost ?? "" });
  return lost === undefined ? "" : `<p class="note">${escapeHtml(note)}</p>`;
};

// As Jupyter runs it: `element` is the place of the output.
const trustedScript = (script: string): string =>
  `<div><script>{ const element = document.currentScript.parentElement;\n${script}\n}</script></div>`;

const rich = (html: string): string =>
  /[^\s]/.test(html.replace(/<[^>]*>/g, "")) || /<(?:img|svg|hr|table)/.test(html)
    ? `<div class="rich">${html}</div>`
    : "";

const picture = (svg: string | undefined): string => (svg ? `<div class="picture">${svg}</div>` : "");

const jsonBlock = (content: Json, { maxText, labels }: OutputOptions): string => {
  const source = JSON.stringify(content, null, 2);
  return `<pre class="text" tabindex="0"><code>${highlightCode(source.slice(0, maxText), "json")}</code></pre>${cutNote(source.length - maxText, labels)}`;
};

const textBlock = (content: string, kind: string, { maxText, labels }: OutputOptions): string => {
  if (content.trim() === "") return "";
  const shown = ansiHtml(content.slice(0, maxText)).replace(/\n+$/, "");
  return `<pre class="${kind}" tabindex="0">${shown}</pre>${cutNote(content.length - maxText, labels)}`;
};

const errorBlock = (
  { ename, evalue, traceback }: Extract<Output, { output_type: "error" }>,
  options: OutputOptions,
): string => {
  const trace = traceback.join("\n").slice(0, options.maxText);
  const known = `${ename}: ${evalue}`;
  const shown = trace.startsWith(known) ? trace.slice(known.length).replace(/^\n/, "") : trace;
  const where = shown.trim() === "" ? "" : `<pre tabindex="0">${withCauses(ansiHtml(shown))}</pre>`;
  return `<div class="error" role="note"><p><strong>${escapeHtml(ename)}</strong> ${escapeHtml(evalue.slice(0, options.maxText))}</p>${where}</div>`;
};

const withCauses = (html: string): string =>
  html.replace(/^(\s*)(Caused by: [^\n]*)/gm, '$1<span class="cause">$2</span>');

const cutNote = (left: number, labels: Labels): string =>
  left > 0 ? `<p class="note">${escapeHtml(filled(labels.cut, { n: numberText(left, labels) }))}</p>` : "";
