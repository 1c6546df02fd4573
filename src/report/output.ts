import type { Json, JsonObject, MimeBundle, Output } from "../notebook/index.ts";
import { ansiHtml } from "./ansi.ts";
import { counted, escapeHtml, scriptJson } from "./escape.ts";
import { highlightCode } from "./highlight.ts";
import { renderMarkdown } from "./markdown.ts";
import { safeFigure } from "./safe-figure.ts";
import { sanitizeHtml, sanitizeSvg } from "./sanitize.ts";
import { boxTables } from "./tables.ts";

export interface OutputOptions {
  /** Characters of one text that are shown. */
  readonly maxText: number;
  /** Ids taken on the page. */
  readonly ids: Set<string>;
  /** Whether plots are drawn by Plotly. */
  readonly interactive: boolean;
  /** Whether HTML, SVG and JavaScript are left as they are. */
  readonly trusted: boolean;
}

/** An output as the HTML of its best form that can be shown safely; an empty text where there is none. */
export const renderOutput = (output: Output, options: OutputOptions): string => {
  if (output.output_type === "stream") return textBlock(output.text, `stream ${output.name}`, options);
  if (output.output_type === "error") return errorBlock(output, options);
  return renderBundle(output.data, options);
};

/** Whether an output holds a plot of Plotly's. */
export const isPlot = (output: Output): boolean => plotlyOf(output) !== undefined;

/** An output's figure as Plotly's JSON. */
export const plotlyOf = (output: Output): JsonObject | undefined => {
  if (output.output_type !== "display_data" && output.output_type !== "execute_result") return undefined;
  return figureOf(output.data[plotlyType]);
};

const plotlyType = "application/vnd.plotly.v1+json";

type Renderer = (content: Json, options: OutputOptions, bundle: MimeBundle) => string;

const image =
  (type: string): Renderer =>
  (content) => {
    const base64 = typeof content === "string" ? content.replace(/\s/g, "") : "";
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return "";
    return `<div class="picture"><img alt="output" src="data:${type};base64,${base64}"></div>`;
  };

const text = (content: Json): string => (typeof content === "string" ? content : "");

// Best first.
const renderers: readonly (readonly [string, Renderer])[] = [
  [plotlyType, (content, options, bundle) => plot(content, options, bundle)],
  ["application/javascript", (content, { trusted }) => (trusted ? trustedScript(text(content)) : "")],
  ["text/html", (content, { trusted }) => (trusted ? text(content) : rich(boxTables(sanitizeHtml(text(content)))))],
  ["image/svg+xml", (content, { trusted }) => picture(trusted ? text(content) : sanitizeSvg(text(content)))],
  ...["image/png", "image/jpeg", "image/gif", "image/webp"].map((type) => [type, image(type)] as const),
  ["text/markdown", (content, { ids }) => rich(renderMarkdown(text(content), { ids }).html)],
  ["application/json", (content, options) => jsonBlock(content, options)],
  ["text/latex", (content, options) => textBlock(text(content), "text", options)],
  ["text/plain", (content, options) => textBlock(text(content), "text", options)],
];

const renderBundle = (bundle: MimeBundle, options: OutputOptions): string => {
  for (const [type, render] of renderers) {
    const content = bundle[type];
    const html = content === undefined ? "" : render(content, options, bundle);
    if (html !== "") return html;
  }
  const types = Object.keys(bundle);
  return types.length === 0
    ? ""
    : `<p class="note">Output of type ${escapeHtml(types.join(", "))}, which a report cannot show.</p>`;
};

// As Jupyter runs it: `element` is the place of the output.
const trustedScript = (script: string): string =>
  `<div><script>{ const element = document.currentScript.parentElement;\n${script}\n}</script></div>`;

const rich = (html: string): string =>
  /[^\s]/.test(html.replace(/<[^>]*>/g, "")) || /<(?:img|svg|hr|table)/.test(html)
    ? `<div class="rich">${html}</div>`
    : "";

const picture = (svg: string | undefined): string => (svg ? `<div class="picture">${svg}</div>` : "");

const figureOf = (content: Json | undefined): JsonObject | undefined => {
  if (content === null || typeof content !== "object" || Array.isArray(content)) return undefined;
  return Array.isArray((content as JsonObject).data) ? (content as JsonObject) : undefined;
};

// Without script the static picture stays; where there is none, the figure's text.
const plot: Renderer = (content, options, bundle) => {
  const figure = figureOf(content);
  if (!figure) return "";
  const svg = sanitizeSvg(text(bundle["image/svg+xml"] ?? ""));
  const plain = text(bundle["text/plain"] ?? "");
  const still =
    svg ?? `<p class="note">${escapeHtml(plain === "" ? "A plot that is drawn where scripts run." : plain)}</p>`;
  const { data, layout } = safeFigure(figure);
  const json = options.interactive
    ? `<script type="application/json">${scriptJson({ data, layout: layout ?? {} })}</script>`
    : "";
  return `<figure class="plot"><div class="still">${still}</div>${json}</figure>`;
};

const jsonBlock = (content: Json, { maxText }: OutputOptions): string => {
  const source = JSON.stringify(content, null, 2);
  return `<pre class="text"><code>${highlightCode(source.slice(0, maxText), "json")}</code></pre>${cutNote(source.length - maxText)}`;
};

const textBlock = (content: string, kind: string, { maxText }: OutputOptions): string => {
  if (content.trim() === "") return "";
  const shown = ansiHtml(content.slice(0, maxText)).replace(/\n+$/, "");
  return `<pre class="${kind}" tabindex="0">${shown}</pre>${cutNote(content.length - maxText)}`;
};

const errorBlock = (
  { ename, evalue, traceback }: Extract<Output, { output_type: "error" }>,
  options: OutputOptions,
): string => {
  const [first = "", ...more] = evalue.split("\n");
  const rest = more.length > 0 ? `\n${more.join("\n")}` : "";
  const trace = traceback.join("\n").slice(0, options.maxText);
  const known = `${ename}: ${evalue}`;
  const shown = trace.startsWith(known) ? trace.slice(known.length).replace(/^\n/, "") : trace;
  const where = shown.trim() === "" ? "" : `<pre tabindex="0">${ansiHtml(shown)}</pre>`;
  return `<div class="error" role="note"><p><strong>${escapeHtml(ename)}</strong> ${escapeHtml(first + rest)}</p>${where}</div>`;
};

const cutNote = (left: number): string =>
  left > 0 ? `<p class="note">${counted(left, "more character")} not shown; the notebook has them.</p>` : "";
