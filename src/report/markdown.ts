import MarkdownIt, { type Token } from "markdown-it";
import type { JsonObject } from "../notebook/index.ts";
import { escapeHtml } from "./escape.ts";
import { highlightCode } from "./highlight.ts";
import { sanitizeHtml } from "./sanitize.ts";
import { boxTables } from "./tables.ts";

/** A heading for the table of contents. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
}

export interface MarkdownOptions {
  /** Ids taken on the page; those of new headings are added. */
  readonly ids: Set<string>;
  /** Pictures of the cell: MIME bundles by file name. */
  readonly attachments?: JsonObject;
  /** The page that a link to a notebook leads to, where there is one. */
  readonly linkTo?: (target: string) => string | undefined;
}

const markdown = new MarkdownIt({
  html: true,
  linkify: true,
  highlight: (code, language) => highlightCode(code, aliases[language] ?? language),
});
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

const aliases: Readonly<Record<string, string>> = {
  ts: "typescript",
  js: "typescript",
  javascript: "typescript",
  sh: "bash",
  shell: "bash",
  py: "python",
};

/** Markdown as sanitised HTML, its headings with ids, its tables in boxes that scroll. */
export const renderMarkdown = (source: string, options: MarkdownOptions): Rendered => {
  const tokens = markdown.parse(source, {});
  const headings: Heading[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const text = plainText(tokens[index + 1]);
      const id = freeId(text, options.ids);
      token.attrSet("id", id);
      headings.push({ level: Number(token.tag.slice(1)), id, text });
    }
    for (const child of token.children ?? []) relink(child, options);
  }
  const html = markdown.renderer.render(tokens, markdown.options, {});
  return { html: boxTables(sanitizeHtml(html)), headings };
};

/** One line of Markdown as sanitised HTML without a paragraph and without links. */
export const renderInline = (source: string): string =>
  sanitizeHtml(markdown.renderInline(source)).replace(/<\/?(?:a|img|svg)\b[^>]*>/g, "");

/** One line of Markdown as plain text. */
export const inlineText = (source: string): string => plainText(markdown.parseInline(source, {})[0]);

const plainText = (token: Token | undefined): string =>
  (token?.children ?? [])
    .map((child) =>
      ["text", "code_inline", "image"].includes(child.type) ? child.content : child.type === "softbreak" ? " " : "",
    )
    .join("")
    .trim();

const freeId = (text: string, ids: Set<string>): string => {
  const slug =
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60) || "section";
  let id = `s-${slug}`;
  for (let count = 2; ids.has(id); count++) id = `s-${slug}-${count}`;
  ids.add(id);
  return id;
};

const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? "");

const relink = (token: Token, { attachments, linkTo }: MarkdownOptions): void => {
  if (token.type === "image") {
    const source = attribute(token, "src");
    if (source.startsWith("attachment:")) token.attrSet("src", attachmentUrl(source.slice(11), attachments) ?? "");
  }
  if (token.type === "link_open") {
    const target = linkTo?.(attribute(token, "href"));
    if (target !== undefined) token.attrSet("href", target);
  }
};

const attachmentUrl = (name: string, attachments: JsonObject = {}): string | undefined => {
  const bundle = attachments[decode(name)];
  if (bundle === null || typeof bundle !== "object" || Array.isArray(bundle)) return undefined;
  const [type, content] = Object.entries(bundle)[0] ?? [];
  if (typeof type !== "string" || typeof content !== "string") return undefined;
  return type === "image/svg+xml"
    ? `data:image/svg+xml,${encodeURIComponent(content)}`
    : `data:${escapeHtml(type)};base64,${content.replace(/\s/g, "")}`;
};

const decode = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};
