import type { Json, MimeBundle, Output } from "../notebook/index.ts";
import { geojsonSvg } from "../plot/index.ts";
import { ansiHtml, withoutAnsi } from "./ansi.ts";
import { dataResourceHtml, dataResourceType } from "./data-resource.ts";
import { escapeHtml } from "./escape.ts";
import { figureIn, isRedrawn } from "./figure-in.ts";
import { highlightCode } from "./highlight.ts";
import { filled, type Labels, numberText } from "./labels.ts";
import { embeddedAddresses, needsScript, undrawnType } from "./left-out.ts";
import { renderMarkdown } from "./markdown.ts";
import { latexHtml } from "./math.ts";
import { plotHtml } from "./plot.ts";
import { outputIds, sanitizeHtml, sanitizeSvg } from "./sanitize.ts";
import { boxTables } from "./tables.ts";
import { type WidgetStates, widgetHtml, widgetKind, widgetType } from "./widgets.ts";

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

const html: Renderer = (content, { ids, labels, trusted }) => {
  if (trusted) return text(content);
  const shown = rich(boxTables(sanitizeHtml(text(content), { ids: outputIds(ids), labels }), labels));
  return shown === "" || !needsScript(text(content), shown) ? shown : shown + noteHtml(labels.needsScript);
};
const latex: Renderer = (content, { ids, labels }) =>
  rich(sanitizeHtml(latexHtml(text(content)), { ids: outputIds(ids), labels }));
const diagram: Renderer = (content, options) => {
  const block = textBlock(text(content), "text", options);
  return block === "" ? "" : `${block}<p class="note">${escapeHtml(options.labels.mermaid)}</p>`;
};

// Best first.
const renderers: readonly (readonly [string, Renderer])[] = [
  [widgetType, (content, options) => widgetHtml(content, options, (output) => renderOutput(output, options))],
  ["application/javascript", (content, { trusted }) => (trusted ? trustedScript(text(content)) : "")],
  [dataResourceType, (content, { labels }) => rich(boxTables(dataResourceHtml(content), labels))],
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
  [
    "application/geo+json",
    (content, options) => {
      const svg = geojsonSvg(content);
      const shown =
        svg === undefined ? undefined : sanitizeSvg(svg, { ids: outputIds(options.ids), labels: options.labels });
      return shown === undefined
        ? jsonBlock(content, options)
        : `<figure class="plot"><div class="still">${shown}</div></figure>`;
    },
  ],
  ["text/plain", (content, options) => textBlock(text(content), "text", options)],
];

const renderBundle = (output: Shown, options: OutputOptions): string => {
  const { data } = output;
  const figure = data[widgetType] === undefined ? figureIn(data) : undefined;
  if (figure) return plotHtml(figure, data, options) + (isRedrawn(data) ? noteHtml(options.labels.vegaLite) : "");
  for (const [type, render] of renderers) {
    const content = data[type];
    const shown = content === undefined ? "" : render(content, options, output);
    if (shown !== "") return shown + lossNote(type, data, options);
  }
  return unshown(data, options);
};

const noteHtml = (note: string): string => `<p class="note">${escapeHtml(note)}</p>`;

// What nothing is shown of is named, and where it is a page from elsewhere, its address.
const unshown = (bundle: MimeBundle, { labels }: OutputOptions): string => {
  const types = Object.keys(bundle);
  if (types.every((type) => bundle[type] === "" && /^(?:text|image)\//.test(type))) return "";
  const embedded = embeddedNote(bundle, labels);
  if (embedded !== "") return embedded;
  return types.includes("application/javascript") || types.includes("text/html")
    ? noteHtml(labels.needsScript)
    : noteHtml(filled(labels.unknownType, { type: types.join(", ") }));
};

const embeddedNote = (bundle: MimeBundle, { embedded }: Labels): string => {
  const addresses = embeddedAddresses(text(bundle["text/html"] ?? "")).map(
    (address) => ` <code>${escapeHtml(address)}</code>`,
  );
  return addresses.length === 0 ? "" : `<p class="note">${escapeHtml(embedded)}${addresses.join(",")}</p>`;
};

// The text or picture beside what was not drawn would look like all there is.
const lossNote = (shown: string, bundle: MimeBundle, { labels, widgets, trusted }: OutputOptions): string => {
  const isText = shown === "text/plain";
  if (!isText && !shown.startsWith("image/")) return "";
  const widget = bundle[widgetType];
  if (widget !== undefined) return isText ? noteHtml(widgetNote(widget, widgets, labels)) : "";
  const html = bundle["text/html"];
  const media = typeof html === "string" ? /<(audio|video)[\s>]/i.exec(html)?.[1] : undefined;
  if (isText && media !== undefined) return noteHtml(filled(labels.unknownType, { type: media }));
  if (isText && typeof html === "string" && html.trim() !== "" && !trusted)
    return embeddedNote(bundle, labels) || noteHtml(labels.needsScript);
  if (isText && bundle["application/javascript"] !== undefined) return noteHtml(labels.needsScript);
  const lost = undrawnType(bundle);
  if (lost === undefined) return "";
  return noteHtml(filled(isText ? labels.unknownType : labels.stillOf, { type: lost }));
};

const widgetNote = (content: Json, widgets: WidgetStates, labels: Labels): string => {
  const kind = widgetKind(content, widgets);
  return kind === undefined ? labels.widget : filled(labels.widgetKind, { kind });
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
  const shown = withoutHeadline(trace, [`${ename}: ${evalue}`, evalue]);
  const where = shown.trim() === "" ? "" : `<pre tabindex="0">${withCauses(ansiHtml(shown))}</pre>`;
  return `<div class="error" role="note"><p><strong>${escapeHtml(ename)}</strong> ${escapeHtml(withoutName(evalue, ename).slice(0, options.maxText).trimEnd())}</p>${where}</div>`;
};

// Julia's values begin with the name.
const withoutName = (evalue: string, ename: string): string =>
  ename !== "" && evalue.startsWith(`${ename}: `) ? evalue.slice(ename.length + 2) : evalue;

/** A trace without the lines, coloured or not, that say again what stands above it. */
const withoutHeadline = (trace: string, headlines: readonly string[]): string => {
  const lines = trace.split("\n");
  for (const headline of headlines) {
    const count = headline.trimEnd().split("\n").length;
    const said = withoutAnsi(lines.slice(0, count).join("\n")).trimEnd();
    if (said !== "" && said === headline.trimEnd()) return lines.slice(count).join("\n").replace(/^\n+/, "");
  }
  return trace;
};

const withCauses = (html: string): string =>
  html.replace(/^(\s*)(Caused by: [^\n]*)/gm, '$1<span class="cause">$2</span>');

const cutNote = (left: number, labels: Labels): string =>
  left > 0 ? `<p class="note">${escapeHtml(filled(labels.cut, { n: numberText(left, labels) }))}</p>` : "";
