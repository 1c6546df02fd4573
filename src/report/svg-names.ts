/** SVG elements that a report shows, in lower case as the sanitiser sees them: none that runs script, loads or animates. */
export const svgTags = (
  "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan title desc " +
  "lineargradient radialgradient stop clippath mask pattern marker"
).split(" ");

/** Attributes of SVG elements, in lower case; `style` and links are checked one by one. */
export const svgAttributes = (
  "xmlns viewbox preserveaspectratio width height x y x1 y1 x2 y2 cx cy r rx ry d points dx dy fx fy transform " +
  "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linejoin stroke-linecap stroke-dasharray " +
  "stroke-dashoffset stroke-miterlimit opacity clip-path clip-rule mask marker-start marker-mid marker-end " +
  "font-family font-size font-weight font-style text-anchor dominant-baseline alignment-baseline letter-spacing " +
  "textlength lengthadjust rotate offset stop-color stop-opacity gradientunits gradienttransform spreadmethod " +
  "patternunits patterncontentunits patterntransform clippathunits maskunits maskcontentunits markerwidth " +
  "markerheight markerunits refx refy orient id class role aria-label aria-hidden style version"
).split(" ");

/** MathML elements of presentation. */
export const mathTags = (
  "math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle mpadded mphantom menclose merror " +
  "msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd semantics"
).split(" ");

export const mathAttributes = (
  "xmlns display mathvariant mathsize displaystyle scriptlevel stretchy fence separator form lspace rspace " +
  "minsize maxsize symmetric largeop movablelimits accent accentunder linethickness width height depth " +
  "columnalign rowalign columnspan rowspan columnspacing rowspacing notation"
).split(" ");
