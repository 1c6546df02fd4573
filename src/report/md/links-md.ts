import MarkdownIt, { type Token } from "markdown-it";
import type { JsonObject } from "../../notebook/index.ts";
import { sanitizeHtml } from "../sanitize.ts";

/** A heading of a Markdown file with the anchor that GitHub gives it. */
export interface MdHeading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

/** What a cell's links and pictures lead to in the file. */
export interface MdPlaces {
  /** GitHub's anchors of the whole file by those that Jupyter would use. */
  readonly anchors: ReadonlyMap<string, string>;
  /** The file of a picture that is attached to the cell. */
  readonly attachment: (name: string) => string | undefined;
  /** The file that a link to a notebook leads to. */
  readonly linkTo: (target: string) => string | undefined;
}

const markdown = new MarkdownIt({ html: true });

/** The headings of a notebook's Markdown in order; `taken` counts anchors as GitHub does, over the whole file. */
export const headingsMd = (source: string, taken: Map<string, number>): readonly MdHeading[] => {
  const tokens = markdown.parse(source, {});
  return tokens.flatMap((token, at) => {
    if (token.type !== "heading_open") return [];
    const text = textOf(tokens[at + 1]);
    return [{ level: Number(token.tag.slice(1)), text, anchor: freeAnchor(text, taken) }];
  });
};

/** The anchor that Jupyter gives a heading: its text with dashes for blanks. */
export const jupyterAnchor = (text: string): string => text.replace(/ /g, "-");

/** A cell's Markdown for the file: links lead where they should, raw HTML is sanitised, all else stays as it was written. */
export const cellMd = (source: string, places: MdPlaces): string => {
  const lines = source.split("\n");
  for (const token of markdown.parse(source, {})) {
    const [from, to] = token.map ?? [];
    if (from === undefined || to === undefined) continue;
    if (token.type === "html_block") replaceLines(lines, from, to, () => sanitizeHtml(token.content).trimEnd());
    if (token.type === "inline") replaceLines(lines, from, to, (text) => inline(text, token, places));
  }
  return lines.join("\n").trim();
};

const replaceLines = (lines: string[], from: number, to: number, change: (text: string) => string): void => {
  const changed = change(lines.slice(from, to).join("\n")).split("\n");
  // The count of lines stays, so that later places hold.
  lines.splice(
    from,
    to - from,
    ...Array.from({ length: to - from }, (_, at) =>
      at === to - from - 1 ? changed.slice(at).join("\n") : (changed[at] ?? ""),
    ),
  );
};

const inline = (text: string, token: Token, places: MdPlaces): string => {
  const tags = new Set(
    (token.children ?? []).filter(({ type }) => type === "html_inline").map(({ content }) => content),
  );
  const clean = [...tags].reduce((all, tag) => all.replaceAll(tag, safeTag(tag)), text);
  return clean.replace(
    /(\]\(\s*)(<[^>\n]*>|[^\s)]+)|(^|\n)( {0,3}\[[^\]\n]+\]:\s*)(<[^>\n]*>|\S+)/g,
    (whole, open, target, start, label, defined) => {
      const found = open ? target : defined;
      const bare = String(found).replace(/^<|>$/g, "");
      const led = leadTo(bare, places);
      if (led === undefined) return whole;
      const written = /[\s()<>]/.test(led) ? `<${led}>` : led;
      return open ? `${open}${written}` : `${start}${label}${written}`;
    },
  );
};

const leadTo = (target: string, { anchors, attachment, linkTo }: MdPlaces): string | undefined => {
  if (/^\s*(?:javascript|vbscript|data):/i.test(target.replace(/[^!-~]|&(?:tab|newline|#\w+);/gi, ""))) return "#";
  if (target.startsWith("attachment:")) return attachment(decoded(target.slice("attachment:".length))) ?? "#";
  if (target.startsWith("#")) {
    const found = anchors.get(decoded(target.slice(1)));
    return found === undefined ? undefined : `#${found}`;
  }
  return linkTo(target);
};

// A tag that the sanitiser does not let through shows as text; a closing one has no attributes.
const safeTag = (tag: string): string => {
  const [, end = "", name = ""] = /^<(\/?)([a-z][\w-]*)/i.exec(tag) ?? [];
  if (name === "") return "";
  const probe = sanitizeHtml(end ? `<${name}>` : tag);
  if (!probe.toLowerCase().startsWith(`<${name.toLowerCase()}`)) return tag.replaceAll("<", "&lt;");
  return end ? `</${name}>` : (/^<[^>]*>/.exec(probe)?.[0] ?? "");
};

const textOf = (token: Token | undefined): string =>
  (token?.children ?? [])
    .map(({ type, content }) =>
      type === "text" || type === "code_inline" || type === "text_special" ? content : type === "softbreak" ? " " : "",
    )
    .join("")
    .trim();

// As github-slugger: lower case, no punctuation, dashes for blanks, numbers on those that are taken.
const freeAnchor = (text: string, taken: Map<string, number>): string => {
  const slug = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replace(/ /g, "-");
  let anchor = slug;
  while (taken.has(anchor)) {
    const count = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, count);
    anchor = `${slug}-${count}`;
  }
  taken.set(anchor, 0);
  return anchor;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The pictures attached to a cell, by file name: type and content. */
export const attachmentOf = (
  attachments: JsonObject | undefined,
  name: string,
): { readonly type: string; readonly content: string } | undefined => {
  const bundle = attachments && Object.hasOwn(attachments, name) ? attachments[name] : undefined;
  if (bundle === null || typeof bundle !== "object" || Array.isArray(bundle)) return undefined;
  const [type, content] = Object.entries(bundle).find(([mime]) => mime.startsWith("image/")) ?? [];
  return type !== undefined && typeof content === "string" ? { type, content } : undefined;
};
