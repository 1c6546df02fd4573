import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { plotlyTopojson } from "../plot/index.ts";
import { escapeHtml } from "./escape.ts";
import { directionOf, type Labels } from "./labels.ts";
import { pageScript } from "./script.ts";
import { pageStyle } from "./style.ts";
import type { PlotlyBundle, ReportTemplate } from "./types.ts";

export interface DocumentParts {
  readonly title: string;
  /** HTML. */
  readonly body: string;
  readonly footer: string | undefined;
  /** Plotly's bundle where the page has plots: a file beside it, or a bundle to put into the page. */
  readonly plotly?: PlotlyUse | undefined;
  readonly labels: Labels;
  readonly template?: ReportTemplate | undefined;
  /** CSS beside the report's own. */
  readonly style?: string;
  /** Whether scripts in the body may run; the page says so. */
  readonly trusted?: boolean | undefined;
}

export type PlotlyUse = ({ readonly file: string } | { readonly bundle: PlotlyBundle }) & {
  /** The outlines that the page's maps are drawn on. */
  readonly outlines?: "world" | "usa";
  /** What Plotly says in the page's language, by its English words. */
  readonly words?: PlotlyBundle["words"];
};

/** Where Plotly's bundle lies, from the pages of a site. */
export const plotlyFile = ({ name, version }: Pick<PlotlyBundle, "name" | "version">): string =>
  `assets/plotly-${[...(name === undefined ? [] : [name]), version].join("-").replace(/[^\w.-]/g, "")}.js`;

/** A whole page: its styles inside, its scripts allowed by hash, nothing loaded from elsewhere but Plotly's file of a site. */
export const documentOf = (parts: DocumentParts): string => {
  const { title, body, footer, template, trusted, style = "", labels } = parts;
  const plotly = plotlyParts(parts.plotly);
  const note = footer === undefined ? "" : `<p>${escapeHtml(footer)}</p>`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(labels.lang)}" dir="${directionOf(labels.lang)}">
<head>
<meta charset="utf-8">
${trusted ? "" : `<meta http-equiv="Content-Security-Policy" content="${policy(plotly.source)}">\n`}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}${style}${template ? `\n${template.style.replaceAll("</", "<\\/")}` : ""}</style>
</head>
<body${plotly.attribute} data-labels="${escapeHtml(JSON.stringify(scriptLabels(labels)))}">
<a class="skip" href="#content">${escapeHtml(labels.skip)}</a>
${trusted ? trustedNote(labels) : ""}${template?.slots.top ?? ""}${body}
<footer class="foot">${template?.slots.footer ?? ""}${note}</footer>
${plotly.html}<script>${pageScript}</script>
</body>
</html>
`;
};

const trustedNote = ({ trusted, trustedNote: note }: Labels): string =>
  `<p class="trusted" role="note"><strong>${escapeHtml(trusted)}</strong> ${escapeHtml(note)}</p>\n`;

const scriptLabels = ({
  hideCode,
  showCode,
  copy,
  copied,
  theme,
  search,
  rows,
  rowsOf,
  showMore,
  sortBy,
  lang,
}: Labels) => ({
  ...{ hideCode, showCode, copy, copied, theme },
  ...{ search, rows, rowsOf, showMore, sortBy, lang },
});

// The bundle stands compressed in the page: half the size, and nothing for the browser to compile before a plot is near.
const plotlyParts = (use: PlotlyUse | undefined) => {
  if (!use) return { attribute: "", html: "", source: "" };
  const maps = use.outlines === undefined ? "" : packedOutlines(use.outlines);
  const words = use.words ? ` data-plot-words="${escapeHtml(JSON.stringify(use.words))}"` : "";
  if ("file" in use)
    return { attribute: `${words} data-plotly="${escapeHtml(use.file)}"`, html: maps, source: " 'strict-dynamic'" };
  const { source } = use.bundle;
  const html = packed('id="plotly"', source) + maps;
  return { attribute: words, html, source: ` 'sha256-${hashOf(source)}'` };
};

// The same for each page with a map.
const outlines = new Map<string, string>();
const packedOutlines = (name: "world" | "usa"): string => {
  const found = outlines.get(name) ?? packed('class="outlines"', JSON.stringify(plotlyTopojson(name)));
  outlines.set(name, found);
  return found;
};

const packed = (mark: string, content: string | Uint8Array): string =>
  `<script type="text/plain" ${mark}>${gzipSync(content, { level: 9 }).toString("base64")}</script>\n`;

const hashOf = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("base64");

// strict-dynamic lets the page's own script load Plotly, from a folder on disk as well as from a server.
const policy = (plotly: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${scriptHash}'${plotly}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const scriptHash = hashOf(pageScript);
