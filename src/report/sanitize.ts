import sanitize from "sanitize-html";
import { mathAttributes, mathTags, svgAttributes, svgTags } from "./svg-names.ts";

/**
 * HTML from an output or from Markdown without anything that runs script, loads from elsewhere or lies over the page:
 * tables, text, images held as data, SVG and MathML stay.
 */
export const sanitizeHtml = (html: string): string => sanitize(html, options);

/** An SVG for the inside of a page, sanitised; undefined where nothing of it is left. */
export const sanitizeSvg = (svg: string): string | undefined => {
  const clean = sanitize(svg.replace(/^[\s\S]*?(?=<svg[\s>])/i, ""), options);
  return /^<svg[\s>]/.test(clean) ? clean : undefined;
};

const htmlTags = (
  "h1 h2 h3 h4 h5 h6 p div span section article header footer aside main nav address figure figcaption " +
  "a b strong i em u s del ins mark small sub sup code kbd samp var pre q blockquote cite abbr dfn time bdi bdo " +
  "br wbr hr ul ol li dl dt dd details summary img picture ruby rt rp rb center font " +
  "table caption colgroup col thead tbody tfoot tr th td input progress meter"
).split(" ");

const styleNames = (
  "color background-color text-align vertical-align white-space font-weight font-style font-size font-family " +
  "text-decoration width min-width max-width height min-height max-height padding padding-left padding-right " +
  "padding-top padding-bottom margin margin-left margin-right margin-top margin-bottom border border-left border-right " +
  "border-top border-bottom border-color border-style border-width border-collapse border-radius display list-style-type " +
  "line-height opacity fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linejoin stroke-linecap " +
  "stroke-dasharray stroke-miterlimit text-anchor dominant-baseline stop-color stop-opacity"
).split(" ");

// No url(), no escapes, no functions but colours.
const harmless = [/^(?:[\w\s#%.,'"!/-]|\b(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]*\))*$/i];
const localPaint = [/^url\(["']?#[\w:.-]+["']?\)$/, ...harmless];
const styles = Object.fromEntries(
  styleNames.map((name) => [name, name === "fill" || name === "stroke" ? localPaint : harmless]),
);

const everywhere = ["style", "title", "lang", "dir", "role", "aria-label", "aria-hidden"];

const options: sanitize.IOptions = {
  allowedTags: [...htmlTags, ...svgTags, ...mathTags],
  allowedAttributes: {
    "*": everywhere,
    a: ["href", "rel", "name"],
    img: ["src", "alt", "width", "height"],
    ...Object.fromEntries(
      ["td", "th"].map((tag) => [tag, ["colspan", "rowspan", "align", "valign", "scope", "class"]]),
    ),
    ...Object.fromEntries(["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => [tag, ["id"]])),
    ol: ["start", "type", "reversed"],
    col: ["span", "width"],
    font: ["color"],
    details: ["open"],
    time: ["datetime"],
    input: [{ name: "type", values: ["checkbox"] }, "checked", "disabled"],
    progress: ["value", "max"],
    meter: ["value", "min", "max", "low", "high", "optimum"],
    code: ["class"],
    span: ["class"],
    ...Object.fromEntries(svgTags.map((tag) => [tag, svgAttributes])),
    use: [...svgAttributes, "href", "xlink:href"],
    ...Object.fromEntries(mathTags.map((tag) => [tag, mathAttributes])),
  },
  allowedClasses: { code: ["hljs", "language-*"], span: ["hljs-*"], td: ["num"], th: ["num"] },
  allowedStyles: { "*": styles },
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["data"] },
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "iframe", "xmp", "noembed", "template", "object"],
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: "noopener noreferrer" } }),
    img: (tagName, attribs) => localImage(tagName, attribs),
    input: (tagName) => ({ tagName, attribs: { type: "checkbox", disabled: "" } }),
    "*": (tagName, attribs) => ({ tagName, attribs: localReferences(attribs) }),
  },
};

const imageData = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)[;,]/i;

// An image from elsewhere would be a request that leaves the page.
const localImage = (tagName: string, attribs: sanitize.Attributes): sanitize.Tag =>
  imageData.test(attribs.src ?? "")
    ? { tagName, attribs }
    : { tagName: "em", attribs: {}, text: `[image${attribs.alt ? ` “${attribs.alt}”` : ""} not included]` };

// What names another element may name one of this page only.
const localReferences = (attribs: sanitize.Attributes): sanitize.Attributes =>
  Object.fromEntries(
    Object.entries(attribs).filter(([name, value]) => {
      if (name === "xlink:href") return value.startsWith("#");
      return name === "href" || name === "src" || name === "style" || !/url\s*\((?!\s*["']?#)|\\/i.test(value);
    }),
  );
