import MarkdownIt, { type Token } from "markdown-it";
import type { JsonObject } from "../notebook/index.ts";
import { escapeHtml } from "./escape.ts";
import { highlightCode } from "./highlight.ts";
import type { Labels } from "./labels.ts";
import { mathPlugin } from "./math.ts";
import { type IdSpace, outputIds, sanitizeHtml } from "./sanitize.ts";
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
  readonly labels: Labels;
  /** Leaves the first heading out, of the highest level: the page shows it already. */
  readonly withoutTitle?: boolean;
}

const markdown = new MarkdownIt({
  html: true,
  linkify: true,
  highlight: (code, language) => highlightCode(code, language),
});
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
mathPlugin(markdown);

/** Markdown as sanitised HTML, its headings with ids, its tables in boxes that scroll. */
export const renderMarkdown = (source: string, options: MarkdownOptions): Rendered => {
  const { labels } = options;
  const tokens = markdown.parse(source, {});
  if (options.withoutTitle) dropTitle(tokens);
  const headings: Heading[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const text = plainText(tokens[index + 1]);
      const id = freeId(text, options.ids);
      token.attrSet("id", id);
      headings.push({ level: Number(token.tag.slice(1)), id, text });
    }
    // Within a list or a quotation the side is that of the whole.
    if (directed.has(token.type) && (token.level === 0 || /^t[dh]/.test(token.type))) token.attrSet("dir", "auto");
    if (tokens[index - 2]?.type === "list_item_open") markTask(token);
    for (const child of token.children ?? []) relink(child, options);
  }
  const html = markdown.renderer.render(noteDiagrams(tokens, labels), markdown.options, {});
  // The headings take their ids again as they are met.
  for (const { id } of headings) options.ids.delete(id);
  const clean = sanitizeHtml(html, { ids: anchorIds(options.ids), labels });
  for (const { id } of headings) options.ids.add(id);
  return { html: boxTables(clean, labels), headings };
};

// Anchors of an author's own are found by the same links as headings.
const anchorIds = (taken: Set<string>): IdSpace => ({
  taken,
  rename: (id) => (id.startsWith("s-") ? id : `s-${slugOf(id)}`),
});

/** One line of Markdown as sanitised HTML without a paragraph and without links. */
export const renderInline = (source: string, { ids, labels }: Pick<MarkdownOptions, "ids" | "labels">): string =>
  sanitizeHtml(markdown.renderInline(source), { ids: outputIds(ids), labels }).replace(
    /<\/?(?:a|img|svg)\b[^>]*>/g,
    "",
  );

/** One line of Markdown as plain text. */
export const inlineText = (source: string): string => plainText(markdown.parseInline(source, {})[0]);

// Each paragraph is written from the side that its first letter says.
const directed: ReadonlySet<string> = new Set([
  "paragraph_open",
  "heading_open",
  "blockquote_open",
  "bullet_list_open",
  "ordered_list_open",
  "td_open",
  "th_open",
]);

const dropTitle = (tokens: Token[]): void => {
  const at = tokens.findIndex(({ type, tag }) => type === "heading_open" && tag === "h1");
  if (at >= 0) tokens.splice(at, 3);
};

// Mermaid draws in a browser only, with three megabytes of script: its text can be read as it is.
const noteDiagrams = (tokens: readonly Token[], labels: Labels): Token[] =>
  tokens.flatMap((token) => {
    if (token.type !== "fence" || token.info.trim().split(/\s/)[0] !== "mermaid") return [token];
    const note = Object.assign(Object.create(token), {
      type: "html_block",
      content: `<p><small>${escapeHtml(labels.mermaid)}</small></p>`,
    }) as Token;
    return [token, note];
  });

const plainText = (token: Token | undefined): string =>
  (token?.children ?? [])
    .map((child) =>
      ["text", "code_inline", "image", "math"].includes(child.type)
        ? child.content
        : child.type === "softbreak"
          ? " "
          : "",
    )
    .join("")
    .trim();

const freeId = (text: string, ids: Set<string>): string => {
  const slug = slugOf(text);
  let id = `s-${slug}`;
  for (let count = 2; ids.has(id); count++) id = `s-${slug}-${count}`;
  ids.add(id);
  return id;
};

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "section";

/** GitHub's tasks: `[x] done` at the head of a list's item. */
const markTask = ({ type, children }: Token): void => {
  const [first] = children ?? [];
  if (type === "inline" && first?.type === "text")
    first.content = first.content.replace(/^\[([ xX])\](?=\s)/, (_, mark: string) => (mark === " " ? "☐" : "☑"));
};

const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? "");

const relink = (token: Token, { attachments, linkTo }: MarkdownOptions): void => {
  if (token.type === "image") {
    const source = attribute(token, "src");
    if (source.startsWith("attachment:")) token.attrSet("src", attachmentUrl(source.slice(11), attachments) ?? "");
  }
  if (token.type === "link_open") {
    const href = attribute(token, "href");
    // Jupyter's links to headings have other ids.
    const target = href.length > 1 && href.startsWith("#") ? `#s-${slugOf(decode(href.slice(1)))}` : linkTo?.(href);
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
