const words = (...lines: readonly string[]): readonly string[] => lines.join(" ").split(" ");

const htmlTags = words(
  "h1 h2 h3 h4 h5 h6 p div span address figure figcaption a b strong i em u s del ins mark small sub sup code kbd samp",
  "var pre q blockquote cite abbr dfn time bdi bdo br wbr hr ul ol li dl dt dd details summary img ruby rt rp",
  "table caption colgroup col thead tbody tfoot tr th td progress meter",
);

/** What a page has once, or names the parts of a page by: in an output it is a box like others. */
export const landmarkTags: ReadonlySet<string> = new Set(
  words("main header footer nav aside section article center picture"),
);

/** Elements that HTML no longer has, by what stands for them. */
export const renamedTags: ReadonlyMap<string, string> = new Map([
  ["font", "span"],
  ["big", "span"],
  ["tt", "code"],
  ["strike", "s"],
  ["acronym", "abbr"],
]);

/** Elements whose content is no text for people. */
export const rawTags = words(
  "script style textarea option noscript iframe xmp noembed noframes plaintext template object audio video",
);

/** SVG elements that a report shows, in lower case as the sanitiser sees them: none that runs script, loads or animates. */
const svgTags = words(
  "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textpath title desc image",
  "lineargradient radialgradient stop clippath mask pattern marker",
);

/** Attributes of SVG elements, in lower case; `style`, `id` and links are checked one by one. */
const svgAttributes = words(
  "xmlns viewbox preserveaspectratio width height x y x1 y1 x2 y2 cx cy r rx ry d points dx dy fx fy transform",
  "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linejoin stroke-linecap stroke-dasharray",
  "stroke-dashoffset stroke-miterlimit opacity clip-path clip-rule mask marker-start marker-mid marker-end color",
  "font-family font-size font-weight font-style text-anchor dominant-baseline alignment-baseline letter-spacing",
  "textlength lengthadjust rotate offset stop-color stop-opacity gradientunits gradienttransform spreadmethod",
  "patternunits patterncontentunits patterntransform clippathunits maskunits maskcontentunits markerwidth",
  "markerheight markerunits refx refy orient startoffset visibility display",
);

/** MathML elements of presentation. */
const mathTags = words(
  "math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle mpadded mphantom menclose merror",
  "msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd semantics",
);

const mathAttributes = words(
  "xmlns display mathvariant mathsize mathcolor mathbackground displaystyle scriptlevel stretchy fence separator form lspace",
  "rspace minsize maxsize symmetric largeop movablelimits accent accentunder linethickness width height depth voffset",
  "columnalign rowalign columnspan rowspan columnspacing rowspacing columnlines rowlines frame notation",
);

export const allowedTags: readonly string[] = [...htmlTags, ...svgTags, ...mathTags];

const each = (tags: readonly string[], attributes: readonly string[]): Record<string, string[]> =>
  Object.fromEntries(tags.map((tag) => [tag, [...attributes]]));

/** Attributes by element. */
export const allowedAttributes: Readonly<Record<string, string[]>> = {
  ...each(svgTags, svgAttributes),
  ...each(mathTags, mathAttributes),
  "*": ["style", "id", "title", "lang", "dir", "role", "aria-label", "aria-hidden"],
  a: ["href", "rel"],
  img: ["src", "alt", "width", "height"],
  ...each(["td", "th"], ["colspan", "rowspan", "scope"]),
  ol: ["start", "type", "reversed"],
  li: ["value"],
  col: ["span"],
  colgroup: ["span"],
  details: ["open"],
  time: ["datetime"],
  ...each(["progress", "meter"], ["value", "min", "max", "low", "high", "optimum"]),
  use: [...svgAttributes, "href", "xlink:href"],
  textpath: [...svgAttributes, "href", "xlink:href"],
  image: [...svgAttributes, "href", "xlink:href"],
};

/** Classes that may stay: none of the page's own but those of coloured code and of numbers. */
export const allowedClasses: Readonly<Record<string, string[]>> = {
  code: ["language-*", "tex"],
  pre: ["tex"],
  span: ["h-*"],
  table: ["dataframe"],
  // Lists of R's vectors: what stands between their parts is for the style sheet.
  ol: ["list-inline"],
  dl: ["dl-inline"],
  ...each(mathTags, ["tml-*"]),
  ...each(["td", "th"], ["num"]),
};
