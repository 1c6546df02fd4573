import { createHash } from "node:crypto";
import { escapeHtml } from "./escape.ts";
import { pageScript } from "./script.ts";
import { pageStyle } from "./style.ts";

export interface DocumentParts {
  readonly title: string;
  /** HTML. */
  readonly body: string;
  readonly footer: string | undefined;
  /** The version of Plotly that the page's plots need, where it has any. */
  readonly plotly?: string | undefined;
  /** Whether scripts in the body may run; the page says so. */
  readonly trusted?: boolean | undefined;
}

/** Where Plotly's bundle lies, from the pages. */
export const plotlyFile = (version: string): string => `assets/plotly-${version.replace(/[^\w.-]/g, "")}.js`;

/** A whole page: its styles inside, its one script allowed by hash, nothing loaded from elsewhere. */
export const documentOf = ({ title, body, footer, plotly, trusted }: DocumentParts): string => {
  const foot = `<footer class="foot">${footer === undefined ? "" : `<p>${escapeHtml(footer)}</p>`}</footer>`;
  const source = plotly === undefined ? "" : ` data-plotly="${escapeHtml(plotlyFile(plotly))}"`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
${trusted ? "" : `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body${source}>
<a class="skip" href="#content">Skip to the content</a>
${trusted ? trustedNote : ""}${body}
${foot}
<script>${pageScript}</script>
</body>
</html>
`;
};

const trustedNote =
  '<p class="trusted" role="note"><strong>Trusted report.</strong> It was made with --trusted: scripts in its outputs run and may load from elsewhere. Open it only where you trust its notebook.</p>\n';

const scriptHash = createHash("sha256").update(pageScript).digest("base64");

// strict-dynamic lets the page's own script load Plotly, from a folder on disk as well as from a server.
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${scriptHash}' 'strict-dynamic'`,
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "font-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
