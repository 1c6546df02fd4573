import sanitize from "sanitize-html";
import { type Labels, labelsOf } from "./labels.ts";
import { allowedAttributes, allowedClasses, allowedTags, landmarkTags, rawTags, renamedTags } from "./safe-names.ts";
import { localReference, readableStyle, safeStyle } from "./safe-style.ts";
import { type Element, type StyleSheet, styleSheetOf } from "./stylesheet.ts";

/** How ids of a piece of a page are kept apart from those of the others. */
export interface IdSpace {
  /** Ids taken on the page; those that are kept are added. */
  readonly taken: Set<string>;
  /** What an id is called on the page, wherever it is named. */
  readonly rename: (id: string) => string;
}

export interface SanitizeOptions {
  /** Without it the piece stands alone. */
  readonly ids?: IdSpace;
  /** The words for what is left out; English ones unless given. */
  readonly labels?: Labels;
}

/**
 * HTML from an output or from Markdown without anything that runs script, loads from elsewhere or lies over the page:
 * tables, text, images held as data, SVG and MathML stay, and simple style sheets as attributes.
 */
export const sanitizeHtml = (html: string, { ids, labels = labelsOf() }: SanitizeOptions = {}): string => {
  const ancestors: Element[] = [];
  const sheet = styleSheetOf(html);
  const context: Context = { sheet, ancestors, ...(ids ?? { rename: ownName, taken: new Set<string>() }) };
  return sanitize(html, {
    ...fixed,
    exclusiveFilter: isEmptyLink,
    onOpenTag: (name, attribs) => void ancestors.push(elementOf(name, attribs)),
    onCloseTag: () => void ancestors.pop(),
    transformTags: {
      img: localImage(labels),
      input: checkbox,
      "*": (name, attribs) => safeTag(name, attribs, context),
    },
  });
};

/** An SVG for the inside of a page, sanitised; undefined where nothing of it is left. */
export const sanitizeSvg = (svg: string, options: SanitizeOptions = {}): string | undefined => {
  const clean = sanitizeHtml(svg.replace(/^[\s\S]*?(?=<svg[\s>])/i, ""), options);
  return /^<svg[\s>]/.test(clean) ? clean : undefined;
};

/** An id space for an output: its ids get the next prefix that is free on the page. */
export const outputIds = (taken: Set<string>): IdSpace => {
  // Numbers are given without gaps: the first free one is found by halving.
  let [last, free] = [0, 1];
  while (taken.has(`o${free}-`)) [last, free] = [free, free * 2];
  while (free - last > 1) {
    const middle = (last + free) >> 1;
    if (taken.has(`o${middle}-`)) last = middle;
    else free = middle;
  }
  const prefix = `o${free}-`;
  taken.add(prefix);
  return { taken, rename: (id) => (id.startsWith(prefix) ? id : prefix + id) };
};

// Those of a page's headings begin with s-.
const ownName = (id: string): string => (/^[sx]-/.test(id) ? id : `x-${id}`);

interface Context {
  readonly sheet: StyleSheet | undefined;
  readonly ancestors: readonly Element[];
  readonly rename: (id: string) => string;
  readonly taken: Set<string>;
}

const fixed: sanitize.IOptions = {
  allowedTags: [...allowedTags],
  allowedAttributes,
  allowedClasses,
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["data"], image: ["data"] },
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: [...rawTags],
  parseStyleAttributes: false,
};

const elementOf = (tag: string, attribs: sanitize.Attributes): Element => ({
  tag,
  id: attribs.id ?? "",
  classes: (attribs.class ?? "").split(/\s+/).filter((name) => name !== ""),
});

type Attributes = Record<string, string>;

const safeTag = (tag: string, given: sanitize.Attributes, context: Context): sanitize.Tag => {
  const attribs = safeAttributes(tag, given, context);
  if (tag === "a") return { tagName: "a", attribs: safeLink(attribs, context) };
  if (tag === "image" && !pixelData.test(attribs.href ?? attribs["xlink:href"] ?? ""))
    return { tagName: "g", attribs: {} };
  return { tagName: landmarkTags.has(tag) ? "div" : (renamedTags.get(tag) ?? tag), attribs };
};

const safeAttributes = (tag: string, given: sanitize.Attributes, context: Context): Attributes => {
  const attribs: Attributes = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === "role" && !/^(?:img|presentation|none)$/.test(value)) continue;
    if (name === "style" || name === "id" || name === "align" || name === "valign") continue;
    if (name === "xlink:href" || (name === "href" && tag !== "a")) {
      if (value.startsWith("#")) attribs[name] = `#${context.rename(value.slice(1))}`;
      else if (tag === "image") attribs[name] = value;
    } else {
      const [, id] = localReference.exec(value) ?? [];
      if (id !== undefined) attribs[name] = `url(#${context.rename(id)})`;
      else if (name === "href" || name === "src" || !/url\s*\(|\\/i.test(value)) attribs[name] = value;
    }
  }
  const id = freeId(given.id ?? (tag === "a" ? given.name : undefined), context);
  if (id !== undefined) attribs.id = id;
  const style = styleOf(tag, given, context);
  if (style !== "") attribs.style = style;
  return attribs;
};

const freeId = (id: string | undefined, { rename, taken }: Context): string | undefined => {
  if (id === undefined || !/^[^\s"'<>&]+$/.test(id)) return undefined;
  const name = rename(id);
  if (taken.has(name)) return undefined;
  taken.add(name);
  return name;
};

// What a style sheet says comes before the element's own, as in the cascade; attributes that HTML no longer has come first.
const styleOf = (tag: string, given: sanitize.Attributes, context: Context): string => {
  const old = [
    given.align && /^(?:left|right|center|justify)$/i.test(given.align) ? `text-align:${given.align}` : "",
    given.valign && /^(?:top|middle|bottom|baseline)$/i.test(given.valign) ? `vertical-align:${given.valign}` : "",
    tag === "font" && given.color ? `color:${given.color}` : "",
    tag === "center" ? "text-align:center" : "",
  ];
  const ruled =
    context.sheet?.(context.ancestors.at(-1) ?? elementOf(tag, given), context.ancestors.slice(0, -1)) ?? "";
  const style = safeStyle([...old, ruled, given.style ?? ""].filter((css) => css !== "").join(";"), context.rename);
  return context.ancestors.some((element) => element.tag === "svg") ? style : readableStyle(style);
};

const safeLink = (attribs: Attributes, { rename }: Context): Attributes => {
  const { "xlink:href": drawn, href = drawn, name: _name, rel: _rel, ...others } = attribs;
  if (href === undefined || !isLink(href)) return others;
  return {
    ...others,
    href: href.startsWith("#") ? `#${rename(decode(href.slice(1)))}` : href,
    rel: "noopener noreferrer",
  };
};

// It can be reached by the keyboard, and nobody could say where it leads.
const isEmptyLink = ({ tag, attribs, text, mediaChildren }: sanitize.IFrame): boolean =>
  tag === "a" &&
  attribs.href !== undefined &&
  attribs.id === undefined &&
  attribs["aria-label"] === undefined &&
  attribs.title === undefined &&
  text.trim() === "" &&
  mediaChildren.length === 0;

const isLink = (href: string): boolean => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers pass them over
  const [, scheme] = /^([a-z][a-z\d+.-]*):/i.exec(href.replace(/[\u0000-\u0020]/g, "")) ?? [];
  return scheme === undefined || /^(?:https?|mailto)$/i.test(scheme);
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const imageData = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)[;,]/i;

const pixelData = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;

// An image from elsewhere would be a request that leaves the page.
const localImage =
  ({ picture, imageLeftOut }: Labels) =>
  (_tag: string, attribs: sanitize.Attributes): sanitize.Tag =>
    imageData.test(attribs.src ?? "")
      ? { tagName: "img", attribs: { ...withoutUnits(attribs), alt: attribs.alt ?? picture } }
      : { tagName: "em", attribs: {}, text: `[${imageLeftOut}${attribs.alt ? `: ${attribs.alt}` : ""}]` };

// Sizes are whole numbers of pixels or shares; others are left to the style.
const withoutUnits = (attribs: sanitize.Attributes): sanitize.Attributes => {
  const sizes = ["width", "height"].flatMap((name): (readonly [string, string])[] => {
    const [, size, share = ""] = /^\s*(\d{1,5})(?:\.\d*)?(?:px)?\s*(%?)\/?$/.exec(attribs[name] ?? "") ?? [];
    return size === undefined ? [] : [[name, size + share]];
  });
  const { width: _width, height: _height, ...others } = attribs;
  return { ...others, ...Object.fromEntries(sizes) };
};

// A report is no form: a box is shown as it stood.
const checkbox = (tagName: string, { type, checked }: sanitize.Attributes): sanitize.Tag =>
  type?.toLowerCase() === "checkbox"
    ? { tagName: "span", attribs: {}, text: checked === undefined ? "☐" : "☑" }
    : { tagName, attribs: {} };
