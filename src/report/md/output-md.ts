import type { Json, MimeBundle, Output } from "../../notebook/index.ts";
import { geojsonSvg, plotlySvg } from "../../plot/index.ts";
import { withoutAnsi } from "../ansi.ts";
import { dataResourceHtml, dataResourceType } from "../data-resource.ts";
import { figureIn } from "../figure-in.ts";
import { filled, type Labels, numberText } from "../labels.ts";
import { undrawnType } from "../left-out.ts";
import { plainText } from "../plain-text.ts";
import { readTables } from "../read-table.ts";
import { sanitizeHtml } from "../sanitize.ts";
import { svgFile } from "../svg-file.ts";
import { escapeMd, tableMd } from "./table-md.ts";

export interface OutputMdOptions {
  /** Characters of one text that are shown. */
  readonly maxText: number;
  readonly labels: Labels;
  /** Puts a picture beside the Markdown file and gives its path from there. */
  readonly save: (extension: string, content: string | Uint8Array) => string;
  /** Markdown of an output, as that of a cell. */
  readonly markdown: (source: string) => string;
}

/** An output in its best Markdown form; an empty text where it has none. */
export const outputMd = (output: Output, options: OutputMdOptions): string => {
  if (output.output_type === "stream") return textMd(output.text, options);
  if (output.output_type === "error") return errorMd(output, options);
  const { data } = output;
  const drawn = plot(data, options);
  if (drawn !== "") return drawn;
  for (const [type, render] of renderers) {
    const content = data[type];
    const md = content === undefined ? "" : render(content, options, data);
    if (md !== "") return type === "text/plain" ? md + lossMd(data, options) : md;
  }
  const types = Object.keys(data).map((type) => `\`${type.replaceAll("`", "")}\``);
  return types.length === 0 ? "" : `*${filled(options.labels.unknownType, { type: types.join(", ") })}*`;
};

// The text beside what was not drawn would look like all there is.
const lossMd = (data: MimeBundle, { labels }: OutputMdOptions): string => {
  const lost = undrawnType(data);
  return lost === undefined ? "" : `\n\n*${filled(labels.unknownType, { type: `\`${lost.replaceAll("`", "")}\`` })}*`;
};

/** Text between fences that it does not hold itself. */
export const fenced = (text: string, language: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language.replace(/[^\w+#.-]/g, "")}\n${text.replace(/\n+$/, "")}\n${fence}`;
};

type Renderer = (content: Json, options: OutputMdOptions, data: MimeBundle) => string;

const text = (content: Json | undefined): string => (typeof content === "string" ? content : "");

const image =
  (extension: string): Renderer =>
  (content, { save, labels }, data) => {
    const base64 = text(content).replace(/\s/g, "");
    return /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
      ? picture(save(extension, Buffer.from(base64, "base64")), data, labels)
      : "";
  };

const svg: Renderer = (content, { save, labels }, data) => {
  const file = svgFile(text(content));
  return file === undefined ? "" : picture(save("svg", file), data, labels);
};

// A plot is still here: the output's own picture, else one that is drawn from its figure.
const plot = (data: MimeBundle, options: OutputMdOptions): string => {
  const figure = figureIn(data);
  if (!figure) return "";
  const own = svg(data["image/svg+xml"] ?? "", options, data) || image("png")(data["image/png"] ?? "", options, data);
  return own || svg(plotlySvg({ data: figure.data, layout: figure.layout ?? {} }), options, data);
};

// Best first.
const renderers: readonly (readonly [string, Renderer])[] = [
  [dataResourceType, (content, { labels }) => tablesMd(dataResourceHtml(content), labels)],
  ["text/markdown", (content, { markdown }) => markdown(text(content))],
  ["text/html", (content, { labels }) => tablesMd(text(content), labels)],
  ["image/svg+xml", svg],
  ["image/png", image("png")],
  ["image/jpeg", image("jpg")],
  ["image/gif", image("gif")],
  ["image/webp", image("webp")],
  ["text/latex", (content) => latexMd(text(content))],
  ["application/geo+json", (content, options, data) => svg(geojsonSvg(content) ?? "", options, data)],
  ["application/json", (content, options) => cut(JSON.stringify(content, null, 2), "json", options)],
  ["text/plain", (content, options) => textMd(text(content), options)],
  ["text/html", (content, options) => textMd(plainText(sanitizeHtml(text(content), options)).trim(), options)],
];

const picture = (path: string, data: MimeBundle, labels: Labels): string => {
  const [first = ""] = text(data["text/plain"]).split("\n");
  // Python's names of objects say nothing to who hears them.
  const told = /^<.*>$|^Canvas\(/.test(first.trim()) ? "" : first;
  return `![${escapeMd(told.slice(0, 200) || labels.picture)}](${path})`;
};

// Only where there are tables: other HTML has a form that Markdown shows better.
const tablesMd = (html: string, labels: Labels): string => {
  const parts = readTables(sanitizeHtml(html, { labels }));
  if (!parts.some((part) => "table" in part)) return "";
  return parts
    .map((part) => ("table" in part ? tableMd(part.table, labels) : escapeMd(plainText(part.html).trim())))
    .filter((part) => part !== "")
    .join("\n\n");
};

const latexMd = (source: string): string => {
  const bare = source
    .trim()
    .replace(/^\$+([\s\S]*?)\$+$/, "$1")
    .trim();
  if (bare === "") return "";
  return fenced(bare.replace(/^\\\[([\s\S]*)\\\]$/, "$1"), "math");
};

const textMd = (source: string, options: OutputMdOptions): string =>
  source.trim() === "" ? "" : cut(withoutAnsi(source), "text", options);

const cut = (source: string, language: string, { maxText, labels }: OutputMdOptions): string => {
  const left = source.length - maxText;
  const note = left > 0 ? `\n\n*${filled(labels.cut, { n: numberText(left, labels) })}*` : "";
  return fenced(source.slice(0, maxText), language) + note;
};

const errorMd = (
  { ename, evalue, traceback }: Extract<Output, { output_type: "error" }>,
  options: OutputMdOptions,
): string => {
  const said = `**${escapeMd(ename)}** ${escapeMd(evalue)}`.split("\n").join("\n> ");
  const trace = withoutAnsi(traceback.join("\n"));
  return `> [!CAUTION]\n> ${said}${trace.trim() === "" ? "" : `\n\n${cut(trace, "text", options)}`}`;
};
